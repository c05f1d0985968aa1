export const FANCY_ZH: readonly string[] = [
  '🎂🎉生日快乐{name}🎉🎂{emoji}{emoji}',
  '🧧🧧新年快乐🧧🧧 万事如意',
  '📢📢通知📢📢 {date}{time}停水❗️',
  '哈哈哈哈哈哈😂😂😂',
];
