import { emitWord } from './emit-word.js';
import type { Scan } from './scan.js';
import { classOf, DIGIT, LETTER } from './unit-class.js';
import { Word } from './word.js';

const APOSTROPHE = 0x27;
const DOLLAR = 0x24;
const Q = 0x71;
const U = 0x75;
/** `@` and `$` between letters are leet. */
const LEET_SIGNS = new Set([0x40, 0x24]);
/** `*`, `|`, `~`, `^`, `¦`, `·`, `•`: between letters they only hide the word. */
const HIDING_SIGNS = new Set([0x2a, 0x7c, 0x7e, 0x5e, 0xa6, 0xb7, 0x2022]);

const word = new Word();

/** Letters and digits from `start` on, signs between letters left out: emits the word, gives its end. */
export function readWord(scan: Scan, start: number): number {
  const { units, isUpper } = scan.clean;
  word.clear();
  let i = start;
  for (;;) {
    const unit = units[i] ?? 0;
    const kind = classOf(unit);
    if (kind === LETTER || kind === DIGIT) {
      word.add(unit, isUpper[i] ?? 0);
      i++;
      continue;
    }
    const next = signEnd(scan, i, start);
    if (next === i) break;
    i = next;
  }
  scan.setSpan(start, i);
  emitWord(scan, word);
  return i;
}

/** The end of signs inside a word, or `at` where the word ends. */
function signEnd(scan: Scan, at: number, start: number): number {
  const { units } = scan.clean;
  const unit = units[at] ?? 0;
  if (unit === APOSTROPHE) return isElision(scan, at, start) || !isLetterAt(scan, at + 1) ? at : at + 1;
  if (!isLetterAt(scan, at - 1)) return at;
  if (LEET_SIGNS.has(unit)) return leetSignEnd(scan, at);
  if (!HIDING_SIGNS.has(unit)) return at;
  const end = units[at + 1] === unit ? at + 2 : at + 1;
  if (!isLetterAt(scan, end)) return at;
  scan.joined++;
  return end;
}

/** `ca$h`, `p@@rty`; the signs become part of the word. */
function leetSignEnd(scan: Scan, at: number): number {
  const unit = scan.clean.units[at] ?? 0;
  if (isLastDollar(scan, at)) {
    word.add(unit, 0);
    return at + 1;
  }
  const end = LEET_SIGNS.has(scan.clean.units[at + 1] ?? 0) ? at + 2 : at + 1;
  if (!isLetterAt(scan, end)) return at;
  word.add(unit, 0);
  if (end > at + 1) word.add(scan.clean.units[at + 1] ?? 0, 0);
  return end;
}

/** `bonu$`, but not `rub $5`. */
function isLastDollar(scan: Scan, at: number): boolean {
  if (scan.clean.at(at) !== DOLLAR || word.letters < 3) return false;
  const next = scan.kindAt(at + 1);
  return next !== LETTER && next !== DIGIT && !LEET_SIGNS.has(scan.clean.at(at + 1));
}

/** `l'amour`, `qu'il`, `I'm`: two words. `don't`, `п'ять` are not, except that one letter and a vowel sign is. */
function isElision(scan: Scan, at: number, start: number): boolean {
  const { units } = scan.clean;
  const length = at - start;
  if (length === 2) return units[start] === Q && units[start + 1] === U;
  return length === 1 && (units[start] ?? 0) < 0x250;
}

function isLetterAt(scan: Scan, index: number): boolean {
  return index >= 0 && scan.kindAt(index) === LETTER;
}
