import { BLOCKS, type FeatureTable } from './feature-table.js';
import { type KeyCounts, KeyCounter } from './key-counter.js';

export interface BlockLimit {
  /** An n-gram that fewer training messages have is left out. */
  readonly leastMessages: number;
  /** At most so many, the most telling ones. */
  readonly most: number;
}

export interface Vocabulary {
  /** Those of block W first. */
  readonly keys: Uint32Array;
  readonly wordCount: number;
}

export interface LabelledFeatures {
  readonly table: FeatureTable;
  readonly isSpam: Uint8Array;
}

/** The n-grams that a model knows: frequent enough, and telling. `limits` are those of block W and block C. */
export function selectVocabulary(
  { table, isSpam }: LabelledFeatures,
  limits: readonly [BlockLimit, BlockLimit],
): Vocabulary {
  const [words, chars] = limits.map((limit, block) => selectBlock({ table, isSpam }, block, limit));
  const keys = new Uint32Array([...(words ?? []), ...(chars ?? [])]);
  return { keys, wordCount: words?.length ?? 0 };
}

function selectBlock({ table, isSpam }: LabelledFeatures, block: number, limit: BlockLimit): number[] {
  const { starts, keys } = table;
  const counter = new KeyCounter();
  for (let row = 0; row < isSpam.length; row++) {
    const segment = row * BLOCKS + block;
    for (let j = starts[segment] ?? 0; j < (starts[segment + 1] ?? 0); j++)
      counter.add(keys[j] ?? 0, isSpam[row] === 1);
  }
  const share = isSpam.reduce((sum, value) => sum + value, 0) / isSpam.length;
  const candidates: { readonly key: number; readonly worth: number }[] = [];
  counter.forEach(limit.leastMessages, (key, counts) =>
    candidates.push({ key, worth: worthOf(counts, share) }),
  );
  return candidates
    .sort((a, b) => b.worth - a.worth || a.key - b.key)
    .slice(0, limit.most)
    .map(({ key }) => key);
}

/** How far the share of spam among its messages lies from that of all, and a little for being frequent. */
function worthOf({ all, spam }: KeyCounts, share: number): number {
  const surplus = spam - all * share;
  return surplus ** 2 / (all * share * (1 - share) + 1) + 0.5 * Math.log(all);
}

/** Column numbers of a vocabulary's keys. */
export class ColumnIndex {
  readonly #keys: Uint32Array;
  readonly #columns: Int32Array;
  readonly #mask: number;

  constructor(keys: Uint32Array) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, keys.length * 2)));
    this.#keys = new Uint32Array(size);
    this.#columns = new Int32Array(size).fill(-1);
    this.#mask = size - 1;
    keys.forEach((key, column) => {
      const at = this.#find(key);
      this.#keys[at] = key;
      this.#columns[at] = column;
    });
  }

  /** -1 for an unknown key. */
  columnOf(key: number): number {
    return this.#columns[this.#find(key)] ?? -1;
  }

  #find(key: number): number {
    let at = key & this.#mask;
    while (this.#keys[at] !== key && (this.#columns[at] ?? -1) >= 0) at = (at + 1) & this.#mask;
    return at;
  }
}
