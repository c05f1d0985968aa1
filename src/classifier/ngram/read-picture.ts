import { MAX_WORD_UNITS } from './limits.js';
import type { Scan } from './scan.js';
import { EMOJI, RUN, WORD } from './token-buffer.js';
import { UNSPACED } from './unit-class.js';

const REGIONAL_LEAD = 0xd83c;
const FIRST_REGIONAL = 0xdde6;

/** One emoji, of `width` units; a flag has four. Of more than two equal ones in a row the rest is only counted. */
export function readPicture(scan: Scan, start: number, width: number): number {
  const { units } = scan.clean;
  const isFlag = units[start] === REGIONAL_LEAD && isRegional(units[start + 1] ?? 0);
  const end = start + (isFlag ? 4 : width);
  scan.emoji++;
  if (isThird(scan, start, end)) return end;
  const { out } = scan;
  const tokenStart = out.length;
  for (let i = start; i < end; i++) out.push(units[i] ?? 0);
  scan.setSpan(start, end);
  out.endToken(tokenStart, EMOJI);
  return end;
}

function isRegional(trail: number): boolean {
  return trail >= FIRST_REGIONAL && trail < FIRST_REGIONAL + 26;
}

function isThird(scan: Scan, start: number, end: number): boolean {
  const { units } = scan.clean;
  const width = end - start;
  if (start < 2 * width) return false;
  for (let i = start; i < end; i++) {
    if (units[i] !== units[i - width] || units[i] !== units[i - 2 * width]) return false;
  }
  return true;
}

/** One ideograph, of one or two units: a word. */
export function readIdeograph(scan: Scan, start: number, width: number): number {
  const { out, clean } = scan;
  const tokenStart = out.length;
  for (let i = start; i < start + width; i++) out.push(clean.units[i] ?? 0);
  scan.setSpan(start, start + width);
  out.endToken(tokenStart, WORD);
  return start + width;
}

/** A stretch of a script without spaces, in pieces that follow each other in the buffer. */
export function readUnspaced(scan: Scan, start: number): number {
  const { out, clean } = scan;
  let i = start;
  while (scan.kindAt(i) === UNSPACED && !out.isFull()) {
    const pieceStart = i;
    const tokenStart = out.length;
    while (i - pieceStart < MAX_WORD_UNITS && scan.kindAt(i) === UNSPACED) out.push(clean.units[i++] ?? 0);
    scan.setSpan(pieceStart, i);
    out.endToken(tokenStart, RUN);
    if (pieceStart > start) out.continues[out.count - 1] = 1;
  }
  return i;
}
