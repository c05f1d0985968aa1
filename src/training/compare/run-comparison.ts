import type { ComparisonRecord } from '../../classifier/manifest.js';
import { onTrainingBackend } from '../backend.js';
import { experimentShape } from '../experiment.js';
import { countClasses } from '../split.js';
import { type BalancedRuns, describeBalancing } from './balance-effects.js';
import { runBaselines } from './baselines.js';
import {
  carryOutAll,
  type ComparisonEnvironment,
  type FinishedRun,
  type Laboratory,
} from './carry-out-runs.js';
import { crossValidate } from './cross-validate.js';
import { type DescribedNetwork, describeNetwork, scoreMessages } from './describe-network.js';
import { recordVariants } from './record-variants.js';
import { type Results, RESULTS_VERSION } from './results.js';
import { createRunCounter } from './run-counter.js';
import { type ComparisonPlan, measuredRows, planRunSets, type RunSet, type RunSets } from './run-sets.js';
import { summariseData } from './summarise-data.js';
import { slugOf } from './variant-names.js';

export interface BestBundle {
  /** Of the network, with `-mask` where it has one. */
  readonly slug: string;
  readonly dir: string;
  /** How all runs of this network came out, masked or not. */
  readonly comparison: ComparisonRecord;
}

export interface Comparison {
  readonly results: Results;
  readonly bundles: readonly BestBundle[];
}

/**
 * Trains every network with every seed, and measures them beside baselines on the same messages. Throws a `DataError`
 * where the data do not suffice.
 */
export async function runComparison(
  plan: ComparisonPlan,
  environment: ComparisonEnvironment,
): Promise<Comparison> {
  const sets = planRunSets(plan);
  const { main } = sets;
  const backend = await onTrainingBackend(async (name) => name);
  const counter = createRunCounter([main, ...sets.balancing, ...sets.folds]);
  const laboratory = { plan, backend, counter, environment };
  const finished = await carryOutAll(main, laboratory);
  const balanced = await carryOutBalancing(sets, finished, laboratory);
  const crossValidation = await crossValidate(sets.folds, laboratory);
  const networks = await describeNetworks(main, finished, environment);
  const results: Results = {
    formatVersion: RESULTS_VERSION,
    createdAt: environment.now().toISOString(),
    program: plan.program,
    backend,
    ...describeData(plan, main),
    networks: networks.map(({ result }) => result),
    baselines: runBaselines(main, environment.timer),
    balancing: describeBalancing(balanced, plan),
    newMessages: await scoreMessages(plan.messages, networks),
    crossValidation,
    isComplete:
      isWhole(main, finished) &&
      balanced.every((item) => isWhole(item.set, item.finished)) &&
      (crossValidation !== null || plan.folds === null),
  };
  return { results, bundles: networks.map((network) => bestBundle(network, results)) };
}

function isWhole({ variants, seeds }: RunSet, finished: readonly FinishedRun[]): boolean {
  return finished.length >= variants.length * seeds.length;
}

/** The main runs of the dense network stand for their own method. */
async function carryOutBalancing(
  { main, balancing }: RunSets,
  finished: readonly FinishedRun[],
  laboratory: Laboratory,
): Promise<readonly BalancedRuns[]> {
  const dense = finished.filter(({ plan }) => plan.architecture === 'dense');
  const all: BalancedRuns[] = [{ set: { ...main, variants: [] }, finished: dense }];
  for (const set of balancing) all.push({ set, finished: await carryOutAll(set, laboratory) });
  return all;
}

async function describeNetworks(
  main: RunSet,
  finished: readonly FinishedRun[],
  { timer }: ComparisonEnvironment,
): Promise<readonly DescribedNetwork[]> {
  const networks: DescribedNetwork[] = [];
  for (const variant of main.variants) {
    const own = finished.filter(({ plan }) => slugOf(plan) === slugOf(variant));
    const network = await describeNetwork(own, measuredRows(main), timer);
    if (network !== null) networks.push(network);
  }
  return networks;
}

function bestBundle({ result, bundleDir }: DescribedNetwork, { networks }: Results): BestBundle {
  const variants = networks.filter(({ architecture }) => architecture === result.architecture);
  return { slug: slugOf(result), dir: bundleDir, comparison: recordVariants(variants) };
}

function describeData(
  plan: ComparisonPlan,
  main: RunSet,
): Pick<Results, 'data' | 'split' | 'measuredIsSpam'> {
  const { rows, splitMethod, source } = plan;
  const { training, validation, holdout } = main;
  const { vocabulary, length } = experimentShape('dense', false);
  const split = { train: training.train, validation };
  return {
    data: summariseData({ ...source, rows, split, vocabulary, length }),
    split: {
      ...splitMethod,
      balance: training.method,
      train: countClasses(training.train),
      validation: countClasses(validation),
      ...(holdout === null ? {} : { holdout: countClasses(holdout) }),
    },
    measuredIsSpam: measuredRows(main).map(({ label }) => label === 'spam'),
  };
}
