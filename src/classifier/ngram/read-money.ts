import { currencyOf, isCurrencySign, leadingCurrencyOf, multiplierDigits } from './currencies.js';
import { NumberGroups } from './number-groups.js';
import { shapeOf } from './number-shape.js';
import type { NumberShape } from './number-shape.js';
import type { Scan } from './scan.js';
import { DIGIT, IDEOGRAPH, LETTER } from './unit-class.js';

const SPACE = 0x20;
const DOT = 0x2e;
const COMMA = 0x2c;
const MAX_SUM_DIGITS = 7;
const LONGEST_FORM = 12;
const LONGEST_LEADING = 4;

const groups = new NumberGroups();
const shape: NumberShape = { kind: 'number', groups: 1, digits: 1 };

/** What follows a number: a currency, maybe after a multiplier. */
export interface SumTail {
  readonly end: number;
  /** Undefined where only a multiplier follows. */
  readonly currency: string | undefined;
  readonly moreDigits: number;
}

/** `k`, `тыс`, then `$` or `руб`, each after one blank at most; null where the number is no sum. */
export function readSumTail(scan: Scan, at: number): SumTail | null {
  const first = wordOrSign(scan, at);
  if (first === null) return null;
  const currency = currencyOf(first.text);
  if (currency !== undefined) return { end: first.end, currency, moreDigits: 0 };
  const moreDigits = multiplierDigits(first.text);
  if (moreDigits === 0) return null;
  const dotted = scan.clean.units[first.end] === DOT ? first.end + 1 : first.end;
  const second = wordOrSign(scan, dotted);
  const multiplied = second === null ? undefined : currencyOf(second.text);
  const end = second === null || multiplied === undefined ? first.end : second.end;
  return { end, currency: multiplied, moreDigits };
}

function wordOrSign(scan: Scan, at: number): { readonly text: string; readonly end: number } | null {
  const start = scan.clean.at(at) === SPACE ? at + 1 : at;
  const isOneUnit = scan.kindAt(start) === IDEOGRAPH || isCurrencySign(scan.clean.at(start));
  const end = isOneUnit ? start + 1 : lettersEnd(scan, start, LONGEST_FORM);
  return end === start ? null : { text: scan.textOf(start, end), end };
}

/** Where the letters end that begin at `start`; `start` where there are more than `most` of them. */
function lettersEnd(scan: Scan, start: number, most: number): number {
  let end = start;
  while (end - start <= most && scan.kindAt(end) === LETTER) end++;
  return end - start > most ? start : end;
}

/** `⟨mK⟩`, K the number of digits before the point, and the currency. The span was set before. */
export function emitSum(scan: Scan, digits: number, currency: string): void {
  scan.addClass(`⟨m${Math.max(1, Math.min(digits, MAX_SUM_DIGITS))}⟩`);
  scan.addClass(currency);
}

/** A sum with the sign in front, `$ 100` or `₹5k`: its end, or `start`. */
export function readSignSum(scan: Scan, start: number): number {
  const { units } = scan.clean;
  if (!isCurrencySign(units[start] ?? 0)) return start;
  const number = units[start + 1] === SPACE ? start + 2 : start + 1;
  if (scan.kindAt(number) !== DIGIT) return start;
  return finishSum(scan, { start, number, currency: scan.textOf(start, start + 1) });
}

/** A sum with a word in front, `Rs. 500` or `usd 20`: its end, or `start`. */
export function readWordSum(scan: Scan, start: number): number {
  const { clean } = scan;
  const wordEnd = lettersEnd(scan, start, LONGEST_LEADING);
  if (wordEnd === start) return start;
  const dotEnd = clean.at(wordEnd) === DOT ? wordEnd + 1 : wordEnd;
  const number = clean.at(dotEnd) === SPACE ? dotEnd + 1 : dotEnd;
  if (scan.kindAt(number) !== DIGIT) return start;
  const currency = leadingCurrencyOf(scan.textOf(start, wordEnd));
  if (currency === undefined || !isLongNumber(scan, number)) return start;
  return finishSum(scan, { start, number, currency });
}

/** A version is a short number, so `PHP 7` is no sum. */
function isLongNumber(scan: Scan, at: number): boolean {
  return scan.kindAt(scan.clean.at(at + 1) === COMMA ? at + 2 : at + 1) === DIGIT;
}

function finishSum(scan: Scan, sum: { start: number; number: number; currency: string }): number {
  groups.read(scan.clean, sum.number);
  shapeOf(groups, false, shape);
  if (shape.kind !== 'number') {
    shape.groups = 1;
    shape.digits = groups.digits[0] ?? 1;
  }
  const numberEnd = groups.end[shape.groups - 1] ?? sum.number + 1;
  const tail = readSumTail(scan, numberEnd);
  const end = tail?.end ?? numberEnd;
  scan.setSpan(sum.start, end);
  emitSum(scan, shape.digits + (tail?.moreDigits ?? 0), sum.currency);
  return end;
}
