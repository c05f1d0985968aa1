/** A linear model over n-grams: one weight a known n-gram. */
export interface NgramWeights {
  /** Distinct 32-bit keys, those of block W first. */
  readonly keys: Uint32Array;
  /** One a key. */
  readonly weights: Float32Array;
  readonly bias: number;
}

/**
 * What an n-gram of a message with `count` distinct ones in its block weighs. Between the mean (short texts would be
 * too weak) and the root (long ones would saturate); unknown n-grams count, so that a text of which little is known
 * stays near the bias.
 */
export function wordScale(count: number): number {
  return WORD_SCALE * (count + 20) ** EXPONENT;
}

export function charScale(count: number): number {
  return CHAR_SCALE * (count + 40) ** EXPONENT;
}

const EXPONENT = -0.8;
const WORD_SCALE = 3 * 60 ** 0.3;
const CHAR_SCALE = 1.5 * 60 ** 0.3;

/** Look-ups by open addressing. Plain loops: this is the hot path. */
export class WeightTable {
  readonly #keys: Uint32Array;
  readonly #weights: Float32Array;
  readonly #mask: number;

  /** Key 0 stands for an empty place and is left out: it weighs nothing. */
  constructor({ keys, weights }: Pick<NgramWeights, 'keys' | 'weights'>) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, keys.length * 2)));
    this.#keys = new Uint32Array(size);
    this.#weights = new Float32Array(size);
    this.#mask = size - 1;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] ?? 0;
      const at = this.#find(key);
      this.#keys[at] = key;
      this.#weights[at] = weights[i] ?? 0;
    }
  }

  /** 0 for an unknown key. */
  weightOf(key: number): number {
    return this.#weights[this.#find(key)] ?? 0;
  }

  #find(key: number): number {
    let at = key & this.#mask;
    for (;;) {
      const found = this.#keys[at];
      if (found === key || found === 0) return at;
      at = (at + 1) & this.#mask;
    }
  }
}
