export const LINKS_IT: readonly string[] = [
  'guarda {anylink}',
  'ecco il link {anylink}',
  'interessante: {news}',
  'ci vediamo qui {map}',
  'il verbale {doc}',
  "l'avete provato? {goods}",
  'video di ieri {video}',
  'Sciopero dei treni {weekday} {news}',
];
