import type { CleanText } from './clean-text.js';
import { classOf, DIGIT } from './unit-class.js';

export const MAX_GROUPS = 8;
const SPACE = 0x20;
/** ` `, `.`, `,`, `-`, `/`, `:`, `'`, `(`, `)` between groups of digits. */
const SEPARATORS = new Set([0x20, 0x2e, 0x2c, 0x2d, 0x2f, 0x3a, 0x27, 0x28, 0x29]);
const BRACKETS = new Set([0x28, 0x29, 0x2d]);

/** Groups of digits with what stands between them, as far as one number could reach; reused. */
export class NumberGroups {
  readonly start = new Int32Array(MAX_GROUPS);
  readonly end = new Int32Array(MAX_GROUPS);
  readonly digits = new Int32Array(MAX_GROUPS);
  /** The value of a group of up to four digits, -1 for a longer one. */
  readonly value = new Int32Array(MAX_GROUPS);
  /** The sign after a group, 0 for none; brackets with a blank or hyphen count as one blank. */
  readonly separator = new Uint16Array(MAX_GROUPS);
  count = 0;

  read(clean: CleanText, start: number): void {
    this.count = 0;
    for (let i = start; this.count < MAX_GROUPS;) {
      const next = this.#readGroup(clean, i);
      if (next === i) return;
      i = next;
    }
  }

  digitsAt(group: number): number {
    return group < this.count ? (this.digits[group] ?? 0) : 0;
  }

  valueAt(group: number): number {
    return this.value[group] ?? -1;
  }

  separatorAt(group: number): number {
    return group < this.count ? (this.separator[group] ?? 0) : 0;
  }

  /** How many groups from the first on are held together by nothing but the separators given. */
  joinedBy(...separators: readonly number[]): number {
    let used = 1;
    while (used < this.count && separators.includes(this.separator[used - 1] ?? 0)) used++;
    return used;
  }

  totalDigits(groups: number): number {
    let total = 0;
    for (let k = 0; k < groups; k++) total += this.digits[k] ?? 0;
    return total;
  }

  #readGroup(clean: CleanText, start: number): number {
    const { units } = clean;
    let i = start;
    let value = 0;
    while (classOf(units[i] ?? 0) === DIGIT) value = Math.min(value * 10 + (units[i++] ?? 0) - 0x30, 1e8);
    const n = this.count++;
    this.start[n] = start;
    this.end[n] = i;
    this.digits[n] = i - start;
    this.value[n] = i - start > 4 ? -1 : value;
    const next = this.#afterSeparator(clean, i);
    const isNumber = classOf(units[next] ?? 0) === DIGIT;
    this.separator[n] = isNumber && next > i ? this.#separatorOf(clean, i, next) : 0;
    return isNumber && next > i ? next : start;
  }

  #afterSeparator({ units }: CleanText, at: number): number {
    if (!SEPARATORS.has(units[at] ?? 0)) return at;
    let i = at + 1;
    while (i < at + 3 && (units[i] === SPACE || BRACKETS.has(units[i] ?? 0))) i++;
    return i;
  }

  #separatorOf({ units }: CleanText, at: number, next: number): number {
    if (next === at + 1) return BRACKETS.has(units[at] ?? 0) && units[at] !== 0x2d ? SPACE : (units[at] ?? 0);
    for (let i = at; i < next; i++) {
      // `1, 2` and `1 - 2` are two numbers.
      if (units[i] === 0x28 || units[i] === 0x29) return SPACE;
    }
    return 0;
  }
}
