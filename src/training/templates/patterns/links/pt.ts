export const LINKS_PT: readonly string[] = [
  'olha isso {anylink}',
  'segue o link {anylink}',
  '(interessante|vale a leitura): {news}',
  'fonte: {news}',
  'estamos aqui {map}',
  'planilha {doc}',
  'alguém já comprou? {goods}',
  'vídeo da aula {video}',
  'Prefeitura inaugura nova ciclovia {news}',
  'kkkk {social}',
  'grupo da turma {groupchat}',
];
