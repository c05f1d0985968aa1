import { isLeadingLeet } from './leet.js';
import { NumberGroups } from './number-groups.js';
import { shapeOf } from './number-shape.js';
import type { NumberKind, NumberShape } from './number-shape.js';
import { emitSum, readSumTail } from './read-money.js';
import { readWord } from './read-word.js';
import type { Scan } from './scan.js';
import { skeletonOf } from './skeleton.js';
import { DIGIT, LETTER } from './unit-class.js';

const PLUS = 0x2b;
const PERCENT = 0x25;
const SPACE = 0x20;
const MAX_NUMBER_DIGITS = 9;
const LONGEST_UNIT = 8;

const CLASSES: Readonly<Record<Exclude<NumberKind, 'number'>, string>> = {
  time: '⟨time⟩',
  date: '⟨date⟩',
  phone: '⟨phone⟩',
  card: '⟨card⟩',
  code: '⟨code⟩',
  address: '⟨ip⟩',
};

/** What is written right after a digit and is no word in leet. */
const UNITS = new Set(
  `min mins мин минут hour hours час часа часов день дня дней day days week weeks year years год года лет раз раза
   pcs шт штук months месяц сек sec тысяч млн руб грн ribu juta euro usdt`
    .split(/\s+/)
    .map(skeletonOf),
);

const groups = new NumberGroups();
const shape: NumberShape = { kind: 'number', groups: 1, digits: 1 };

/** A number at a digit, or at a plus sign before one: its end, or `start` where a plus is just a plus. */
export function readNumber(scan: Scan, start: number): number {
  const { units } = scan.clean;
  const hasPlus = units[start] === PLUS;
  const first = hasPlus ? start + 1 : start;
  if (scan.kindAt(first) !== DIGIT) return start;
  groups.read(scan.clean, first);
  shapeOf(groups, hasPlus, shape);
  if (hasPlus && shape.kind !== 'phone') return start;
  const end = groups.end[shape.groups - 1] ?? first + 1;
  if (shape.groups === 1 && isWord(scan, first, end)) return readWord(scan, first);
  if (shape.kind === 'number') return finishNumber(scan, first, end);
  return finishClass(scan, start, end);
}

function finishClass(scan: Scan, start: number, end: number): number {
  const sum = mayBeSum(scan, start) ? readSumTail(scan, end) : null;
  if (sum?.currency !== undefined) {
    const digits = shape.kind === 'code' ? (groups.digits[1] ?? 0) : groups.totalDigits(shape.groups);
    scan.setSpan(start, sum.end);
    emitSum(scan, digits + sum.moreDigits, sum.currency);
    return sum.end;
  }
  scan.setSpan(start, end);
  scan.addClass(shape.kind === 'number' ? '⟨code⟩' : CLASSES[shape.kind]);
  return end;
}

/** `100-200 руб` and `100 000 000 руб` are sums, whatever they look like. */
function mayBeSum(scan: Scan, start: number): boolean {
  if (shape.kind === 'code') return true;
  if (shape.kind !== 'phone' || scan.clean.units[start] === PLUS) return false;
  for (let k = 1; k < shape.groups; k++) if (groups.digits[k] !== 3) return false;
  return true;
}

function finishNumber(scan: Scan, start: number, end: number): number {
  const { units } = scan.clean;
  const percent = units[end] === SPACE ? end + 1 : end;
  if (units[percent] === PERCENT) {
    scan.setSpan(start, percent + 1);
    scan.addClass('⟨pct⟩');
    return percent + 1;
  }
  const { digits } = shape;
  const sum = readSumTail(scan, end);
  if (sum?.currency !== undefined) {
    scan.setSpan(start, sum.end);
    emitSum(scan, digits + sum.moreDigits, sum.currency);
    return sum.end;
  }
  scan.setSpan(start, end);
  scan.addClass(`⟨d${Math.min(digits, MAX_NUMBER_DIGITS)}⟩`);
  return end;
}

/** Letters follow without a blank, and it is no number with its unit: `3apaбoтok`, `2day`, `4A5B6C`. */
function isWord(scan: Scan, start: number, digitsEnd: number): boolean {
  const { units } = scan.clean;
  let end = digitsEnd;
  while (scan.kindAt(end) === LETTER) end++;
  if (end === digitsEnd) return false;
  if (scan.kindAt(end) === DIGIT) return true;
  if (end - digitsEnd < 3 || digitsEnd - start > 1) return false;
  return isLeadingLeet(units[start] ?? 0) && !isUnit(scan, digitsEnd, end);
}

function isUnit(scan: Scan, start: number, end: number): boolean {
  return end - start <= LONGEST_UNIT && UNITS.has(skeletonOf(scan.textOf(start, end)));
}
