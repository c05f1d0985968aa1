import { classOf, DIGIT, LETTER } from './unit-class.js';
import type { Word } from './word.js';

const ZERO = 0x30;
const THREE = 0x33;
const DOLLAR = 0x24;
const letterTable = (pairs: string): Uint16Array => {
  const table = new Uint16Array(128);
  for (const pair of pairs.split(' ')) table[pair.charCodeAt(0)] = pair.charCodeAt(1);
  return table;
};
const LATIN_LEET = letterTable('0o 1i 3e 4a 5s 6g 7t 9g @a $s');
const CYRILLIC_LEET = letterTable('0о 3з 4ч 6б 1i @а $s');

/** Digits and signs that stand for letters in a word become them, any other digit becomes `0`. How many did. */
export function undoLeet(word: Word): number {
  if (word.letters === word.length) return 0;
  const table = word.isCyrillic() ? CYRILLIC_LEET : LATIN_LEET;
  let count = 0;
  for (let i = 0; i < word.length;) {
    if (isLetter(word, i)) {
      i++;
      continue;
    }
    const end = endOfRun(word, i);
    const isLeet = standsForLetters(word, i, end) && isAllLeet(word, table, { start: i, end });
    if (isLeet) count += end - i;
    replace(word, isLeet ? table : null, { start: i, end });
    i = end;
  }
  return count;
}

function replace({ units }: Word, table: Uint16Array | null, run: { start: number; end: number }): void {
  for (let i = run.start; i < run.end; i++) units[i] = table?.[units[i] ?? 0] ?? ZERO;
}

function isLetter(word: Word, index: number): boolean {
  return classOf(word.units[index] ?? 0) === LETTER;
}

function endOfRun(word: Word, start: number): number {
  let end = start;
  while (end < word.length && !isLetter(word, end)) end++;
  return end;
}

/** One or two between letters, one before three letters, a `0`, `3` or `$` after three, `33` after two (`fr33`). */
function standsForLetters(word: Word, start: number, end: number): boolean {
  if (start > 0 && end < word.length) return end - start <= 2;
  if (end - start === 2 && start > 1) return word.units[start] === THREE && word.units[start + 1] === THREE;
  if (end - start > 1) return false;
  if (start === 0) return lettersFrom(word, end, 1) >= 3;
  return isTrailing(word.units[start] ?? 0) && lettersFrom(word, start - 1, -1) >= 3;
}

function isTrailing(unit: number): boolean {
  return unit === ZERO || unit === THREE || unit === DOLLAR;
}

function lettersFrom(word: Word, start: number, step: number): number {
  let count = 0;
  for (let i = start; count < 3 && i >= 0 && i < word.length && isLetter(word, i); i += step) count++;
  return count;
}

function isAllLeet(word: Word, table: Uint16Array, run: { start: number; end: number }): boolean {
  for (let i = run.start; i < run.end; i++) {
    if ((table[word.units[i] ?? 0] ?? 0) === 0) return false;
  }
  return true;
}

/** For readers of numbers: whether a digit may stand for a letter at a word's beginning. */
export function isLeadingLeet(unit: number): boolean {
  return classOf(unit) === DIGIT && ((LATIN_LEET[unit] ?? 0) !== 0 || (CYRILLIC_LEET[unit] ?? 0) !== 0);
}
