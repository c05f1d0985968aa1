/**
 * What each UTF-16 unit becomes: lower case, without compatibility forms and marks. Both tables fill themselves as
 * units are seen, since working all of them out would cost some 30 ms at start.
 */
export const FOLD = new Uint16Array(0x10000);
export const FOLD_FLAGS = new Uint8Array(0x10000);

/** Values of `FOLD` that are no unit; every unit below the space folds to the space. */
export const UNKNOWN = 0;
export const SPECIAL = 1;

export const UPPER = 1;
/** Full width, mathematical, circled, squared. */
export const FANCY = 2;
export const ZERO_WIDTH = 4;
/** A combining mark that is stripped. */
export const MARK = 8;
/** Joins the unit before it into one: jamo, voiced sound marks. */
export const JOINS = 16;

const STRIPPED = /[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]/gu;
/** Vowel signs that writers may leave out, and the Arabic letter stretcher. */
const OPTIONAL = /[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/u;
const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/u;
/** Of the invisible ones those that hide something; joiners and selectors of emoji do not. */
const HIDES = /[\u00ad\u034f\u115f\u1160\u200b\u200c\u2060-\u2064\u3164\ufeff\uffa0]/u;
const BLANK = /[\s\u0000-\u0020\u007f-\u009f\u2800\ufff9-\uffff]/u;
const WIDE_OR_RINGED = /[\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\u249c-\u24b5]/u;
const JOINING = /[\u1161-\u11ff\u3099\u309a\uff9e\uff9f]/u;
const PARENTHESISED_A = 0x249c;

/** Units whose compatibility form would mislead. */
const REPLACED: ReadonlyMap<string, string> = new Map([
  ...Array.from('’‘‛ʼʻʹ′´`ʽ＇').map((sign) => [sign, "'"] as const),
  ...Array.from('‐‑‒–—―−﹘－').map((sign) => [sign, '-'] as const),
  ...Array.from('™℠©®').map((sign) => [sign, ' '] as const),
  ['№', '#'],
]);

const expansions = new Map<number, string>();
for (const special of '&[<_XDUPN') setSpecial(special.charCodeAt(0), special.toLowerCase());
FOLD.fill(SPECIAL, 0xd800, 0xe000);

/** The folded unit, or `SPECIAL`: then `expansionOf` and `FOLD_FLAGS` say the rest. */
export function foldUnit(unit: number): number {
  const known = FOLD[unit] ?? UNKNOWN;
  if (known !== UNKNOWN) return known;
  const character = String.fromCharCode(unit);
  const flags = flagsOf(character);
  const folded = foldCharacter(character);
  const isPlain = folded.length === 1 && (flags & JOINS) === 0;
  if (isPlain) FOLD[unit] = folded.charCodeAt(0);
  else setSpecial(unit, folded);
  FOLD_FLAGS[unit] = flags;
  return isPlain ? folded.charCodeAt(0) : SPECIAL;
}

/** What a special unit becomes: nothing, itself in lower case, or several units. */
export function expansionOf(unit: number): string {
  return expansions.get(unit) ?? ' ';
}

/** NFKD, strip, lower case, NFC for one character. */
export function foldCompatible(character: string): string {
  const bare = character.normalize('NFKD').replace(STRIPPED, '').toLowerCase();
  return bare.normalize('NFKD').replace(STRIPPED, '').normalize('NFC');
}

function setSpecial(unit: number, expansion: string): void {
  FOLD[unit] = SPECIAL;
  if (expansion !== expansion.toUpperCase() && unit < 0x80) FOLD_FLAGS[unit] = UPPER;
  expansions.set(unit, expansion);
}

function foldCharacter(character: string): string {
  const replaced = REPLACED.get(character);
  if (replaced !== undefined) return replaced;
  if (INVISIBLE.test(character) || OPTIONAL.test(character)) return '';
  if (BLANK.test(character)) return ' ';
  if (/\p{Nd}/u.test(character)) return String(digitOf(character.charCodeAt(0)));
  if (/[\u2776-\u2793]/u.test(character)) return ringedNumber(character.charCodeAt(0));
  if (/[\u249c-\u24b5]/u.test(character)) return parenthesisedLetter(character.charCodeAt(0));
  return foldCompatible(character).replace(/\s/gu, ' ');
}

/** Decimal digits of every script stand in tens: the place in the ten is the value. */
function digitOf(unit: number): number {
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCharCode(unit - value - 1))) value++;
  return value;
}

function ringedNumber(unit: number): string {
  return String(((unit - 0x2776) % 10) + 1);
}

function parenthesisedLetter(unit: number): string {
  return String.fromCharCode(0x61 + unit - PARENTHESISED_A);
}

function flagsOf(character: string): number {
  let flags = 0;
  if (character.toLowerCase() !== character) flags |= UPPER;
  if (WIDE_OR_RINGED.test(character)) flags |= FANCY;
  if (HIDES.test(character)) flags |= ZERO_WIDTH;
  if (character.replace(STRIPPED, '') === '') flags |= MARK;
  if (JOINING.test(character)) flags |= JOINS;
  return flags;
}
