export const LINKS_SW: readonly string[] = [
  'angalia hii {anylink}',
  'link hii hapa {anylink}',
  'habari: {news}',
  'tuko hapa {map}',
];
