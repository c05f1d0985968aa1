export const LINKS_ZH: readonly string[] = [
  '看看这个 {anylink}',
  '链接：{anylink}',
  '转发：{news}',
  '我们在这里 {map}',
  '报名表 {doc}',
  '这个怎么样？{goods}',
  '昨天的视频 {video}',
  '地铁新线下月开通 {news}',
];
