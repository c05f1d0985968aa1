/** What the tokeniser does at a unit of a cleaned text. */
export const GAP = 0;
export const LETTER = 1;
export const DIGIT = 2;
/** A word of its own. */
export const IDEOGRAPH = 3;
/** A letter of a script written without spaces. */
export const UNSPACED = 4;
export const PUNCTUATION = 5;
export const PICTURE = 6;
/** First half of an emoji, of an ideograph. */
export const PICTURE_LEAD = 7;
export const IDEOGRAPH_LEAD = 8;
const UNKNOWN = 255;

const UNSPACED_SCRIPT =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u31f0-\u31ff\ua9e0-\ua9ff\uaa60-\uaa7f]/u;
/** Signs that become tokens or may begin one. */
const MEANT = /[!?.()+$€£₽₹¥₴₺₦₱₩₸₫฿₿₾₼₪%#&*=:;@•·]/u;

const classes = new Uint8Array(0x10000).fill(UNKNOWN);
// What is beyond the basic plane was sorted out before: only emoji, ideographs and letters are left of it.
classes.fill(LETTER, 0xd800, 0xe000);
classes.fill(PICTURE_LEAD, 0xd83c, 0xd83f);
classes.fill(IDEOGRAPH_LEAD, 0xd840, 0xd8c0);
classes[0] = GAP;

export function classOf(unit: number): number {
  const known = classes[unit] ?? GAP;
  return known === UNKNOWN ? classify(unit) : known;
}

function classify(unit: number): number {
  const found = lookAt(String.fromCharCode(unit));
  classes[unit] = found;
  return found;
}

function lookAt(character: string): number {
  if (MEANT.test(character)) return PUNCTUATION;
  if (/\d/.test(character)) return DIGIT;
  if (/\p{Script=Han}/u.test(character)) return IDEOGRAPH;
  if (UNSPACED_SCRIPT.test(character)) return /[\p{L}\p{M}\p{N}]/u.test(character) ? UNSPACED : GAP;
  if (/[\p{L}\p{M}\p{N}]/u.test(character)) return LETTER;
  return /\p{Extended_Pictographic}/u.test(character) ? PICTURE : GAP;
}
