import { join } from 'node:path';
import {
  type Architecture,
  type Balance,
  BALANCES,
  type DataSource,
  type SplitRecord,
} from '../../classifier/manifest.js';
import { type BalancedTraining, balanceTraining, EVEN_THRESHOLD } from '../balance.js';
import type { LabelledText } from '../labelled-data.js';
import type { Split } from '../split.js';
import { groupedFolds, withoutNearDuplicates } from './folds.js';

/** A network, with or without Keras' `mask_zero`. */
export interface Variant {
  readonly architecture: Architecture;
  readonly mask: boolean;
}

export interface ComparisonPlan {
  readonly variants: readonly Variant[];
  /** One run a variant and seed. */
  readonly seeds: readonly [number, ...number[]];
  /** At most so many. */
  readonly epochs: number;
  /** The whole data. */
  readonly rows: readonly LabelledText[];
  /** Before balancing. Early stopping looks at the validation part. */
  readonly split: Split;
  /** Measured instead of the validation part, where it is given: nothing else ever looks at it. */
  readonly holdout: readonly LabelledText[] | null;
  readonly balance: Balance;
  readonly splitMethod: Pick<SplitRecord, 'method' | 'undersampled'>;
  readonly source: DataSource;
  /** Scored by each network at the end. */
  readonly messages: readonly string[];
  /** Parts of a cross-validation; null: none is made. */
  readonly folds: number | null;
  /** Where finished runs are kept. */
  readonly runsDir: string;
  /** Name and version, for the report. */
  readonly program: string;
}

/** Runs that train and measure on the same messages. */
export interface RunSet {
  /** What sets it apart, for the progress; empty for the comparison itself. */
  readonly note: string;
  readonly variants: readonly Variant[];
  readonly seeds: readonly number[];
  readonly training: BalancedTraining;
  /** Early stopping looks at it. */
  readonly validation: readonly LabelledText[];
  readonly holdout: readonly LabelledText[] | null;
  readonly runsDir: string;
}

export interface RunSets {
  readonly main: RunSet;
  /** The dense network, which takes seconds, with each method of balancing that the main runs do not show. */
  readonly balancing: readonly RunSet[];
  /** One a fold. */
  readonly folds: readonly RunSet[];
}

const DENSE: Variant = { architecture: 'dense', mask: false };

/** All that is to be trained. Throws a `DataError` where a class has fewer different messages than there are folds. */
export function planRunSets(plan: ComparisonPlan): RunSets {
  const main = mainSet(plan);
  return { main, balancing: balancingSets(plan), folds: foldSets(plan) };
}

function mainSet(plan: ComparisonPlan): RunSet {
  const { variants, seeds, split, holdout, runsDir } = plan;
  const training = balance(plan.balance, plan);
  return { note: '', variants, seeds, training, validation: split.validation, holdout, runsDir };
}

function balance(method: Balance, { rows, split, holdout, seeds }: ComparisonPlan): BalancedTraining {
  return balanceTraining(method, { rows, split, holdout, seed: seeds[0] });
}

/** `threshold` trains as `none` does. */
function balancingSets(plan: ComparisonPlan): RunSet[] {
  const hasDense = plan.variants.some(({ architecture }) => architecture === 'dense');
  return BALANCES.filter((method) => method !== 'threshold' && !(hasDense && method === plan.balance)).map(
    (method) => ({
      ...mainSet(plan),
      note: `balance ${method}`,
      variants: [DENSE],
      training: balance(method, plan),
      runsDir: join(plan.runsDir, `balance-${method}`),
    }),
  );
}

function foldSets({ variants, seeds, rows, folds, runsDir }: ComparisonPlan): RunSet[] {
  if (folds === null) return [];
  return groupedFolds(withoutNearDuplicates(rows), folds, seeds[0]).map(({ train, validation }, fold) => ({
    note: `fold ${fold + 1} of ${folds}`,
    variants,
    seeds: [seeds[0]],
    training: { method: 'none', train, classWeights: null, threshold: EVEN_THRESHOLD },
    validation,
    holdout: null,
    runsDir: join(runsDir, `fold-${fold + 1}-of-${folds}`),
  }));
}

/** What a set's numbers are about. */
export function measuredRows({ validation, holdout }: Pick<RunSet, 'validation' | 'holdout'>) {
  return holdout ?? validation;
}
