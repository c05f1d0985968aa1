export const LINKS_DE: readonly string[] = [
  'schau mal {anylink}',
  'hier der Link: {anylink}',
  '(interessant|lesenswert): {news}',
  'Quelle: {news}',
  'wir treffen uns hier {map}',
  'Protokoll liegt hier {doc}',
  'hat das jemand? {goods}',
  'neue Folge {video}',
  'Stadt beschließt neuen Radweg {news}',
  'siehe {repo}',
  'Anmeldung bitte hier {doc}',
  'Einladung zur Elterngruppe {groupchat}',
];
