import { readEntity } from './entities.js';
import { astralFlags, foldAstral, regionalLetter } from './fold-astral.js';
import {
  expansionOf,
  FANCY,
  FOLD,
  FOLD_FLAGS,
  foldUnit,
  JOINS,
  MARK,
  SPECIAL,
  UPPER,
  ZERO_WIDTH,
} from './fold-unit.js';
import { MAX_UNITS } from './limits.js';
import { findMask } from './masks.js';

const CAPACITY = MAX_UNITS + 64;
const SPACE = 0x20;
const AMPERSAND = 0x26;

/**
 * The text as the tokeniser reads it, in buffers that every call reuses: lower case, compatibility forms and marks
 * gone, invisible characters out, masks filled in, two blanks at most, and for each unit the span of the original
 * that it comes from. Zeros follow the last unit. One pass, plain loops: this is half of the scorer's time.
 */
export class CleanText {
  readonly units = new Uint16Array(CAPACITY);
  readonly from = new Int32Array(CAPACITY);
  readonly to = new Int32Array(CAPACITY);
  readonly isUpper = new Uint8Array(CAPACITY);
  length = 0;
  hasFancy = false;
  hasZeroWidth = false;
  /** Marks that make no letter of any alphabet with what they stand on. */
  stackedMarks = 0;
  #markedAt = -1;

  fill(text: string): void {
    this.length = 0;
    this.hasFancy = false;
    this.hasZeroWidth = false;
    this.stackedMarks = 0;
    this.#markedAt = -1;
    const end = text.length;
    for (let i = 0; i < end && this.length < MAX_UNITS;) {
      const unit = FOLD[text.charCodeAt(i)] ?? 0;
      if (unit > SPECIAL) this.#push(unit, i, FOLD_FLAGS[text.charCodeAt(i++)] ?? 0);
      else i = this.#readSpecial(text, i);
    }
    this.units.fill(0, this.length, this.length + 16);
  }

  /** The unit at an index, 0 outside. */
  at(index: number): number {
    return this.units[index] ?? 0;
  }

  #push(unit: number, at: number, flags: number): void {
    const n = this.length;
    if (unit === SPACE && n > 1 && this.units[n - 1] === SPACE && this.units[n - 2] === SPACE) return;
    this.units[n] = unit;
    this.from[n] = at;
    this.to[n] = at + 1;
    this.isUpper[n] = flags & UPPER;
    if ((flags & FANCY) !== 0) this.hasFancy = true;
    this.length = n + 1;
  }

  #readSpecial(text: string, start: number): number {
    const unit = text.charCodeAt(start);
    if (unit < 0x80) {
      const end = this.#readMasked(text, start);
      if (end > start) return end;
    }
    const point = text.codePointAt(start) ?? SPACE;
    if (point >= 0xd800 && point < 0xe000) {
      // Half a pair stands for nothing.
      this.#push(SPACE, start, 0);
      return start + 1;
    }
    if (regionalLetter(point) !== '') return this.#readRegional(text, start);
    const end = start + (point > 0xffff ? 2 : 1);
    this.#add(point, start, end);
    return end;
  }

  #readMasked(text: string, start: number): number {
    const mask = findMask(text, start);
    if (mask !== null) {
      this.#append(mask.text, start, mask.end);
      return mask.end;
    }
    const entity = text.charCodeAt(start) === AMPERSAND ? readEntity(text, start) : null;
    if (entity === null) return start;
    this.#add(entity.point, start, entity.end);
    return entity.end;
  }

  /** A pair of regional indicators is a flag; any other run of them spells a word. */
  #readRegional(text: string, start: number): number {
    let letters = '';
    let end = start;
    for (; letters.length < MAX_UNITS; end += 2) {
      const letter = regionalLetter(text.codePointAt(end) ?? 0);
      if (letter === '') break;
      letters += letter;
    }
    if (letters.length === 2) this.#append(text.slice(start, end), start, end);
    else
      for (let k = 0; k < letters.length; k++)
        this.#append(letters.charAt(k), start + 2 * k, start + 2 * k + 2);
    return end;
  }

  /** Any code point, with what its flags ask for. */
  #add(point: number, from: number, to: number): void {
    if (point > 0xffff) {
      if (astralFlags(point) !== 0) this.hasFancy = true;
      this.#append(foldAstral(point), from, to);
      return;
    }
    const unit = foldUnit(point);
    const flags = FOLD_FLAGS[point] ?? 0;
    this.#note(point, flags, from);
    if ((flags & JOINS) !== 0 && this.#join(point, to)) return;
    this.#append(unit === SPECIAL ? expansionOf(point) : String.fromCharCode(unit), from, to);
    if ((flags & UPPER) !== 0 && this.length > 0) this.isUpper[this.length - 1] = UPPER;
  }

  #note(point: number, flags: number, from: number): void {
    if ((flags & FANCY) !== 0) this.hasFancy = true;
    if ((flags & ZERO_WIDTH) !== 0 && from > 0) this.#noteHidden(point, from);
    else if ((flags & MARK) !== 0) this.#noteMark(point);
  }

  #append(text: string, from: number, to: number): void {
    for (let k = 0; k < text.length && this.length < CAPACITY - 32; k++) {
      const before = this.length;
      this.#push(text.charCodeAt(k), from, 0);
      if (this.length > before) this.to[before] = to;
    }
  }

  /** In scripts from Hebrew to Khmer the non-joiner is spelling, and the zero-width space ends a word. */
  #noteHidden(point: number, from: number): void {
    const before = this.units[this.length - 1] ?? 0;
    const isSpelling = this.length > 0 && before >= 0x590 && before < 0x1800;
    if (!isSpelling) this.hasZeroWidth = true;
    else if (point === 0x200b) this.#push(SPACE, from, 0);
  }

  #noteMark(point: number): void {
    const base = this.units[this.length - 1] ?? 0;
    const isFirst = this.#markedAt !== this.length;
    this.#markedAt = this.length;
    const isLetterOfItsOwn = String.fromCharCode(base, point).normalize('NFC').length === 1;
    if (!isFirst || !isLetterOfItsOwn) this.stackedMarks++;
  }

  #join(point: number, to: number): boolean {
    const last = this.length - 1;
    if (last < 0) return false;
    const joined = (String.fromCharCode(this.units[last] ?? 0) + expansionOf(point)).normalize('NFC');
    if (joined.length !== 1) return false;
    this.units[last] = joined.charCodeAt(0);
    this.to[last] = to;
    return true;
  }
}
