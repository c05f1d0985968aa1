export const LINKS_TL: readonly string[] = [
  'tingnan nyo to {anylink}',
  'eto yung link {anylink}',
  'dito kami {map}',
  'sagutan po dito {doc}',
];
