import { join } from 'node:path';
import type { Metrics } from '../../classifier/manifest.js';
import type { LabelledText } from '../labelled-data.js';
import { runBaselines } from './baselines.js';
import { carryOutAll, type ComparisonEnvironment, type ComparisonPlan } from './carry-out-runs.js';
import { groupedFolds, nearDuplicateKey } from './folds.js';
import type { CrossValidation } from './results.js';

/**
 * Every network, with the first seed, and every baseline on each fold of the whole data, near-duplicates counted once.
 * Null when none was asked for, or when it was stopped before the last fold. Throws a DataError where a class has
 * fewer different messages than there are folds.
 */
export async function crossValidate(
  plan: ComparisonPlan,
  backend: string,
  environment: ComparisonEnvironment,
): Promise<CrossValidation | null> {
  if (plan.folds === null) return null;
  const rows = withoutNearDuplicates(plan.rows);
  const [seed = 1] = plan.seeds;
  const splits = groupedFolds(rows, plan.folds, seed);
  const contenders = new Map<string, Metrics[]>();
  const add = (name: string, metrics: Metrics): void => {
    contenders.set(name, [...(contenders.get(name) ?? []), metrics]);
  };
  for (const [fold, split] of splits.entries()) {
    const runsDir = join(plan.runsDir, `fold-${fold + 1}-of-${plan.folds}`);
    const finished = await carryOutAll({ ...plan, split, seeds: [seed], runsDir }, backend, environment);
    if (finished.length < plan.architectures.length) return null;
    for (const { plan: own, run } of finished) add(own.architecture, run.metrics);
    for (const { name, metrics } of runBaselines(split, environment.timer)) add(name, metrics);
  }
  return {
    folds: plan.folds,
    messages: rows.length,
    contenders: [...contenders].map(([name, metrics]) => ({ name, metrics })),
  };
}

/** The first of each. */
function withoutNearDuplicates(rows: readonly LabelledText[]): readonly LabelledText[] {
  const seen = new Set<string>();
  return rows.filter(({ text }) => {
    const key = nearDuplicateKey(text);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
