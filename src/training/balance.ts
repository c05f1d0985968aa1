import type { Balance } from '../classifier/manifest.js';
import { type Label, LABELS } from '../domain/correction.js';
import type { LabelledText } from './labelled-data.js';
import { nearDuplicateKey } from './near-duplicates.js';
import { createRandom, shuffled } from './random.js';
import { countClasses, type Split, undersample } from './split.js';

/** What a training message of each class counts in the loss. */
export type ClassWeights = Readonly<Record<Label, number>>;

/** What a method of balancing makes of the training messages. */
export interface BalancedTraining {
  readonly method: Balance;
  readonly train: readonly LabelledText[];
  /** Null: all count the same. */
  readonly classWeights: ClassWeights | null;
  /** The score from which a message is called spam. */
  readonly threshold: number;
}

export interface DataToBalance {
  /** The whole data. */
  readonly rows: readonly LabelledText[];
  readonly split: Split;
  /** Messages that must not be trained on, beside those of validation. */
  readonly holdout: readonly LabelledText[] | null;
  readonly seed: number;
}

/**
 * Balances the classes for training; validation stays as it is.
 *
 * - `undersample`: as many of the larger class as there are of the smaller one. A training part that is even already,
 *   within a tenth, is taken as it is: somebody has drawn it.
 * - `oversample`: messages of the smaller class are repeated until both are even.
 * - `class-weights`: a message counts the more the rarer its class is.
 * - `threshold`: trained as it is; spam starts at the share of spam in training instead of 0.5.
 * - `none`: trained as it is.
 *
 * All but the first train on what the split left out, too, unless it is a near-duplicate of a message that is measured.
 */
export function balanceTraining(method: Balance, data: DataToBalance): BalancedTraining {
  const even = { method, classWeights: null, threshold: EVEN_THRESHOLD };
  if (method === 'undersample') return { ...even, train: evenOut(data.split.train, data.seed) };
  const pool = [...data.split.train, ...leftOut(data)];
  switch (method) {
    case 'oversample':
      return { ...even, train: oversample(pool, data.seed) };
    case 'class-weights':
      return { ...even, train: pool, classWeights: weighClasses(pool) };
    case 'threshold':
      return { ...even, train: pool, threshold: countClasses(pool).spam / pool.length };
    case 'none':
      return { ...even, train: pool };
  }
}

export const EQUAL_WEIGHTS: ClassWeights = { spam: 1, ham: 1 };
export const EVEN_THRESHOLD = 0.5;
const EVEN_ENOUGH = 1.1;

function evenOut(rows: readonly LabelledText[], seed: number): readonly LabelledText[] {
  const { spam, ham } = countClasses(rows);
  return Math.max(spam, ham) <= EVEN_ENOUGH * Math.min(spam, ham) ? rows : undersample(rows, seed);
}

function leftOut({ rows, split, holdout }: DataToBalance): readonly LabelledText[] {
  const measured = [...split.validation, ...(holdout ?? [])];
  const used = new Set([...split.train, ...measured]);
  const keys = new Set(measured.map(({ text }) => nearDuplicateKey(text)));
  return rows.filter((row) => !used.has(row) && !keys.has(nearDuplicateKey(row.text)));
}

/** Each message of the smaller class equally often, but for one draw of the last round. */
function oversample(rows: readonly LabelledText[], seed: number): readonly LabelledText[] {
  const random = createRandom(seed, 'split');
  const classes = LABELS.map((label) => rows.filter((row) => row.label === label));
  const size = Math.max(...classes.map((ofClass) => ofClass.length));
  const repeated = classes.flatMap((ofClass) => {
    const rounds = Math.floor(size / ofClass.length);
    const rest = shuffled(ofClass, random).slice(0, size - rounds * ofClass.length);
    return [...Array.from({ length: rounds }, () => ofClass).flat(), ...rest];
  });
  return shuffled(repeated, random);
}

/** So that both classes weigh the same in all, and a message 1 on average: `balanced` of scikit-learn. */
function weighClasses(rows: readonly LabelledText[]): ClassWeights {
  const { spam, ham } = countClasses(rows);
  return { spam: rows.length / (2 * spam), ham: rows.length / (2 * ham) };
}
