import type { ComparisonRecord } from '../../classifier/manifest.js';
import type { NetworkResult } from './results.js';
import { spreadOf } from './statistics.js';

/** How all runs of one network came out, with and without a mask, for the manifest of its best bundle. */
export function recordVariants(variants: readonly NetworkResult[]): ComparisonRecord {
  const seeds = new Set(variants.flatMap(({ runs }) => runs.map(({ seed }) => seed)));
  return {
    seeds: [...seeds].sort((a, b) => a - b),
    variants: variants.flatMap(({ mask, runs }) => {
      const accuracy = spreadOf(runs.flatMap(({ metrics }) => metrics.accuracy ?? []));
      const loss = spreadOf(runs.flatMap((run) => run.loss ?? []));
      const neverLearned = runs.filter(({ hasLearned }) => !hasLearned).length;
      return accuracy === null || loss === null
        ? []
        : [{ mask, runs: runs.length, neverLearned, accuracy, loss }];
    }),
  };
}
