/**
 * Words that carriers and laws give a meaning of their own: stop, help and start. Withholding one would break somebody's
 * right to end messages. Written as the check reads them, without accents, spaces and hyphens.
 */
const KEYWORDS = {
  en: 'stop stopall unsubscribe cancel end quit revoke optout optin start unstop yes help info',
  es: 'parar pare alto baja cancelar ayuda alta iniciar informacion',
  pt: 'sair parar cancelar descadastrar ajuda iniciar comecar',
  fr: 'arret arreter stopper desabonner aide commencer',
  de: 'stopp abmelden ende hilfe anmelden',
  it: 'ferma fermare annulla aiuto inizia',
  nl: 'stoppen afmelden hulp starten',
  pl: 'koniec rezygnuje wypisz pomoc',
  ru: 'стоп отписаться отмена помощь старт',
  uk: 'стоп відписатися допомога старт',
  tr: 'dur iptal red yardim basla',
  id: 'berhenti batal bantuan mulai',
  zh: '退订 退訂 停止 取消 td 帮助 幫助 开始',
} as const;

const KNOWN: ReadonlySet<string> = new Set(
  Object.values(KEYWORDS).flatMap((words) => words.split(' ').map((word) => fold(word))),
);

const MAX_LENGTH = 40;

/** True for STOP, HELP, START and their kin in any case, with or without a full stop: for a text that is nothing else. */
export function isCarrierKeyword(text: string): boolean {
  return text.length <= MAX_LENGTH && KNOWN.has(fold(text));
}

/** The Turkish dotless i is no i with a mark, and has to be told. */
function fold(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('ı', 'i')
    .replaceAll(/[-\s.!]/g, '');
}
