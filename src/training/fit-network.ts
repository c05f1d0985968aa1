import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs';
import type { EpochRecord } from '../classifier/manifest.js';
import type { ClassWeights } from './balance.js';
import type { Random } from './random.js';
import { shuffled } from './random.js';

/** Messages as tokens with their answers. */
export interface Examples {
  readonly tokens: readonly Int32Array[];
  /** 1 for spam, 0 for ham. */
  readonly targets: readonly number[];
}

export interface Schedule {
  /** At most so many epochs. */
  readonly epochs: number;
  /** Ends when the validation loss has not fallen for so many epochs. */
  readonly patience: number;
  readonly batchSize: number;
  readonly learningRate: number;
}

export interface FitTask {
  readonly model: tf.Sequential;
  readonly train: Examples;
  readonly validation: Examples;
  readonly schedule: Schedule;
  /** Null: every message counts the same. Validation is never weighted. */
  readonly classWeights: ClassWeights | null;
  readonly shuffle: Random;
}

export type Progress =
  | { readonly kind: 'batch'; readonly epoch: number; readonly batch: number; readonly batches: number }
  | { readonly kind: 'epoch'; readonly epoch: number; readonly limit: number; readonly record: EpochRecord };

export interface FitResult {
  readonly history: readonly EpochRecord[];
  /** The epoch, from 1, with the lowest validation loss; the model has its weights. */
  readonly best: number;
}

/**
 * Trains with binary cross-entropy and Adam as Keras' `fit` with early stopping does, in an order that the seed
 * decides: `fit` of TensorFlow.js shuffles with Math.random. The weights of the best epoch are put back at the end.
 */
export async function fitNetwork(
  task: FitTask,
  onProgress: (progress: Progress) => void,
): Promise<FitResult> {
  const { model, schedule } = task;
  const optimizer = tf.train.adam(schedule.learningRate, 0.9, 0.999, KERAS_EPSILON);
  const loss = task.classWeights === null ? 'binaryCrossentropy' : weightedLoss(task.classWeights);
  model.compile({ optimizer, loss, metrics: ['accuracy'] });
  const history: EpochRecord[] = [];
  let best = { epoch: 0, loss: Infinity, weights: copyWeights(model) };
  for (let epoch = 1; epoch <= schedule.epochs; epoch++) {
    const training = await runEpoch(task, (batch, batches) =>
      onProgress({ kind: 'batch', epoch, batch, batches }),
    );
    const record = { ...training, ...validate(task) };
    history.push(record);
    onProgress({ kind: 'epoch', epoch, limit: schedule.epochs, record });
    if (record.validationLoss < best.loss)
      best = { epoch, loss: record.validationLoss, weights: copyWeights(model) };
    if (epoch - best.epoch >= schedule.patience) break;
  }
  setWeights(model, best.weights);
  optimizer.dispose();
  return { history, best: best.epoch };
}

/** Of Adam, and where Keras cuts scores off before the logarithm. */
export const KERAS_EPSILON = 1e-7;

/** Binary cross-entropy in which a message counts as its class does. TensorFlow.js' `trainOnBatch` knows no weights. */
function weightedLoss({ spam, ham }: ClassWeights) {
  return (targets: tf.Tensor, scores: tf.Tensor): tf.Tensor =>
    tf.tidy(() => {
      const clipped = scores.clipByValue(KERAS_EPSILON, 1 - KERAS_EPSILON);
      const ifSpam = targets.mul(clipped.log()).mul(spam);
      const ifHam = tf.sub(1, targets).mul(tf.sub(1, clipped).log()).mul(ham);
      return ifSpam.add(ifHam).neg().mean(-1);
    });
}

/** Loss and accuracy of a message, on average, measured while the weights change, as Keras reports them. */
async function runEpoch(
  { model, train, schedule, shuffle }: FitTask,
  onBatch: (batch: number, batches: number) => void,
): Promise<Pick<EpochRecord, 'loss' | 'accuracy'>> {
  const order = shuffled([...train.targets.keys()], shuffle);
  const batches = Math.ceil(order.length / schedule.batchSize);
  let loss = 0;
  let accuracy = 0;
  for (let batch = 0; batch < batches; batch++) {
    const rows = order.slice(batch * schedule.batchSize, (batch + 1) * schedule.batchSize);
    const x = tokenTensor(rows.map((row) => train.tokens[row] ?? new Int32Array()));
    const y = tf.tensor2d(
      rows.map((row) => train.targets[row] ?? 0),
      [rows.length, 1],
    );
    const [batchLoss, batchAccuracy] = [await model.trainOnBatch(x, y)].flat();
    tf.dispose([x, y]);
    // The backend computes without a pause: signals and the progress bar get their turn here.
    await nextTurn();
    loss += Number(batchLoss) * rows.length;
    accuracy += Number(batchAccuracy) * rows.length;
    onBatch(batch + 1, batches);
  }
  return { loss: loss / order.length, accuracy: accuracy / order.length };
}

const VALIDATION_BATCH = 64;

function validate({ model, validation }: FitTask): Omit<EpochRecord, 'loss'> {
  const { tokens, targets } = validation;
  let loss = 0;
  let right = 0;
  for (let start = 0; start < tokens.length; start += VALIDATION_BATCH) {
    const scores = predict(model, tokens.slice(start, start + VALIDATION_BATCH));
    for (const [i, score] of scores.entries()) {
      const target = targets[start + i] ?? 0;
      // Keras cuts off what the logarithm cannot take.
      const chance = Math.min(Math.max(target === 1 ? score : 1 - score, KERAS_EPSILON), 1 - KERAS_EPSILON);
      loss -= Math.log(chance);
      right += Number(score >= 0.5 === (target === 1));
    }
  }
  return { validationLoss: loss / tokens.length, validationAccuracy: right / tokens.length };
}

function predict(model: tf.Sequential, tokens: readonly Int32Array[]): Float32Array {
  return tf.tidy(() => {
    const output = model.predictOnBatch(tokenTensor(tokens));
    return (Array.isArray(output) ? output[0] : output)?.dataSync<'float32'>() ?? new Float32Array();
  });
}

/** [messages, tokens], in the order given. */
export function tokenTensor(tokens: readonly Int32Array[]): tf.Tensor2D {
  const length = tokens[0]?.length ?? 0;
  const flat = new Int32Array(tokens.length * length);
  for (const [row, ids] of tokens.entries()) flat.set(ids, row * length);
  return tf.tensor2d(flat, [tokens.length, length]);
}

/** The weights in the order of the model. */
export function copyWeights(model: tf.LayersModel): Float32Array[] {
  // A copy: on some backends `dataSync` gives a view of memory that the next step of the optimizer changes.
  return model.getWeights().map((weight) => weight.dataSync<'float32'>().slice());
}

export function setWeights(model: tf.LayersModel, weights: readonly Float32Array[]): void {
  tf.tidy(() => model.setWeights(model.getWeights().map((old, i) => tf.tensor(weights[i] ?? [], old.shape))));
}
