import { createHash } from 'node:crypto';

/** Characters that nobody sees: format characters, variation selectors, joiners, fillers. */
const INVISIBLE = /[\p{Cf}\uFE00-\uFE0F\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180D\u3164]/gu;
const GAPS = /[\p{P}\p{Z}\p{Cc}]+/gu;

/**
 * Equal for texts that differ only in case, in width or style of letters, in invisible characters, in white space
 * or in punctuation: the `Fingerprint` of the store. 32 hexadecimal digits.
 */
export function fingerprint(text: string): string {
  return createHash('sha256').update(fold(text), 'utf8').digest('hex').slice(0, 32);
}

/** Emoji and the marks that colour them. */
const PICTURES = /[\p{Extended_Pictographic}\p{M}]+/gu;
/** In links, handles and tags. */
const SPECIAL = /[/@#]/u;
const NUMBER = /\p{N}/u;
const FEWEST_WORDS = 4;

/**
 * Equal, too, for texts that differ in what senders of one campaign change: links, handles, numbers, emoji. With fewer
 * than four words left it is the `fingerprint`: short texts are alike without being copies.
 */
export function nearFingerprint(text: string): string {
  const plain = seen(text)
    .split(/\s+/u)
    .filter((word) => !SPECIAL.test(word))
    .join(' ');
  const words = plain
    .replace(PICTURES, ' ')
    .replace(GAPS, ' ')
    .split(' ')
    .filter((word) => word !== '' && !NUMBER.test(word));
  if (words.length < FEWEST_WORDS) return fingerprint(text);
  return createHash('sha256')
    .update(`near ${words.join(' ')}`, 'utf8')
    .digest('hex')
    .slice(0, 32);
}

const seen = (text: string): string =>
  text.toWellFormed().normalize('NFKC').toLowerCase().replace(INVISIBLE, '');

function fold(text: string): string {
  const visible = seen(text);
  const words = visible.replace(GAPS, ' ').trim();
  // Of "!!!" nothing would be left, and it would be one with "???" and with every other line of mere signs.
  return words === '' ? visible.trim() : words;
}
