/**
 * Placeholders of published corpora, each with a text of the kind that it hides: so a masked message and a live one
 * meet in the same tokens.
 */
const MASKED_LINK = 'https://masked.invalid/';
const MASKED_PHONE = '+70000000000';

const BRACKETED: readonly (readonly [string, string])[] = [
  ['CURRENCY', '$'],
  ['USERNAME', '@username'],
  ['LINK', MASKED_LINK],
  ['URL', MASKED_LINK],
  ['PHONE', MASKED_PHONE],
  ['TIME', '10:00'],
  ['DATE', '10.10'],
  ['HASHTAG', '#hashtag'],
  ['EMAIL', 'a@masked.invalid'],
  ['DECIMAL', '00'],
  ['#', '00'],
  ['REAL NAME', ''],
];
/** In word-segmented Chinese the masks are bare words, so they count next to an ideograph only. */
const BARE: readonly (readonly [string, string])[] = [
  ['URL', MASKED_LINK],
  ['PHONE', MASKED_PHONE],
  ['NAME', ''],
  ['PLACE', ''],
];
const TAG = /<\/?(?:a|b|br|code|div|em|i|p|pre|s|span|strong|u)(?:[\s/][^<>]{0,300})?>/iy;
const CROSSES = /X{1,24}(?![\p{L}\d])/uy;
const LETTER = /[\p{L}\d]/u;
const IDEOGRAPH = /\p{Script=Han}/u;

/** A mask at `start`: its end and what it stands for. */
export interface Mask {
  readonly end: number;
  readonly text: string;
}

export function findMask(text: string, start: number): Mask | null {
  switch (text.charAt(start)) {
    case '[':
      return bracketed(text, start + 1, ']');
    case '<':
      return bracketed(text, start + 1, '>') ?? markup(text, start);
    case '&':
      return text.startsWith('&lt;', start) ? bracketed(text, start + 4, '&gt;') : null;
    case '_':
      return text.startsWith('_DOMAIN_', start) ? domain(text, start) : null;
    case 'D':
      return digits(text, start);
    case 'X':
      return crosses(text, start);
    default:
      return bare(text, start);
  }
}

function bracketed(text: string, start: number, close: string): Mask | null {
  for (const [name, value] of BRACKETED) {
    if (text.startsWith(name, start) && text.startsWith(close, start + name.length)) {
      return { end: start + name.length + close.length, text: value };
    }
  }
  return null;
}

function markup(text: string, start: number): Mask | null {
  TAG.lastIndex = start;
  return TAG.test(text) ? { end: TAG.lastIndex, text: ' ' } : null;
}

function domain(text: string, start: number): Mask {
  const isInLink = /[/.@]/.test(text[start - 1] ?? '');
  return { end: start + '_DOMAIN_'.length, text: isInLink ? 'masked.invalid' : MASKED_LINK };
}

function digits(text: string, start: number): Mask | null {
  const end = start + 'DIGIT'.length;
  if (!text.startsWith('DIGIT', start) || isLetter(text, start - 1)) return null;
  return /[a-z]/.test(text[end] ?? '') ? null : { end, text: '00' };
}

function crosses(text: string, start: number): Mask | null {
  if (isLetter(text, start - 1)) return null;
  CROSSES.lastIndex = start;
  if (!CROSSES.test(text)) return null;
  const end = CROSSES.lastIndex;
  return end === start + 1 && isSpaced(text, start) ? null : { end, text: '0'.repeat(end - start) };
}

/** The X of `S E X Y` is a letter. */
function isSpaced(text: string, at: number): boolean {
  const isAfterOne = isLetter(text, at - 2) && !isLetter(text, at - 3);
  return isAfterOne || (isLetter(text, at + 2) && !isLetter(text, at + 3));
}

function bare(text: string, start: number): Mask | null {
  if (isLetter(text, start - 1) && !IDEOGRAPH.test(text[start - 1] ?? '')) return null;
  const found = BARE.find(([name]) => text.startsWith(name, start));
  if (found === undefined) return null;
  const end = start + found[0].length;
  return isBesideIdeograph(text, start, end) ? { end, text: found[1] } : null;
}

function isBesideIdeograph(text: string, start: number, end: number): boolean {
  const before = text[start - 1] === ' ' ? start - 2 : start - 1;
  const after = text[end] === ' ' ? end + 1 : end;
  return IDEOGRAPH.test(text[before] ?? '') || IDEOGRAPH.test(text[after] ?? '');
}

function isLetter(text: string, index: number): boolean {
  return LETTER.test(text[index] ?? '');
}
