import { type Bundle, parseBundle } from '../classifier/bundle.js';
import { fitTokenizer, type KerasTokenizer } from '../classifier/keras-tokenizer.js';
import {
  type Architecture,
  type DataSource,
  FORMAT_VERSION,
  type Metrics,
  type SplitRecord,
} from '../classifier/manifest.js';
import { openTfjsScorer } from '../classifier/tfjs-scorer.js';
import { type BundleParts, renderBundle } from '../classifier/write-bundle.js';
import { createNetwork, type NetworkShape } from './architectures.js';
import { type ClassWeights } from './balance.js';
import { type BackendName, onTrainingBackend } from './backend.js';
import {
  type Examples,
  fitNetwork,
  type FitResult,
  type Progress,
  type Schedule,
  setWeights,
} from './fit-network.js';
import { drawWeights } from './initial-weights.js';
import type { LabelledText } from './labelled-data.js';
import { measure } from './metrics.js';
import { createRandom } from './random.js';
import { type SavedNetwork, saveNetwork } from './save-network.js';
import { countClasses, type Split } from './split.js';

export interface TrainingPlan {
  readonly architecture: Architecture;
  readonly name: string;
  readonly version: string;
  /** A whole number from 0 to 2^32 - 1. The same seed on the same backend gives the same weights. */
  readonly seed: number;
  readonly shape: NetworkShape;
  readonly schedule: Schedule;
  readonly split: Split;
  readonly splitMethod: SplitMethod;
  /** Null: every training message counts the same. */
  readonly classWeights: ClassWeights | null;
  /** The score from which a message is called spam. */
  readonly threshold: number;
  readonly sources: readonly DataSource[];
}

/** How a split came about. */
export type SplitMethod = Omit<SplitRecord, 'train' | 'validation'>;

/** The published experiment's threshold, 0.5, is given by the plan; the rest is ours. */
function recommendThresholds(spam: number): BundleParts['manifest']['thresholds'] {
  return { telegram: spam, sms: spam, api: spam, review: Math.min(REVIEW, spam), otp: OTP };
}

const REVIEW = 0.3;
const OTP = 0.9;

/**
 * Trains a network and gives the parts of its bundle. The validation metrics in the manifest are those of the finished
 * bundle, loaded and scored as it will be later.
 */
export async function trainModel(
  plan: TrainingPlan,
  onProgress: (progress: Progress) => void,
): Promise<BundleParts> {
  const tokenizer = fitTokenizer(
    plan.split.train.map((row) => row.text),
    plan.shape.vocabulary,
  );
  const trained = await onTrainingBackend((backend) =>
    trainNetwork({ plan, tokenizer, backend }, onProgress),
  );
  const { network, weights, fit, backend } = trained;
  const manifest = describeModel(plan, fit, backend);
  const parts = { manifest, network, weights, tokenizer: tokenizer.toJSON() };
  const validation = await measureBundle(parseBundle(renderBundle(parts), plan.name), plan.split.validation);
  return { ...parts, manifest: { ...manifest, metrics: { validation } } };
}

interface TrainedNetwork extends SavedNetwork {
  readonly fit: FitResult;
  readonly backend: BackendName;
}

interface NetworkTask {
  readonly plan: TrainingPlan;
  readonly tokenizer: KerasTokenizer;
  readonly backend: BackendName;
}

async function trainNetwork(
  { plan, tokenizer, backend }: NetworkTask,
  onProgress: (progress: Progress) => void,
): Promise<TrainedNetwork> {
  const { architecture, shape, schedule, seed, split } = plan;
  const model = createNetwork(architecture, shape, createRandom(seed, 'dropout'));
  const random = createRandom(seed, 'weights');
  setWeights(
    model,
    model.weights.map(({ originalName, shape: dims }) =>
      drawWeights({ name: originalName, shape: dims.map((n) => n ?? 1) }, random),
    ),
  );
  const examples = (rows: readonly LabelledText[]): Examples => ({
    tokens: rows.map((row) => tokenizer.encode(row.text, shape.length)),
    targets: rows.map((row) => Number(row.label === 'spam')),
  });
  const task = {
    model,
    schedule,
    classWeights: plan.classWeights,
    train: examples(split.train),
    validation: examples(split.validation),
    shuffle: createRandom(seed, 'shuffle'),
  };
  const fit = await fitNetwork(task, onProgress);
  const saved = await saveNetwork(model);
  model.dispose();
  return { ...saved, fit, backend };
}

function describeModel(plan: TrainingPlan, fit: FitResult, backend: BackendName): BundleParts['manifest'] {
  const { architecture, shape, schedule, split } = plan;
  return {
    formatVersion: FORMAT_VERSION,
    name: plan.name,
    version: plan.version,
    architecture,
    network: { embedding: shape.embedding, units: shape.units },
    sequence: { vocabulary: shape.vocabulary, length: shape.length },
    mask: shape.mask,
    calibration: { kind: 'none' },
    thresholds: recommendThresholds(plan.threshold),
    metrics: { validation: null },
    training: {
      seed: plan.seed,
      backend,
      epochs: { limit: schedule.epochs, run: fit.history.length, best: fit.best },
      patience: schedule.patience,
      batchSize: schedule.batchSize,
      learningRate: schedule.learningRate,
      dropout: shape.dropout,
      history: [...fit.history],
      data: [...plan.sources],
      split: {
        ...plan.splitMethod,
        train: countClasses(split.train),
        validation: countClasses(split.validation),
      },
    },
    parent: null,
  };
}

async function measureBundle(bundle: Bundle, rows: readonly LabelledText[]): Promise<Metrics> {
  const scorer = await openTfjsScorer(bundle);
  try {
    const scores = scorer.score(rows.map((row) => row.text));
    const items = rows.map(({ label }, i) => ({ isSpam: label === 'spam', score: scores[i] ?? NaN }));
    return measure(items, bundle.manifest.thresholds.api);
  } finally {
    scorer.close();
  }
}
