// Carriers and laws give these words a meaning of their own (CTIA and its kin): withholding one would break
// somebody's right to stop messages. Only a text that is nothing but the word counts.
const KEYWORDS: ReadonlySet<string> = new Set(
  [
    'stop stopall unsubscribe cancel end quit revoke optout start unstop yes help info',
    'arret aide stopp hilfe parar ayuda alto baja fermare aiuto stoppen pomoc',
    'стоп старт помощь помощ стопп dur yardim berhenti bantuan 退订 停止 帮助',
  ]
    .join(' ')
    .split(' '),
);

/** True for STOP, HELP, START and their kin, in any case, with or without a full stop after them. */
export function isCarrierKeyword(text: string): boolean {
  if (text.length > 40) return false;
  const word = text
    .trim()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[-\s.!]/g, '');
  return KEYWORDS.has(word);
}
