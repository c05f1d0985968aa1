import { CleanText } from './clean-text.js';
import { CLASS, TokenBuffer } from './token-buffer.js';
import { classOf } from './unit-class.js';

/** Everything one pass of the tokeniser works on. Buffers and counters that every message reuses. */
export class Scan {
  readonly clean = new CleanText();
  readonly out = new TokenBuffer();
  /** Up to here no link can begin: an attempt has already read that far in vain. */
  linkTriedTo = 0;
  /** End of the stretch without blanks that is being read, and whether a link or address may stand in it. */
  chunkEnd = 0;
  chunkMayLink = false;
  links = 0;
  handles = 0;
  emoji = 0;
  leet = 0;
  mixed = 0;
  spaced = 0;
  joined = 0;
  bots = 0;
  casedWords = 0;
  capitalWords = 0;
  capitals = 0;

  begin(text: string): void {
    this.clean.fill(text);
    this.out.clear();
    this.linkTriedTo = 0;
    this.chunkEnd = 0;
    this.chunkMayLink = false;
    this.links = this.handles = this.emoji = this.leet = this.mixed = 0;
    this.spaced = this.joined = this.bots = 0;
    this.casedWords = this.capitalWords = this.capitals = 0;
  }

  /** The span of the next tokens, given as units of the cleaned text, `end` > `start`. */
  setSpan(start: number, end: number): void {
    this.out.setSpan(this.clean.from[start] ?? 0, this.clean.to[end - 1] ?? 0);
  }

  addClass(text: string): void {
    this.out.addToken(text, CLASS);
  }

  /** The class of the unit at an index of the cleaned text. */
  kindAt(index: number): number {
    return classOf(this.clean.units[index] ?? 0);
  }

  textOf(start: number, end: number): string {
    return String.fromCharCode(...this.clean.units.subarray(start, end));
  }

  startsWith(at: number, text: string): boolean {
    for (let k = 0; k < text.length; k++) {
      if (this.clean.units[at + k] !== text.charCodeAt(k)) return false;
    }
    return true;
  }
}
