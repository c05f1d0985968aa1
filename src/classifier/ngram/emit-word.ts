import { undoLeet } from './leet.js';
import { MAX_WORD_UNITS } from './limits.js';
import type { Scan } from './scan.js';
import { CAPITAL_SKELETON, GUEST_SKELETON, SKELETON } from './skeleton.js';
import { WORD } from './token-buffer.js';
import type { Word } from './word.js';

const ZERO = 0x30;

/** The token of a word: leet undone, look-alikes folded, repeated letters once, cut. The span was set before. */
export function emitWord(scan: Scan, word: Word): void {
  noteCase(scan, word);
  if (word.isCode()) {
    scan.addClass('⟨code⟩');
    return;
  }
  if (word.isMixed()) scan.mixed++;
  const { out } = scan;
  const start = out.length;
  scan.leet += undoLeet(word);
  foldGuests(word);
  pushFolded(scan, word, start);
  out.endToken(start, WORD);
}

function pushFolded({ out }: Scan, word: Word, start: number): void {
  let last = 0;
  for (let i = 0; i < word.length && out.length - start < MAX_WORD_UNITS; i++) {
    const unit = SKELETON[word.units[i] ?? 0] ?? 0;
    if (unit !== last || unit === ZERO) out.push(unit);
    last = unit;
  }
}

function noteCase(scan: Scan, word: Word): void {
  scan.capitals += word.capitals;
  if (word.letters < 3 || !word.isCased()) return;
  scan.casedWords++;
  if (word.capitals === word.letters) scan.capitalWords++;
}

/** Beside Latin and Cyrillic letters one of another script means what it looks like there, capitals apart. */
function foldGuests(word: Word): void {
  const atHome = word.latin + word.cyrillic;
  if (atHome === 0 || atHome >= word.letters) return;
  for (let i = 0; i < word.length; i++) {
    const unit = word.units[i] ?? 0;
    const look = guestLook(word, unit, word.isUpper[i] === 1);
    if (look !== 0) word.units[i] = look;
  }
}

function guestLook(word: Word, unit: number, isCapital: boolean): number {
  const capital = isCapital ? (CAPITAL_SKELETON[unit] ?? 0) : 0;
  return capital === 0 && word.cyrillic === 0 ? (GUEST_SKELETON[unit] ?? 0) : capital;
}
