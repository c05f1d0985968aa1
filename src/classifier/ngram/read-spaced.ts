import { emitWord } from './emit-word.js';
import type { Scan } from './scan.js';
import { SCRIPT } from './skeleton.js';
import { classOf, DIGIT, LETTER } from './unit-class.js';
import { Word } from './word.js';

const SPACE = 0x20;
const MIN_LETTERS = 4;
const SEPARATORS = new Set(Array.from(' .-_*·•|~/\\,+=\'^"').map((sign) => sign.charCodeAt(0)));
/** Digits and signs that may stand for a letter among spaced ones: `0`, `1`, `3`, `4`, `@`, `$`. */
const LEET = new Set([0x30, 0x31, 0x33, 0x34, 0x40, 0x24]);

const word = new Word();

/** Four or more single letters with one sign, or a sign in blanks, between them: one word. Its end, or `start`. */
export function readSpaced(scan: Scan, start: number): number {
  const { units, isUpper } = scan.clean;
  if (!SEPARATORS.has(units[start + 1] ?? 0) || !isSingleLetter(scan, start)) return start;
  word.clear();
  let end = start;
  for (let i = start; ;) {
    word.add(units[i] ?? 0, isUpper[i] ?? 0);
    end = i + 1;
    const next = afterSeparator(scan, end);
    if (next === end || !isElement(scan, next)) break;
    i = next;
  }
  if (word.letters < MIN_LETTERS) return start;
  // A sign or digit at the end stands for itself.
  scan.setSpan(start, end);
  scan.spaced++;
  emitWord(scan, word);
  return end;
}

function afterSeparator(scan: Scan, at: number): number {
  const { units } = scan.clean;
  if (!SEPARATORS.has(units[at] ?? 0)) return at;
  const isSignInBlanks = units[at] === SPACE && SEPARATORS.has(units[at + 1] ?? 0) && units[at + 2] === SPACE;
  return isSignInBlanks && units[at + 1] !== SPACE ? at + 3 : at + 1;
}

function isElement(scan: Scan, at: number): boolean {
  return isSingleLetter(scan, at) || isLeetSign(scan, at);
}

/** A letter of a script with cases, and no word goes on after it. */
function isSingleLetter(scan: Scan, at: number): boolean {
  const { units } = scan.clean;
  return (SCRIPT[units[at] ?? 0] ?? 0) !== 0 && scan.kindAt(at) === LETTER && !goesOn(units[at + 1] ?? 0);
}

/** Only where a single letter follows: the last of the word is a letter. */
function isLeetSign(scan: Scan, at: number): boolean {
  const { units } = scan.clean;
  if (!LEET.has(units[at] ?? 0) || goesOn(units[at + 1] ?? 0)) return false;
  const next = afterSeparator(scan, at + 1);
  return next > at + 1 && isSingleLetter(scan, next);
}

function goesOn(unit: number): boolean {
  const kind = classOf(unit);
  return kind === LETTER || kind === DIGIT;
}
