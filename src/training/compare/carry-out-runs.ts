import type { Metrics } from '../../classifier/manifest.js';
import type { BundleParts } from '../../classifier/write-bundle.js';
import { experimentSchedule, experimentShape } from '../experiment.js';
import type { Progress } from '../fit-network.js';
import { countClasses } from '../split.js';
import { type SplitMethod, trainModel } from '../train-model.js';
import { createKeptRuns, type KeptRuns, type RunPlan, splitHash } from './kept-runs.js';
import { measureTraining } from './measure-training.js';
import type { Run } from './results.js';
import { type CountedRun, listRuns, type RunCounter, type RunNews } from './run-counter.js';
import { type ComparisonPlan, measuredRows, type RunSet } from './run-sets.js';

export interface ComparisonEnvironment {
  /** Stops after the batch in hand; what is finished is in the results. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Milliseconds, never going back. */
  readonly timer: () => number;
  readonly onRun: (news: RunNews) => void;
  readonly onProgress: (progress: Progress) => void;
}

export interface FinishedRun {
  readonly plan: RunPlan;
  readonly run: Run;
  readonly bundleDir: string;
}

/** What all sets of a comparison have in common. */
export interface Laboratory {
  readonly plan: ComparisonPlan;
  readonly backend: string;
  readonly counter: RunCounter;
  readonly environment: ComparisonEnvironment;
}

/** Thrown out of a training that is to stop; nothing of it is kept. */
class Stopped extends Error {}

/** Trains all of the set that is not kept already; only those before the signal, when that comes. */
export async function carryOutAll(set: RunSet, laboratory: Laboratory): Promise<readonly FinishedRun[]> {
  const { counter, environment } = laboratory;
  const kept = createKeptRuns(set.runsDir);
  const split = splitHash({ train: set.training.train, validation: set.validation, holdout: set.holdout });
  const finished: FinishedRun[] = [];
  for (const counted of listRuns(set)) {
    if (environment.signal.aborted) break;
    const runPlan = planRun(counted, { set, split }, laboratory);
    const known = await kept.find(runPlan);
    environment.onRun(counter.next(counted, known !== null));
    const run = known ?? (await train({ set, runPlan, kept }, laboratory));
    if (run === null) break;
    counter.finished(counted, run.trainingMs);
    finished.push({ plan: runPlan, run, bundleDir: kept.bundleDir(runPlan) });
  }
  return finished;
}

interface SetWithHash {
  readonly set: RunSet;
  readonly split: string;
}

function planRun(
  { architecture, mask, seed }: CountedRun,
  own: SetWithHash,
  laboratory: Laboratory,
): RunPlan {
  const { plan, backend } = laboratory;
  return {
    architecture,
    mask,
    seed,
    epochs: plan.epochs,
    backend,
    dataSha256: plan.source.sha256,
    splitSha256: own.split,
    balance: own.set.training.method,
  };
}

interface RunTask {
  readonly set: RunSet;
  readonly runPlan: RunPlan;
  readonly kept: KeptRuns;
}

/** Null when it was stopped. */
async function train(
  { set, runPlan, kept }: RunTask,
  { plan, environment }: Laboratory,
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
        split: { train: set.training.train, validation: set.validation },
        splitMethod: describeSplit(set, plan),
        classWeights: set.training.classWeights,
        threshold: set.training.threshold,
        sources: [plan.source],
      },
      stopOrGoOn,
    );
    const trainingMs = environment.timer() - startMs;
    const measured = await measureTraining(parts, measuredRows(set));
    const run = { ...measured, seed, trainingMs, validation: set.holdout && validationOf(parts.manifest) };
    await kept.keep(runPlan, run, set.holdout === null ? parts : withHoldout(parts, run.metrics));
    return run;
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  }
}

function describeSplit({ training, holdout }: RunSet, { splitMethod }: ComparisonPlan): SplitMethod {
  const parts = holdout === null ? {} : { holdout: countClasses(holdout) };
  return { ...splitMethod, balance: training.method, ...parts };
}

function withHoldout(parts: BundleParts, holdout: Metrics): BundleParts {
  return { ...parts, manifest: { ...parts.manifest, metrics: { ...parts.manifest.metrics, holdout } } };
}

/** What early stopping saw of the epoch that it chose. */
function validationOf({ metrics, training }: BundleParts['manifest']): Run['validation'] {
  const loss = training.history[training.epochs.best - 1]?.validationLoss ?? NaN;
  return metrics.validation && { metrics: metrics.validation, loss };
}
