import { createFeatureExtractor } from '../../classifier/ngram/feature-extractor.js';
import type { NgramWeights } from '../../classifier/ngram/linear-model.js';
import { fitLogistic } from '../logistic-regression.js';
import { createRandom } from '../random.js';
import type { SourcedText } from './corpus.js';
import { designMatrix } from './design-matrix.js';
import { BLOCKS, type FeatureTable, tabulateFeatures } from './feature-table.js';
import type { Recipe } from './recipe.js';
import { augmentRows, capSources, makeTexts, weighRows } from './training-rows.js';
import { selectVocabulary } from './vocabulary.js';

export interface FittedNgrams extends NgramWeights {
  /** Of `keys`, those of block W. */
  readonly wordCount: number;
  /** Rows that were learnt from, copies among them. */
  readonly rows: number;
}

export interface FitTask {
  readonly rows: readonly SourcedText[];
  readonly recipe: Recipe;
  readonly seed: number;
  /** One line for each thing that is done. */
  readonly onStep: (what: string) => void;
}

/** Learns one weight for each n-gram of the vocabulary that the rows give. The same task gives the same weights. */
export function fitNgrams({ rows, recipe, seed, onStep }: FitTask): FittedNgrams {
  const extractor = createFeatureExtractor();
  const tabulate = (texts: readonly SourcedText[]) =>
    tabulateFeatures(
      texts.map(({ text }) => text),
      extractor,
    );
  const all = [...capSources(rows, recipe, seed), ...makeTexts(recipe, seed)];
  const kept = keepDistinct(all, tabulate(all));
  onStep(`${kept.length} messages of ${all.length} are distinct`);
  const table = tabulate(kept);
  const vocabulary = selectVocabulary({ table, isSpam: targetsOf(kept) }, recipe.limits);
  onStep(`vocabulary of ${vocabulary.keys.length} n-grams, ${vocabulary.wordCount} of words`);
  const random = createRandom(seed, 'shuffle');
  const learnt = [...kept, ...recipe.copies.flatMap((copy) => augmentRows(kept, copy, random))];
  const matrix = designMatrix(tabulate(learnt), vocabulary);
  onStep(`${learnt.length} rows with ${matrix.columns.length} n-grams`);
  const strengths = weighRows(learnt, recipe).map((weight) => weight * recipe.strength);
  const weights = fitLogistic(
    { rows: matrix, targets: targetsOf(learnt), strengths },
    {
      tolerance: recipe.tolerance,
      onStep: (gradient) => onStep(`gradient ${gradient.toExponential(1)}`),
    },
  );
  return {
    ...vocabulary,
    weights: Float32Array.from(weights.subarray(0, -1)),
    bias: weights.at(-1) ?? 0,
    rows: learnt.length,
  };
}

function targetsOf(rows: readonly SourcedText[]): Uint8Array {
  return Uint8Array.from(rows, ({ label }) => Number(label === 'spam'));
}

/** The first of each set of n-grams. Where its messages have both labels, none: nobody knows what it is. */
function keepDistinct(rows: readonly SourcedText[], table: FeatureTable): SourcedText[] {
  const first = new Map<string, number>();
  const disputed = new Set<string>();
  const prints = rows.map((_, i) => fingerprint(table, i));
  prints.forEach((print, i) => {
    const known = first.get(print);
    if (known === undefined) first.set(print, i);
    else if (rows[known]?.label !== rows[i]?.label) disputed.add(print);
  });
  return rows.filter((_, i) => {
    const print = prints[i] ?? '';
    return print !== '' && first.get(print) === i && !disputed.has(print);
  });
}

/** '' for a text without n-grams. The order of the keys is that of the text, so that it counts as well. */
function fingerprint({ starts, keys }: FeatureTable, row: number): string {
  const [from, to] = [starts[row * BLOCKS] ?? 0, starts[row * BLOCKS + BLOCKS] ?? 0];
  let [one, other] = [0x811c9dc5, to - from];
  for (let j = from; j < to; j++) {
    one = Math.imul(one ^ (keys[j] ?? 0), 0x01000193);
    other = (Math.imul(other, 0x5bd1e995) + (keys[j] ?? 0)) | 0;
  }
  return to === from ? '' : `${one} ${other}`;
}
