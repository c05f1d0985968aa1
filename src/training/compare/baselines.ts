import { EQUAL_WEIGHTS } from '../balance.js';
import { DataError } from '../data-error.js';
import { measure } from '../metrics.js';
import type { Baseline } from './baseline.js';
import { crossEntropy } from './cross-entropy.js';
import { LINEAR_MODEL } from './linear-model.js';
import { NAIVE_BAYES } from './naive-bayes.js';
import { NGRAM_MODEL } from './ngram-model.js';
import { NGRAM_TFIDF } from './ngram-tfidf.js';
import type { BaselineResult } from './results.js';
import { measuredRows, type RunSet } from './run-sets.js';
import { spreadOf } from './statistics.js';

export const BASELINES: readonly Baseline[] = [NAIVE_BAYES, LINEAR_MODEL, NGRAM_MODEL, NGRAM_TFIDF];

/** What a baseline needs of a set of runs. */
export type BaselineTask = Pick<RunSet, 'training' | 'validation' | 'holdout'>;

const TIMINGS = 5;

/**
 * Fits each baseline on the training part and scores the measured messages. `now` gives milliseconds, as
 * `performance.now` does. Throws a `DataError` where a class is missing in training, or nothing is measured.
 */
export function runBaselines(task: BaselineTask, now: () => number): BaselineResult[] {
  if (measuredRows(task).length === 0) {
    throw new DataError('Cannot score the baselines: there is no validation message');
  }
  return BASELINES.map((baseline) => runBaseline(baseline, task, now));
}

function runBaseline(
  { name, description, fit }: Baseline,
  task: BaselineTask,
  now: () => number,
): BaselineResult {
  const { train, classWeights, threshold } = task.training;
  const measured = measuredRows(task);
  const classify = fit(train, classWeights ?? EQUAL_WEIGHTS);
  const items = measured.map(({ label, text }) => ({ isSpam: label === 'spam', score: classify(text) }));
  const times = Array.from({ length: TIMINGS }, () => {
    const start = now();
    for (const { text } of measured) classify(text);
    return (now() - start) / measured.length;
  });
  return {
    name,
    description,
    metrics: measure(items, threshold),
    loss: crossEntropy(items),
    scores: items.map(({ score }) => score),
    millisecondsPerMessage: spreadOf(times)?.median ?? NaN,
  };
}
