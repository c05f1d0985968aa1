import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs';
import { type Bundle, type BundleFiles, parseBundle } from '../classifier/bundle.js';
import { createTokenizer } from '../classifier/keras-tokenizer.js';
import { type Architecture, modelNameOf, type RefinementRecord } from '../classifier/manifest.js';
import { loadNetwork } from '../classifier/tfjs-scorer.js';
import { type BundleParts, renderBundle } from '../classifier/write-bundle.js';
import { onTrainingBackend } from './backend.js';
import type { Example } from './example.js';
import { copyWeights, KERAS_EPSILON, tokenTensor } from './fit-network.js';
import { createRandom, shuffled } from './random.js';
import { joinWeights } from './save-network.js';

export interface RefineNetworkTask {
  /** What it starts from, and what it is held to. */
  readonly bundle: Bundle;
  readonly examples: readonly Example[];
  /** Of the candidate. */
  readonly version: string;
  /** For the manifest; how the network was trained is added to its settings. */
  readonly refinement: RefinementRecord;
  /** A whole number from 0 to 2^32 - 1. The same seed on the same backend gives the same files. */
  readonly seed: number;
  /** Told in words how far it is, once an epoch. */
  readonly onStep: (what: string) => void;
}

/**
 * Chosen by trying the shipped networks on 200 corrections and 600 to 1,000 texts of traffic. Ten times the penalty left
 * the dense network with most of its false positives; a longer step cost the recurrent ones recall.
 */
const SETTINGS = {
  epochs: 3,
  batchSize: 32,
  /** What leaving the old weights costs: half of it, times the squared distance, against the sum of all losses. */
  penalty: 1,
} as const;

const LEARNING_RATE: Readonly<Record<Architecture, number>> = {
  dense: 0.005,
  lstm: 0.002,
  bilstm: 0.002,
  gru: 0.002,
};

/**
 * Trains a network further on people's corrections and what it should keep, and gives the files of the candidate, without
 * a card. It minimises the sum of the examples' weighted cross-entropies plus a penalty on the distance of all weights
 * from those of the bundle, by Adam and without dropout, and gives the mean of the weights over the
 * last epoch. What the bundle claims to have measured is left out: it is no
 * longer true. Rejects with a `RangeError` for examples that cannot be learnt from, and with a `BundleError` when what
 * comes out would not load.
 */
export async function refineNetwork(task: RefineNetworkTask): Promise<BundleFiles> {
  requireExamples(task.examples);
  const weights = await onTrainingBackend(() => trainFurther(task));
  const files = renderBundle({ ...task.bundle, manifest: describeCandidate(task), weights });
  parseBundle(files, `${task.bundle.manifest.name}@${task.version}`);
  return files;
}

function requireExamples(examples: readonly Example[]): void {
  if (examples.length === 0) throw new RangeError('Cannot refine the network: there are no examples');
  const at = examples.findIndex(
    ({ target, weight }) => !(target >= 0 && target <= 1 && weight > 0 && weight < Infinity),
  );
  if (at >= 0)
    throw new RangeError(
      `Cannot refine the network: example ${at} needs a target from 0 to 1 and a finite weight above 0`,
    );
}

function describeCandidate({
  bundle,
  version,
  refinement,
  seed,
}: RefineNetworkTask): BundleParts['manifest'] {
  const learningRate = LEARNING_RATE[bundle.manifest.architecture];
  const settings = { ...refinement.settings, ...SETTINGS, learningRate, seed };
  return {
    ...bundle.manifest,
    version,
    parent: modelNameOf(bundle.manifest),
    comparison: undefined,
    metrics: { validation: null },
    refinement: { ...refinement, settings },
  };
}

async function trainFurther(task: RefineNetworkTask): Promise<Uint8Array> {
  const model = await loadNetwork(forAnyLength(task.bundle));
  const weights = variablesOf(model);
  const anchors = weights.map((weight) => weight.clone());
  const learningRate = LEARNING_RATE[task.bundle.manifest.architecture];
  const optimizer = tf.train.adam(learningRate, 0.9, 0.999, KERAS_EPSILON);
  try {
    const mean = createMean();
    for (const { rows, isInLastEpoch } of batchesOf(task)) {
      step({ model, optimizer, weights, anchors }, rows, task.examples.length);
      if (isInLastEpoch) mean.add(copyWeights(model));
      // The backend computes without a pause: signals get their turn here.
      await nextTurn();
    }
    return joinWeights(mean.get());
  } finally {
    optimizer.dispose();
    tf.dispose(anchors);
    model.dispose();
  }
}

/**
 * The mean of several sets of weights. Where a network ends depends on the batches that come last, and the mean over an
 * epoch has seen them all: without it the Bi-LSTM lost 7 points of recall that it keeps with it.
 */
function createMean(): { add(weights: readonly Float32Array[]): void; get(): Float32Array[] } {
  const sums: Float64Array[] = [];
  let count = 0;
  return {
    add(weights) {
      count++;
      for (const [i, values] of weights.entries()) {
        const sum = (sums[i] ??= new Float64Array(values.length));
        for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] ?? 0) + (values[k] ?? 0);
      }
    },
    get: () => sums.map((sum) => Float32Array.from(sum, (value) => value / count)),
  };
}

/** The network without the length that its embedding insists on. */
function forAnyLength(bundle: Bundle): Bundle {
  const { network } = bundle;
  const { modelTopology } = network;
  const layers = modelTopology.config.layers.map((layer) =>
    layer.class_name === 'Embedding' ? { ...layer, config: { ...layer.config, input_length: null } } : layer,
  );
  const topology = { ...modelTopology, config: { ...modelTopology.config, layers } };
  return { ...bundle, network: { ...network, modelTopology: topology } };
}

/** The numbers themselves, which TensorFlow.js keeps behind its layers. */
function variablesOf(model: tf.LayersModel): tf.Variable[] {
  return model.trainableWeights.map((weight) => {
    const value = weight.read();
    // Its type parameter is lost in the check.
    if (value instanceof tf.Variable) return value as tf.Variable;
    throw new TypeError(`Cannot train ${weight.name}: it is fixed`);
  });
}

/** An example as the network reads it. */
interface Row extends Example {
  readonly tokens: Int32Array;
  /** How many of the tokens are no padding. */
  readonly length: number;
}

interface Batch {
  readonly rows: readonly Row[];
  readonly isInLastEpoch: boolean;
}

/**
 * All batches of all epochs, in an order that the seed decides. Texts of one length go together: the network then reads
 * little padding, in which a recurrent one spends more than half of its time.
 */
function* batchesOf({ bundle, examples, seed, onStep }: RefineNetworkTask): Generator<Batch> {
  const { epochs, batchSize } = SETTINGS;
  const rows = encode(bundle, examples);
  const random = createRandom(seed, 'shuffle');
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const byLength = shuffled(rows, random).sort((one, other) => one.length - other.length);
    const starts = byLength.flatMap((_, i) => (i % batchSize === 0 ? [i] : []));
    for (const start of shuffled(starts, random))
      yield { rows: byLength.slice(start, start + batchSize), isInLastEpoch: epoch === epochs };
    onStep(`Epoch ${epoch} of ${epochs} done`);
  }
}

function encode({ manifest, tokenizer: file }: Bundle, examples: readonly Example[]): Row[] {
  const tokenizer = createTokenizer(file);
  return examples.map((example) => {
    const tokens = new Int32Array(manifest.sequence.length);
    tokenizer.encodeInto(example.text, tokens);
    // Without a mask the padding counts, and none of it may be left out.
    const words = manifest.mask ? tokens.findLastIndex((token) => token !== 0) + 1 : tokens.length;
    return { ...example, tokens, length: Math.max(words, 1) };
  });
}

interface Training {
  readonly model: tf.LayersModel;
  readonly optimizer: tf.Optimizer;
  readonly weights: tf.Variable[];
  /** The weights as they were. */
  readonly anchors: readonly tf.Tensor[];
}

/** One step down the batch's share of the loss. `all`: how many examples share the penalty. */
function step({ model, optimizer, weights, anchors }: Training, batch: readonly Row[], all: number): void {
  const length = Math.max(...batch.map((row) => row.length));
  const tokens = batch.map((row) => row.tokens.subarray(0, length));
  tf.tidy(() => {
    const loss = (): tf.Scalar => {
      const scores = model.apply(tokenTensor(tokens)) as tf.Tensor;
      const distance = weights.map((weight, i) =>
        weight
          .sub(anchors[i] ?? 0)
          .square()
          .sum(),
      );
      const penalty = tf.addN(distance).mul(SETTINGS.penalty / (2 * all));
      return crossEntropy(scores, batch).add(penalty).asScalar();
    };
    optimizer.minimize(loss, false, weights);
  });
}

/** The weighted losses over the number of examples, so that a step is as long for the last, smaller batch. */
function crossEntropy(scores: tf.Tensor, examples: readonly Example[]): tf.Tensor {
  const column = (of: (example: Example) => number): tf.Tensor =>
    tf.tensor2d(examples.map(of), scores.shape as [number, number]);
  const targets = column(({ target }) => target);
  const clipped = scores.clipByValue(KERAS_EPSILON, 1 - KERAS_EPSILON);
  const ifSpam = targets.mul(clipped.log());
  const ifHam = tf.sub(1, targets).mul(tf.sub(1, clipped).log());
  return ifSpam
    .add(ifHam)
    .neg()
    .mul(column(({ weight }) => weight))
    .mean();
}
