export const LINKS_ES: readonly string[] = [
  'mira esto {anylink}',
  'aquí está {anylink}',
  '(interesante|buen artículo): {news}',
  'fuente {news}',
  'nos vemos aquí {map}',
  'el acta de la reunión {doc}',
  '¿qué tal este? {goods}',
  'el vídeo de ayer {video}',
  'El ayuntamiento abre la nueva biblioteca {news}',
  'jaja {social}',
  'grupo de padres {groupchat}',
];
