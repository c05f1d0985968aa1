import type { Metrics } from '../../classifier/manifest.js';
import { runBaselines } from './baselines.js';
import { carryOutAll, type Laboratory } from './carry-out-runs.js';
import type { CrossValidation } from './results.js';
import type { RunSet } from './run-sets.js';
import { slugOf } from './variant-names.js';

/**
 * Every network, with the first seed, and every baseline on each fold of the whole data, near-duplicates counted once.
 * Null when there is no fold, or when it was stopped before the last one.
 */
export async function crossValidate(
  folds: readonly RunSet[],
  laboratory: Laboratory,
): Promise<CrossValidation | null> {
  if (folds.length === 0) return null;
  const contenders = new Map<string, Metrics[]>();
  const add = (name: string, metrics: Metrics): void => {
    contenders.set(name, [...(contenders.get(name) ?? []), metrics]);
  };
  for (const set of folds) {
    const finished = await carryOutAll(set, laboratory);
    if (finished.length < set.variants.length) return null;
    for (const { plan, run } of finished) add(slugOf(plan), run.metrics);
    for (const { name, metrics } of runBaselines(set, laboratory.environment.timer)) add(name, metrics);
  }
  return {
    folds: folds.length,
    messages: folds.reduce((sum, { validation }) => sum + validation.length, 0),
    contenders: [...contenders].map(([name, metrics]) => ({ name, metrics })),
  };
}
