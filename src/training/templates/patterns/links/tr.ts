export const LINKS_TR: readonly string[] = [
  'şuna bak {anylink}',
  'link burada {anylink}',
  'güzel yazı {news}',
  'kaynak: {news}',
  'buradayız {map}',
  'tablo burada {doc}',
  'bunu alan var mı? {goods}',
  'yeni bölüm {video}',
  'Belediye yeni parkı açtı {news}',
  'veli grubu {groupchat}',
];
