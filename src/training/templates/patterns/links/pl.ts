export const LINKS_PL: readonly string[] = [
  'zobacz {anylink}',
  'link tutaj {anylink}',
  'ciekawe: {news}',
  'jesteśmy tu {map}',
  'zapisy tu {doc}',
  'ktoś kupował? {goods}',
  'nowy odcinek {video}',
];
