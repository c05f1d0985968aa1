import { type Balance, BALANCES } from '../../classifier/manifest.js';
import { countClasses } from '../split.js';
import { balanceTraining } from '../balance.js';
import { measure } from '../metrics.js';
import type { FinishedRun } from './carry-out-runs.js';
import type { BalanceEffect, Run } from './results.js';
import { type ComparisonPlan, measuredRows, type RunSet } from './run-sets.js';

/** Runs of the dense network on one kind of balanced training messages. */
export interface BalancedRuns {
  readonly set: RunSet;
  readonly finished: readonly FinishedRun[];
}

/** What each method makes of the same network on the same messages; those that were not reached are left out. */
export function describeBalancing(all: readonly BalancedRuns[], plan: ComparisonPlan): BalanceEffect[] {
  return BALANCES.flatMap((method) => {
    const own = all.find(
      ({ set, finished }) => finished.length > 0 && set.training.method === trainedAs(method),
    );
    return own === undefined ? [] : [describeEffect(method, own, plan)];
  });
}

function trainedAs(method: Balance): Balance {
  return method === 'threshold' ? 'none' : method;
}

function describeEffect(
  method: Balance,
  { set, finished }: BalancedRuns,
  plan: ComparisonPlan,
): BalanceEffect {
  const { rows, split, holdout, seeds } = plan;
  const { train, classWeights, threshold } = balanceTraining(method, {
    rows,
    split,
    holdout,
    seed: seeds[0],
  });
  const isSpam = measuredRows(set).map(({ label }) => label === 'spam');
  const metricsOf = ({ scores }: Run) =>
    measure(
      scores.map((score, row) => ({ score, isSpam: isSpam[row] === true })),
      threshold,
    );
  return {
    method,
    train: countClasses(train),
    classWeights,
    threshold,
    metrics: finished.map(({ run }) => metricsOf(run)),
  };
}
