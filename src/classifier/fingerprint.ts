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

function fold(text: string): string {
  const visible = text.toWellFormed().normalize('NFKC').toLowerCase().replace(INVISIBLE, '');
  const words = visible.replace(GAPS, ' ').trim();
  // Of "!!!" nothing would be left, and it would be one with "???" and with every other line of mere signs.
  return words === '' ? visible.trim() : words;
}
