import { readNumber } from './read-number.js';
import { readSignSum } from './read-money.js';
import type { Scan } from './scan.js';
import { SIGN } from './token-buffer.js';
import { classOf, DIGIT, LETTER } from './unit-class.js';

const unit = (sign: string): number => sign.charCodeAt(0);
const EXCLAMATION = unit('!');
const QUESTION = unit('?');
const DOT = unit('.');
const AT = unit('@');
const HASH = unit('#');
const PLUS = unit('+');
const PERCENT = unit('%');
const STAR = unit('*');
const BULLET = unit('•');
const MIDDLE_DOT = unit('·');
const UNDERSCORE = unit('_');
const SPACE = 0x20;
const LONGEST_USSD = 40;
const MAX_STARS = 16;

/** At a sign: emits what it begins, a token of its own or nothing, and gives where to go on. */
export function readSign(scan: Scan, start: number): number {
  switch (scan.clean.at(start)) {
    case AT:
      return readHandle(scan, start);
    case HASH:
      return readTag(scan, start);
    case PLUS:
      return orSign(scan, start, readNumber(scan, start));
    case PERCENT:
      return orSign(scan, start, readPercent(scan, start));
    case STAR:
      return orSign(scan, start, readStars(scan, start));
    case BULLET:
    case MIDDLE_DOT:
      return Math.max(readStars(scan, start), start + 1);
    default:
      return orSign(scan, start, readSignSum(scan, start));
  }
}

function orSign(scan: Scan, start: number, end: number): number {
  return end > start ? end : readPunctuation(scan, start);
}

/** `%70`, as Turks write it. */
function readPercent(scan: Scan, start: number): number {
  const end = endOfDigits(scan, start + 1);
  return end > start + 1 ? emit(scan, { start, end, text: '⟨pct⟩' }) : start;
}

function endOfDigits(scan: Scan, start: number): number {
  let end = start;
  while (scan.kindAt(end) === DIGIT) end++;
  return end;
}

/** `@name`; in the middle of a word it is nothing. */
function readHandle(scan: Scan, start: number): number {
  const { units } = scan.clean;
  let end = start + 1;
  while (isNameUnit(units[end] ?? 0)) end++;
  if (end - start < 3 || (start > 0 && isNameUnit(units[start - 1] ?? 0))) return start + 1;
  scan.setSpan(start, end);
  scan.addClass('⟨handle⟩');
  scan.handles++;
  if (scan.startsWith(end - 3, 'bot')) scan.bots++;
  return end;
}

/** `#tag` is a mark and the word; `#5` is a sign and a number. */
function readTag(scan: Scan, start: number): number {
  if (scan.kindAt(start + 1) !== LETTER) return readPunctuation(scan, start);
  scan.setSpan(start, start + 1);
  scan.addClass('⟨tag⟩');
  return start + 1;
}

function isNameUnit(of: number): boolean {
  const kind = classOf(of);
  return kind === LETTER || kind === DIGIT || of === UNDERSCORE;
}

/** `*123*45#` (dial codes), `**1234` (the end of a card or account): the end, or `start`. */
function readStars(scan: Scan, start: number): number {
  const { clean } = scan;
  let digits = start;
  while (isStar(clean.at(digits))) digits++;
  const stars = digits - start;
  if (clean.at(digits) === SPACE && stars > 1) digits++;
  const end = endOfDigits(scan, digits);
  if (end === digits) return start;
  const dialEnd = clean.at(start) === STAR ? endOfDialCode(scan, end) : 0;
  if (dialEnd > 0) return emit(scan, { start, end: dialEnd, text: '⟨dial⟩' });
  return isCardEnd(stars, end - digits) ? emit(scan, { start, end, text: '⟨card⟩' }) : start;
}

/** Four digits after a star, three or four after two to sixteen. */
function isCardEnd(stars: number, digits: number): boolean {
  return stars <= MAX_STARS && (digits === 4 || (digits === 3 && stars > 1));
}

function endOfDialCode(scan: Scan, at: number): number {
  const { units } = scan.clean;
  let end = at;
  while (end - at < LONGEST_USSD && (units[end] === STAR || scan.kindAt(end) === DIGIT)) end++;
  return units[end] === HASH ? end + 1 : 0;
}

function isStar(of: number): boolean {
  return of === STAR || of === BULLET || of === MIDDLE_DOT;
}

function emit(scan: Scan, { start, end, text }: { start: number; end: number; text: string }): number {
  scan.setSpan(start, end);
  scan.addClass(text);
  return end;
}

/** `xx1234`, as stars: the end, or `start`. */
export function readCrossedNumber(scan: Scan, start: number): number {
  const { units } = scan.clean;
  let i = start;
  while (units[i] === 0x78) i++;
  const digits = i;
  while (scan.kindAt(i) === DIGIT) i++;
  if (digits - start < 2 || digits - start > 16 || i - digits < 3 || i - digits > 6) return start;
  return scan.kindAt(i) === LETTER ? start : emit(scan, { start, end: i, text: '⟨card⟩' });
}

/** One sign, or the first of a run twice. A single full stop says nothing. */
function readPunctuation(scan: Scan, start: number): number {
  const { units } = scan.clean;
  const sign = units[start] ?? 0;
  let end = start + 1;
  while (isSameKind(sign, units[end] ?? 0)) end++;
  if (sign === DOT && end - start === 1) return end;
  const { out } = scan;
  const tokenStart = out.length;
  scan.setSpan(start, end);
  out.push(sign);
  if (end - start > 1) out.push(sign);
  out.endToken(tokenStart, SIGN);
  return end;
}

function isSameKind(sign: number, next: number): boolean {
  if (sign === EXCLAMATION || sign === QUESTION) return next === EXCLAMATION || next === QUESTION;
  return next === sign;
}
