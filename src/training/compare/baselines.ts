import { DataError } from '../data-error.js';
import { measure } from '../metrics.js';
import type { Split } from '../split.js';
import type { Baseline } from './baseline.js';
import { crossEntropy } from './cross-entropy.js';
import { LINEAR_MODEL } from './linear-model.js';
import { NAIVE_BAYES } from './naive-bayes.js';
import type { BaselineResult } from './results.js';
import { spreadOf } from './statistics.js';

export const BASELINES: readonly Baseline[] = [NAIVE_BAYES, LINEAR_MODEL];

const THRESHOLD = 0.5;
const TIMINGS = 5;

/**
 * Fits each baseline on the training part and scores the validation part. `now` gives milliseconds, as
 * `performance.now` does. Throws a `DataError` where a class is missing in training, or all of validation.
 */
export function runBaselines(split: Split, now: () => number): BaselineResult[] {
  if (split.validation.length === 0) {
    throw new DataError('Cannot score the baselines: there is no validation message');
  }
  return BASELINES.map((baseline) => runBaseline(baseline, split, now));
}

function runBaseline(
  { name, description, fit }: Baseline,
  { train, validation }: Split,
  now: () => number,
): BaselineResult {
  const classify = fit(train);
  const items = validation.map(({ label, text }) => ({ isSpam: label === 'spam', score: classify(text) }));
  const times = Array.from({ length: TIMINGS }, () => {
    const start = now();
    for (const { text } of validation) classify(text);
    return (now() - start) / validation.length;
  });
  return {
    name,
    description,
    metrics: measure(items, THRESHOLD),
    loss: crossEntropy(items),
    scores: items.map(({ score }) => score),
    millisecondsPerMessage: spreadOf(times)?.median ?? NaN,
  };
}
