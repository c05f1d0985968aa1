import { readEmail, readLink } from './links.js';
import { readWordSum } from './read-money.js';
import { readNumber } from './read-number.js';
import { readIdeograph, readPicture, readUnspaced } from './read-picture.js';
import { readCrossedNumber, readSign } from './read-sign.js';
import { readSpaced } from './read-spaced.js';
import { readWord } from './read-word.js';
import type { Scan } from './scan.js';
import {
  DIGIT,
  IDEOGRAPH,
  IDEOGRAPH_LEAD,
  LETTER,
  PICTURE,
  PICTURE_LEAD,
  PUNCTUATION,
  UNSPACED,
} from './unit-class.js';

const SPACE = 0x20;
const LOWER_X = 0x78;

/** One pass over the cleaned text; every reader goes on where the one before it ended. */
export function tokenise(scan: Scan): void {
  const { clean, out } = scan;
  for (let i = 0; i < clean.length && !out.isFull();) i = readNext(scan, i);
}

function readNext(scan: Scan, i: number): number {
  switch (scan.kindAt(i)) {
    case LETTER:
      return readFromLetter(scan, i);
    case DIGIT:
      return readFromDigit(scan, i);
    case PUNCTUATION:
      return readSign(scan, i);
    case IDEOGRAPH:
      return readIdeograph(scan, i, 1);
    case IDEOGRAPH_LEAD:
      return readIdeograph(scan, i, 2);
    case UNSPACED:
      return readUnspaced(scan, i);
    case PICTURE:
      return readPicture(scan, i, 1);
    case PICTURE_LEAD:
      return readPicture(scan, i, 2);
    default:
      return i + 1;
  }
}

function readFromLetter(scan: Scan, i: number): number {
  const linked = readAddress(scan, i);
  if (linked > i) return linked;
  const spaced = readSpaced(scan, i);
  if (spaced > i) return spaced;
  const sum = readWordSum(scan, i);
  if (sum > i) return sum;
  const crossed = scan.clean.units[i] === LOWER_X ? readCrossedNumber(scan, i) : i;
  return crossed > i ? crossed : readWord(scan, i);
}

function readFromDigit(scan: Scan, i: number): number {
  const linked = readAddress(scan, i);
  return linked > i ? linked : readNumber(scan, i);
}

/** A link or e-mail address at a word's beginning: its end, or `i`. */
function readAddress(scan: Scan, i: number): number {
  if (i >= scan.chunkEnd) openChunk(scan, i);
  if (!scan.chunkMayLink || i < scan.linkTriedTo) return i;
  const end = Math.max(readLink(scan, i), i);
  if (end > i) return end;
  const mail = readEmail(scan, i);
  if (mail === i) scan.linkTriedTo = endOfName(scan, i);
  return mail;
}

/**
 * Finds the next blank and whether a dot, colon, at sign, slash or bracket comes before or right after it, without
 * which nothing there can be a link. What comes after matters for links with blanks in them.
 */
function openChunk(scan: Scan, start: number): void {
  const { units, length } = scan.clean;
  let mayLink = false;
  let end = start;
  while (end < length && units[end] !== SPACE) mayLink = isLinkSign(units[end++] ?? 0) || mayLink;
  scan.chunkEnd = end;
  scan.chunkMayLink = mayLink || isLinkSign(units[end + 1] ?? 0);
}

/** `.`, `:`, `/`, `@`, `(`, `[`, `{`. */
function isLinkSign(unit: number): boolean {
  return (
    (unit >= 0x2e && unit <= 0x2f) ||
    unit === 0x3a ||
    unit === 0x40 ||
    unit === 0x28 ||
    unit === 0x5b ||
    unit === 0x7b
  );
}

/** Where a name that turned out to be no link ends: none of its parts begins one, either. */
function endOfName(scan: Scan, start: number): number {
  const { units } = scan.clean;
  let i = start;
  for (;;) {
    const kind = scan.kindAt(i);
    const isName =
      kind === LETTER || kind === DIGIT || units[i] === 0x2e || units[i] === 0x2d || units[i] === 0x5f;
    if (!isName) return i;
    i++;
  }
}
