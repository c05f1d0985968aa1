import type { Architecture } from '../../classifier/manifest.js';
import { onTrainingBackend } from '../backend.js';
import { experimentShape } from '../experiment.js';
import { countClasses } from '../split.js';
import { runBaselines } from './baselines.js';
import { carryOutAll, type ComparisonEnvironment, type ComparisonPlan } from './carry-out-runs.js';
import { crossValidate } from './cross-validate.js';
import { describeNetwork, scoreMessages } from './describe-network.js';
import { type Results, RESULTS_VERSION } from './results.js';
import { summariseData } from './summarise-data.js';

export interface Comparison {
  readonly results: Results;
  /** The folder of each network's best bundle. */
  readonly bundles: readonly { readonly architecture: Architecture; readonly dir: string }[];
}

/** Trains every network with every seed, and measures them beside baselines on the same validation messages. */
export async function runComparison(
  plan: ComparisonPlan,
  environment: ComparisonEnvironment,
): Promise<Comparison> {
  const backend = await onTrainingBackend(async (name) => name);
  const finished = await carryOutAll(plan, backend, environment);
  const networks = [];
  for (const architecture of plan.architectures) {
    const own = finished.filter((item) => item.plan.architecture === architecture);
    const result = await describeNetwork(own, plan, environment.timer);
    if (result !== null) networks.push(result);
  }
  const crossValidation = await crossValidate(plan, backend, environment);
  const isValidated = plan.folds === null || crossValidation !== null;
  const results: Results = {
    formatVersion: RESULTS_VERSION,
    createdAt: environment.now().toISOString(),
    program: plan.program,
    backend,
    ...describeData(plan),
    networks: networks.map(({ result }) => result),
    baselines: [...runBaselines(plan.split, environment.timer)],
    newMessages: await scoreMessages(plan.messages, networks),
    crossValidation,
    isComplete: finished.length === plan.architectures.length * plan.seeds.length && isValidated,
  };
  const bundles = networks.map(({ result, bundleDir }) => ({
    architecture: result.architecture,
    dir: bundleDir,
  }));
  return { results, bundles };
}

function describeData(plan: ComparisonPlan): Pick<Results, 'data' | 'split' | 'validationIsSpam'> {
  const { rows, split, splitMethod, source } = plan;
  const { vocabulary, length } = experimentShape('dense', false);
  return {
    data: summariseData({ ...source, rows, split, vocabulary, length }),
    split: { ...splitMethod, train: countClasses(split.train), validation: countClasses(split.validation) },
    validationIsSpam: split.validation.map(({ label }) => label === 'spam'),
  };
}
