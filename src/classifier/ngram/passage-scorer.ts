import { type FeatureBlock, type FeatureView, WHOLE_MESSAGE } from './feature-view.js';
import { MAX_TOKENS } from './limits.js';
import { charScale, type NgramWeights, WeightTable, wordScale } from './linear-model.js';

/** Tokens of a passage: a spam of two or three short sentences. */
const LENGTH = 20;
const STEP = 10;
/** A message that is hardly longer than a passage is judged as a whole only. */
const FEWEST_TOKENS = 26;
/** In log odds. The worst of several is worse by chance: a passage has to be clearly worse than the whole. */
const HANDICAP = 0.5;

/** What of a message decided. */
export interface Decisive {
  /** Tokens `firstToken` up to, not including, `endToken`. */
  readonly firstToken: number;
  readonly endToken: number;
  readonly isWhole: boolean;
  /** What an n-gram weighs there, by block. */
  readonly wordScale: number;
  readonly charScale: number;
  /** What is taken off the log odds. */
  readonly handicap: number;
}

/**
 * Log odds of spam before calibration: those of the whole message or of its worst passage, whichever are higher, so
 * that harmless text around a spam does not hide it. An n-gram counts in the passage where it first occurs. Nothing is
 * allocated for a message.
 */
export class PassageScorer {
  readonly bias: number;
  readonly table: WeightTable;
  readonly #words = new BlockSums();
  readonly #chars = new BlockSums();
  #first = 0;
  #end = 0;
  #count = 0;

  constructor(model: Pick<NgramWeights, 'keys' | 'weights' | 'bias'>) {
    this.bias = model.bias;
    this.table = new WeightTable(model);
  }

  logOddsOf({ words, chars, tokenCount }: FeatureView): number {
    this.#words.add(words, this.table, tokenCount);
    this.#chars.add(chars, this.table, tokenCount);
    this.#first = 0;
    this.#end = tokenCount;
    this.#count = tokenCount;
    const whole = this.#between(0, tokenCount);
    return tokenCount < FEWEST_TOKENS ? whole : Math.max(whole, this.#worstPassage(tokenCount, whole));
  }

  /** Of the message that was scored last. */
  get decisive(): Decisive {
    const [firstToken, endToken] = [this.#first, this.#end];
    const isWhole = endToken - firstToken === this.#count;
    return {
      firstToken,
      endToken,
      isWhole,
      wordScale: wordScale(this.#words.countBetween(firstToken, endToken)),
      charScale: charScale(this.#chars.countBetween(firstToken, endToken)),
      handicap: isWhole ? 0 : HANDICAP,
    };
  }

  #worstPassage(tokenCount: number, whole: number): number {
    let worst = whole;
    for (let from = 0; from < tokenCount - LENGTH + STEP; from += STEP) {
      const first = Math.min(from, tokenCount - LENGTH);
      const logOdds = this.#between(first, first + LENGTH) - HANDICAP;
      if (logOdds <= worst) continue;
      worst = logOdds;
      this.#first = first;
      this.#end = first + LENGTH;
    }
    return worst;
  }

  #between(first: number, end: number): number {
    const words = this.#words;
    const chars = this.#chars;
    return (
      this.bias +
      words.sumBetween(first, end) * wordScale(words.countBetween(first, end)) +
      chars.sumBetween(first, end) * charScale(chars.countBetween(first, end))
    );
  }
}

/** Weights and numbers of the n-grams of a block, summed up over the tokens. */
class BlockSums {
  /** Of all n-grams that first occur before a token. */
  readonly #weights = new Float64Array(MAX_TOKENS + 1);
  readonly #counts = new Int32Array(MAX_TOKENS + 1);
  #wholeWeight = 0;
  #wholeCount = 0;

  add({ keys, tokens, count }: FeatureBlock, table: WeightTable, tokenCount: number): void {
    const weights = this.#weights.fill(0, 0, tokenCount + 1);
    const counts = this.#counts.fill(0, 0, tokenCount + 1);
    this.#wholeWeight = 0;
    this.#wholeCount = 0;
    for (let i = 0; i < count; i++) this.#addKey(table.weightOf(keys[i] ?? 0), tokens[i] ?? WHOLE_MESSAGE);
    for (let t = 1; t <= tokenCount; t++) {
      weights[t] = (weights[t] ?? 0) + (weights[t - 1] ?? 0);
      counts[t] = (counts[t] ?? 0) + (counts[t - 1] ?? 0);
    }
  }

  #addKey(weight: number, token: number): void {
    if (token === WHOLE_MESSAGE) {
      this.#wholeWeight += weight;
      this.#wholeCount++;
      return;
    }
    this.#weights[token + 1] = (this.#weights[token + 1] ?? 0) + weight;
    this.#counts[token + 1] = (this.#counts[token + 1] ?? 0) + 1;
  }

  /** With those of the whole message, which every passage has. */
  sumBetween(first: number, end: number): number {
    return (this.#weights[end] ?? 0) - (this.#weights[first] ?? 0) + this.#wholeWeight;
  }

  countBetween(first: number, end: number): number {
    return (this.#counts[end] ?? 0) - (this.#counts[first] ?? 0) + this.#wholeCount;
  }
}
