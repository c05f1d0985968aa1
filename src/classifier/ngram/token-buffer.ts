import { MAX_STYLES, MAX_TOKENS } from './limits.js';
import type { Normalised, TokenKind } from './normalised.js';

/** Kinds as numbers; the order of `KINDS` is the meaning. */
export const WORD = 0;
export const RUN = 1;
export const CLASS = 2;
export const SIGN = 3;
export const EMOJI = 4;
const KINDS: readonly TokenKind[] = ['word', 'run', 'class', 'sign', 'emoji'];

const UNITS = 16_384;

/**
 * Tokens and style tokens in reused buffers: their units lie one after the other in `units`, a token from `start`
 * to `end` there, and `from` to `to` in the original text. What does not fit is dropped.
 */
export class TokenBuffer {
  readonly units = new Uint16Array(UNITS);
  readonly kind = new Uint8Array(MAX_TOKENS);
  readonly start = new Int32Array(MAX_TOKENS);
  readonly end = new Int32Array(MAX_TOKENS);
  readonly from = new Int32Array(MAX_TOKENS);
  readonly to = new Int32Array(MAX_TOKENS);
  /** 1 for a piece of a run that goes on where the token before it ended. */
  readonly continues = new Uint8Array(MAX_TOKENS);
  count = 0;
  readonly styleStart = new Int32Array(MAX_STYLES);
  readonly styleEnd = new Int32Array(MAX_STYLES);
  readonly styleToken = new Int32Array(MAX_STYLES);
  styleCount = 0;
  length = 0;
  #from = 0;
  #to = 0;

  clear(): void {
    this.count = 0;
    this.styleCount = 0;
    this.length = 0;
  }

  isFull(): boolean {
    return this.count >= MAX_TOKENS;
  }

  push(unit: number): void {
    this.units[this.length++] = unit;
  }

  /** Ends a token whose units were pushed since `start`. */
  endToken(start: number, kind: number): void {
    const n = this.count;
    if (n >= MAX_TOKENS) return;
    this.kind[n] = kind;
    this.start[n] = start;
    this.end[n] = this.length;
    this.continues[n] = 0;
    this.from[n] = this.#from;
    this.to[n] = this.#to;
    this.count = n + 1;
  }

  /** The span in the original of the tokens that are ended next. */
  setSpan(from: number, to: number): void {
    this.#from = from;
    this.#to = to;
  }

  addToken(text: string, kind: number): void {
    const start = this.length;
    this.#append(text);
    this.endToken(start, kind);
  }

  /** `token`: the index of the token that the style comes from, -1 for the message. */
  addStyle(text: string, token: number): void {
    const n = this.styleCount;
    if (n >= MAX_STYLES) return;
    this.styleStart[n] = this.length;
    this.#append(text);
    this.styleEnd[n] = this.length;
    this.styleToken[n] = token;
    this.styleCount = n + 1;
  }

  #append(text: string): void {
    for (let k = 0; k < text.length && this.length < UNITS; k++)
      this.units[this.length++] = text.charCodeAt(k);
  }

  toNormalised(): Normalised {
    const tokens = Array.from({ length: this.count }, (_, i) => ({
      text: this.#text(this.start[i] ?? 0, this.end[i] ?? 0),
      kind: KINDS[this.kind[i] ?? 0] ?? 'word',
      start: this.from[i] ?? 0,
      end: this.to[i] ?? 0,
    }));
    const styles = Array.from({ length: this.styleCount }, (_, i) => ({
      text: this.#text(this.styleStart[i] ?? 0, this.styleEnd[i] ?? 0),
      token: this.styleToken[i] ?? -1,
    }));
    return { tokens, styles };
  }

  #text(start: number, end: number): string {
    return String.fromCharCode(...this.units.subarray(start, end));
  }
}
