import type { SparseRows } from '../logistic-regression.js';

/** The distinct features of a text, one set a block; every text has the same blocks. */
export type TextBlocks = readonly ReadonlySet<string>[];

export interface Tfidf {
  /** Features that no training text has are no columns; they count in the length of their block. */
  readonly toRows: (texts: readonly TextBlocks[]) => SparseRows;
}

/** What an unknown feature counts in the length of a block, beside one that a single training text has. */
const UNKNOWN = 0.3;

/**
 * Features that are present or not, times their inverse document frequency (as scikit-learn smooths it), each block
 * divided by its Euclidean length. `blockWeights` has one factor a block.
 */
export function fitTfidf(train: readonly TextBlocks[], blockWeights: readonly number[]): Tfidf {
  const columns = blockWeights.map(() => new Map<string, number>());
  const frequencies: number[] = [];
  forEachFeature(train, (feature, block) => {
    const known = columns[block];
    const column = known?.get(feature) ?? frequencies.length;
    known?.set(feature, column);
    frequencies[column] = (frequencies[column] ?? 0) + 1;
  });
  const idf = Float64Array.from(frequencies, (count) => inverseFrequency(count, train.length));
  const ofUnknown = (UNKNOWN * inverseFrequency(0, train.length)) ** 2;
  return { toRows: (texts) => toRows(texts, { columns, idf, ofUnknown, blockWeights }) };
}

function inverseFrequency(count: number, texts: number): number {
  return Math.log((1 + texts) / (1 + count)) + 1;
}

function forEachFeature(texts: readonly TextBlocks[], visit: (feature: string, block: number) => void): void {
  for (const blocks of texts)
    blocks.forEach((features, block) => {
      for (const feature of features) visit(feature, block);
    });
}

interface FittedTfidf {
  readonly columns: readonly ReadonlyMap<string, number>[];
  readonly idf: Float64Array;
  /** Squared. */
  readonly ofUnknown: number;
  readonly blockWeights: readonly number[];
}

function toRows(texts: readonly TextBlocks[], fitted: FittedTfidf): SparseRows {
  const { idf, ofUnknown, blockWeights } = fitted;
  const columns: number[] = [];
  const starts = [0];
  const scales: number[] = [];
  for (const blocks of texts) {
    blockWeights.forEach((blockWeight, block) => {
      let squares = 0;
      for (const feature of blocks[block] ?? []) {
        const column = fitted.columns[block]?.get(feature);
        squares += column === undefined ? ofUnknown : (idf[column] ?? 0) ** 2;
        if (column !== undefined) columns.push(column);
      }
      starts.push(columns.length);
      // An empty block says nothing, whatever its scale.
      scales.push(blockWeight / Math.sqrt(squares || 1));
    });
  }
  return {
    width: idf.length,
    blocks: blockWeights.length,
    starts: Int32Array.from(starts),
    columns: Int32Array.from(columns),
    scales: Float64Array.from(scales),
    factors: idf,
  };
}
