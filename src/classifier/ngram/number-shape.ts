import type { NumberGroups } from './number-groups.js';

export type NumberKind = 'number' | 'time' | 'date' | 'phone' | 'card' | 'code' | 'address';

/** What kind of number the first `groups` groups are; `digits`: of the integer part. */
export interface NumberShape {
  kind: NumberKind;
  groups: number;
  digits: number;
}

const SPACE = 0x20;
const DOT = 0x2e;
const COMMA = 0x2c;
const HYPHEN = 0x2d;
const SLASH = 0x2f;
const COLON = 0x3a;
const APOSTROPHE = 0x27;

const MIN_PHONE = 9;
const MIN_PHONE_AFTER_PLUS = 7;
const MAX_PHONE = 15;
/** Solid numbers of this length are phones at most; of 16 digits, cards. */
const MAX_SOLID_PHONE = 13;
const CARD = 16;

/** Tries the shapes from the narrowest to the widest. `hasPlus`: a plus sign stands before the first digit. */
export function shapeOf(groups: NumberGroups, hasPlus: boolean, shape: NumberShape): void {
  if (groups.count === 1) shapeOfOne(groups, hasPlus, shape);
  else if (!hasPlus && isNarrow(groups, shape)) return;
  else if (groups.digitsAt(0) >= MIN_PHONE) shapeOfOne(groups, hasPlus, shape);
  else if (!isPhone(groups, hasPlus, shape)) withThousands(groups, shape);
}

function isNarrow(groups: NumberGroups, shape: NumberShape): boolean {
  if (isTime(groups, shape) || isAddress(groups, shape) || isDate(groups, shape)) return true;
  return isCard(groups, shape) || isCode(groups, shape);
}

function set(shape: NumberShape, kind: NumberKind, groups: number): true {
  shape.kind = kind;
  shape.groups = groups;
  return true;
}

function shapeOfOne(groups: NumberGroups, hasPlus: boolean, shape: NumberShape): void {
  const digits = groups.digitsAt(0);
  shape.digits = digits;
  const least = hasPlus ? MIN_PHONE_AFTER_PLUS : MIN_PHONE;
  const most = hasPlus ? MAX_PHONE : MAX_SOLID_PHONE;
  if (digits >= least && digits <= most) set(shape, 'phone', 1);
  else set(shape, digits === CARD ? 'card' : 'number', 1);
}

function isTime(groups: NumberGroups, shape: NumberShape): boolean {
  if (groups.separatorAt(0) !== COLON || !isMinutes(groups, 1)) return false;
  if (groups.digitsAt(0) > 2 || groups.valueAt(0) > 24) return false;
  const hasSeconds = groups.separatorAt(1) === COLON && isMinutes(groups, 2);
  return set(shape, 'time', hasSeconds ? 3 : 2);
}

function isMinutes(groups: NumberGroups, k: number): boolean {
  return groups.digitsAt(k) === 2 && groups.valueAt(k) < 60;
}

function isAddress(groups: NumberGroups, shape: NumberShape): boolean {
  if (groups.joinedBy(DOT) !== 4) return false;
  for (let k = 0; k < 4; k++) {
    if (groups.digitsAt(k) > 3 || groups.valueAt(k) > 255) return false;
  }
  return set(shape, 'address', 4);
}

function isDate(groups: NumberGroups, shape: NumberShape): boolean {
  const sign = groups.separatorAt(0);
  if (sign !== DOT && sign !== SLASH && sign !== HYPHEN) return false;
  if (groups.separatorAt(1) === sign) return isFullDate(groups) && set(shape, 'date', 3);
  return sign !== HYPHEN && isShortDate(groups) && set(shape, 'date', 2);
}

function isShortDate(groups: NumberGroups): boolean {
  return groups.digitsAt(0) === 2 && groups.digitsAt(1) === 2 && isDay(groups, 0, 1);
}

function isFullDate(groups: NumberGroups): boolean {
  if (groups.digitsAt(0) === 4) return isYear(groups, 0) && isDay(groups, 2, 1);
  const hasYear = groups.digitsAt(2) === 2 || isYear(groups, 2);
  return hasYear && (isDay(groups, 0, 1) || isDay(groups, 1, 0));
}

function isYear(groups: NumberGroups, k: number): boolean {
  const year = groups.valueAt(k);
  return groups.digitsAt(k) === 4 && year >= 1900 && year < 2100;
}

function isDay(groups: NumberGroups, day: number, month: number): boolean {
  if (groups.digitsAt(day) > 2 || groups.digitsAt(month) > 2) return false;
  const [d, m] = [groups.valueAt(day), groups.valueAt(month)];
  return d >= 1 && d <= 31 && m >= 1 && m <= 12;
}

function isCard(groups: NumberGroups, shape: NumberShape): boolean {
  if (groups.joinedBy(SPACE, HYPHEN) < 4) return false;
  for (let k = 0; k < 4; k++) if (groups.digitsAt(k) !== 4) return false;
  return set(shape, 'card', 4);
}

/** `123-456`. */
function isCode(groups: NumberGroups, shape: NumberShape): boolean {
  const digits = groups.digitsAt(0);
  const isPair = groups.joinedBy(HYPHEN) === 2 && digits === groups.digitsAt(1);
  return isPair && (digits === 3 || digits === 4) && set(shape, 'code', 2);
}

/** Blanks, hyphens and dots, 9 to 15 digits (7 after a plus), unless it can be one number with its thousands. */
function isPhone(groups: NumberGroups, hasPlus: boolean, shape: NumberShape): boolean {
  let used = groups.joinedBy(SPACE, HYPHEN, DOT);
  while (used > 1 && groups.totalDigits(used) > MAX_PHONE) used--;
  if (used < 2 || groups.totalDigits(used) < (hasPlus ? MIN_PHONE_AFTER_PLUS : MIN_PHONE)) return false;
  if (!hasPlus && isRatherNumber(groups, used)) return false;
  return set(shape, 'phone', used);
}

function isRatherNumber(groups: NumberGroups, used: number): boolean {
  const separator = groups.separatorAt(0);
  if (separator === HYPHEN) return false;
  if (used === 2 && separator === DOT) return true;
  return groups.digitsAt(0) !== 3 && thousandsOf(groups, separator) === used;
}

/** `1 000 000`, `1.000,50`, `3.14`. */
function withThousands(groups: NumberGroups, shape: NumberShape): void {
  const separator = groups.separatorAt(0);
  const used = isGrouping(separator) ? thousandsOf(groups, separator) : 1;
  shape.digits = groups.totalDigits(used);
  set(shape, 'number', hasFraction(groups, used) ? used + 1 : used);
}

function isGrouping(separator: number): boolean {
  return separator === SPACE || separator === DOT || separator === COMMA || separator === APOSTROPHE;
}

function hasFraction(groups: NumberGroups, used: number): boolean {
  const point = groups.separatorAt(used - 1);
  if (used >= groups.count || (point !== DOT && point !== COMMA)) return false;
  return used === 1 || point !== groups.separatorAt(0);
}

/** How many groups are one number with the separator between its thousands; 1 for none. */
function thousandsOf(groups: NumberGroups, sign: number): number {
  if (groups.digitsAt(0) > 3) return 1;
  let used = 1;
  while (used < groups.count && groups.separatorAt(used - 1) === sign && groups.digitsAt(used) === 3) used++;
  return used;
}
