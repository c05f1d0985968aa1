import type { Architecture, DataSource, SplitRecord } from '../../classifier/manifest.js';
import { canMask } from '../architectures.js';
import { experimentSchedule, experimentShape } from '../experiment.js';
import type { Progress } from '../fit-network.js';
import type { LabelledText } from '../labelled-data.js';
import type { Split } from '../split.js';
import { trainModel } from '../train-model.js';
import type { FinishedRun } from './describe-network.js';
import { createKeptRuns, type KeptRuns, type RunPlan, splitHash } from './kept-runs.js';
import { measureTraining } from './measure-training.js';
import type { Run } from './results.js';

export interface ComparisonPlan {
  readonly architectures: readonly Architecture[];
  /** One run a network and seed. */
  readonly seeds: readonly number[];
  /** Keras' `mask_zero`, for the networks that it changes. */
  readonly mask: boolean;
  /** At most so many. */
  readonly epochs: number;
  readonly rows: readonly LabelledText[];
  readonly split: Split;
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

export interface RunNews {
  readonly architecture: Architecture;
  readonly seed: number;
  /** From 1, of all runs. */
  readonly number: number;
  readonly of: number;
  /** It was finished before and is not run again. */
  readonly isKept: boolean;
}

export interface ComparisonEnvironment {
  /** Stops after the batch in hand; what is finished is in the results. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Milliseconds, never going back. */
  readonly timer: () => number;
  readonly onRun: (news: RunNews) => void;
  readonly onProgress: (progress: Progress) => void;
}

/** Thrown out of a training that is to stop; nothing of it is kept. */
class Stopped extends Error {}

/** Network by network, so that a comparison that was stopped has some of them whole. */
function planRuns(plan: ComparisonPlan, backend: string): readonly RunPlan[] {
  const splitSha256 = splitHash(plan.split);
  return plan.architectures.flatMap((architecture) =>
    plan.seeds.map((seed) => ({
      architecture,
      mask: plan.mask && canMask(architecture),
      seed,
      epochs: plan.epochs,
      backend,
      dataSha256: plan.source.sha256,
      splitSha256,
    })),
  );
}

/** Trains all of the plan that is not kept already; only those before the signal, when that comes. */
export async function carryOutAll(
  plan: ComparisonPlan,
  backend: string,
  environment: ComparisonEnvironment,
): Promise<readonly FinishedRun[]> {
  const runPlans = planRuns(plan, backend);
  const kept = createKeptRuns(plan.runsDir);
  const finished: FinishedRun[] = [];
  for (const [index, runPlan] of runPlans.entries()) {
    const known = await kept.find(runPlan);
    const { architecture, seed } = runPlan;
    environment.onRun({
      architecture,
      seed,
      number: index + 1,
      of: runPlans.length,
      isKept: known !== null,
    });
    const run = known ?? (await train({ plan, runPlan, kept }, environment));
    if (run === null) break;
    finished.push({ plan: runPlan, run, bundleDir: kept.bundleDir(runPlan) });
  }
  return finished;
}

interface RunTask {
  readonly plan: ComparisonPlan;
  readonly runPlan: RunPlan;
  readonly kept: KeptRuns;
}

/** Null when it was stopped. */
async function train(
  { plan, runPlan, kept }: RunTask,
  environment: ComparisonEnvironment,
): Promise<Run | null> {
  const { architecture, mask, seed, epochs } = runPlan;
  const stopOrGoOn = (progress: Progress): void => {
    if (environment.signal.aborted) throw new Stopped();
    environment.onProgress(progress);
  };
  const startMs = environment.timer();
  try {
    const parts = await trainModel(
      {
        architecture,
        name: architecture,
        version: '1.0.0',
        seed,
        shape: experimentShape(architecture, mask),
        schedule: experimentSchedule(architecture, epochs),
        split: plan.split,
        splitMethod: plan.splitMethod,
        sources: [plan.source],
      },
      stopOrGoOn,
    );
    const trainingMs = environment.timer() - startMs;
    const run = { ...(await measureTraining(parts, plan.split.validation)), seed, trainingMs };
    await kept.keep(runPlan, run, parts);
    return run;
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  }
}
