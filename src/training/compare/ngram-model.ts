import { createFeatureExtractor } from '../../classifier/ngram/feature-extractor.js';
import { PassageScorer } from '../../classifier/ngram/passage-scorer.js';
import { type ClassWeights, EQUAL_WEIGHTS } from '../balance.js';
import type { LabelledText } from '../labelled-data.js';
import { fitLogistic, sigmoid } from '../logistic-regression.js';
import { designMatrix } from '../ngram/design-matrix.js';
import { tabulateFeatures } from '../ngram/feature-table.js';
import { type BlockLimit, selectVocabulary } from '../ngram/vocabulary.js';
import type { Baseline } from './baseline.js';
import { requireBothClasses } from './both-classes.js';

/** The default model's features and normaliser, but nothing of what it has learnt elsewhere. */
export const NGRAM_MODEL: Baseline = {
  name: 'ngram-model',
  description:
    "Logistic regression on the default model's n-grams, learnt from the same messages, L2 penalty",
  fit: fitNgramModel,
};

/** What the losses count against the penalty. */
const STRENGTH = 30;
const LIMITS: readonly [BlockLimit, BlockLimit] = [
  { leastMessages: 1, most: Infinity },
  { leastMessages: 2, most: Infinity },
];

/** Gives the probability that a text is spam. Throws a `DataError` where a class is missing. */
export function fitNgramModel(
  train: readonly LabelledText[],
  classWeights: ClassWeights = EQUAL_WEIGHTS,
): (text: string) => number {
  requireBothClasses(train, 'fit the n-gram model');
  const extractor = createFeatureExtractor();
  const texts = train.map(({ text }) => text);
  const table = tabulateFeatures(texts, extractor);
  const targets = Uint8Array.from(train, ({ label }) => Number(label === 'spam'));
  const vocabulary = selectVocabulary({ table, isSpam: targets }, LIMITS);
  const strengths = Float64Array.from(train, ({ label }) => STRENGTH * classWeights[label]);
  const weights = fitLogistic({ rows: designMatrix(table, vocabulary), targets, strengths });
  const scorer = new PassageScorer({
    keys: vocabulary.keys,
    weights: Float32Array.from(weights.subarray(0, -1)),
    bias: weights.at(-1) ?? 0,
  });
  return (text) => sigmoid(scorer.logOddsOf(extractor.extract(text)));
}
