export const LINKS_FR: readonly string[] = [
  'regarde ça {anylink}',
  'le lien : {anylink}',
  '(intéressant|à lire) : {news}',
  'source : {news}',
  'on est là {map}',
  'le compte rendu {doc}',
  "j'ai acheté celui-ci {goods}",
  "la vidéo d'hier {video}",
  'Grève des trains ce {weekday} {news}',
  'inscriptions ici {doc}',
  'le groupe des parents {groupchat}',
];
