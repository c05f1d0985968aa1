import { MAX_UNITS } from './limits.js';
import { CYRILLIC, LATIN, SCRIPT, STRANGE, TWIN } from './skeleton.js';
import { classOf, DIGIT, LETTER } from './unit-class.js';

/** One word as written, before leet and look-alikes are undone, in a reused buffer, with what it is made of. */
export class Word {
  readonly units = new Uint16Array(MAX_UNITS + 64);
  readonly isUpper = new Uint8Array(MAX_UNITS + 64);
  length = 0;
  letters = 0;
  digits = 0;
  capitals = 0;
  latin = 0;
  cyrillic = 0;
  strange = 0;
  latinTwins = 0;
  cyrillicTwins = 0;

  clear(): void {
    this.length = this.letters = this.digits = this.capitals = 0;
    this.latin = this.cyrillic = this.strange = this.latinTwins = this.cyrillicTwins = 0;
  }

  add(unit: number, isUpper: number): void {
    this.units[this.length] = unit;
    this.isUpper[this.length++] = isUpper;
    const kind = classOf(unit);
    if (kind === DIGIT) this.digits++;
    if (kind !== LETTER) return;
    this.letters++;
    this.capitals += isUpper;
    this.#count(SCRIPT[unit] ?? 0);
  }

  #count(script: number): void {
    const twin = (script & TWIN) === 0 ? 0 : 1;
    if ((script & LATIN) !== 0) {
      this.latin++;
      this.latinTwins += twin;
    } else if ((script & CYRILLIC) !== 0) {
      this.cyrillic++;
      this.cyrillicTwins += twin;
    } else if (script === STRANGE) this.strange++;
  }

  /** Letters of two scripts of which one passes for the other: nobody writes so by accident. */
  isMixed(): boolean {
    if (this.strange > 0) return this.latin + this.cyrillic > 0;
    if (this.latin === 0 || this.cyrillic === 0) return false;
    return this.latin === this.latinTwins || this.cyrillic === this.cyrillicTwins;
  }

  /** Written in Cyrillic, as far as its letters that have no twin tell; else as most of its letters are. */
  isCyrillic(): boolean {
    if (this.cyrillic > this.cyrillicTwins) return true;
    return this.latin === this.latinTwins && this.cyrillic > this.latin;
  }

  isCased(): boolean {
    return this.latin + this.cyrillic + this.strange > 0;
  }

  /** An order number, a ticket, a hash: capitals with three or more digits, or letters and digits in turns. */
  isCode(): boolean {
    const { letters, digits, length } = this;
    if (digits < 3 || letters === 0 || length < 5 || this.cyrillic > 0) return false;
    if (letters + digits < length) return false;
    if (this.capitals === letters) return true;
    return digits >= 4 && length >= 8 && this.#switches() >= 3;
  }

  #switches(): number {
    let switches = 0;
    for (let i = 1; i < this.length; i++) {
      const wasDigit = classOf(this.units[i - 1] ?? 0) === DIGIT;
      if (wasDigit !== (classOf(this.units[i] ?? 0) === DIGIT)) switches++;
    }
    return switches;
  }
}
