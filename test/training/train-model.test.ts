import * as tf from '@tensorflow/tfjs';
import { parseBundle, sha256Of } from '../../src/classifier/bundle.js';
import { type Architecture, ARCHITECTURES } from '../../src/classifier/manifest.js';
import { openTfjsScorer, startWasm } from '../../src/classifier/tfjs-scorer.js';
import { renderBundle } from '../../src/classifier/write-bundle.js';
import { canMask } from '../../src/training/architectures.js';
import { onTrainingBackend } from '../../src/training/backend.js';
import { renderCard } from '../../src/training/card.js';
import type { Progress, Schedule } from '../../src/training/fit-network.js';
import { drawSplit } from '../../src/training/split.js';
import { trainModel, type TrainingPlan } from '../../src/training/train-model.js';
import { MESSAGES } from './messages.js';

function aPlan(architecture: Architecture, schedule: Partial<Schedule> = {}): TrainingPlan {
  return {
    architecture,
    name: 'tiny',
    version: '1.0.0',
    seed: 5,
    shape: { vocabulary: 60, length: 8, embedding: 4, units: 5, dropout: 0.2, mask: canMask(architecture) },
    schedule: { epochs: 2, patience: 2, batchSize: 16, learningRate: 0.02, ...schedule },
    split: drawSplit(MESSAGES, 5),
    splitMethod: { method: 'seeded', undersampled: false },
    classWeights: null,
    threshold: 0.5,
    sources: [{ name: 'sixty messages', licence: 'MIT', sha256: '0'.repeat(64), spam: 30, ham: 30 }],
  };
}

beforeAll(startWasm);

const ignore = () => undefined;

test.each(ARCHITECTURES)(
  'trainModel() learns with a %s network, the same for the same seed',
  async (name) => {
    const before = tf.memory().numTensors;
    const first = await trainModel(aPlan(name), ignore);
    const second = await trainModel(aPlan(name), ignore);
    const other = await trainModel({ ...aPlan(name), seed: 6 }, ignore);
    expect(sha256Of(second.weights)).toBe(sha256Of(first.weights));
    expect(second.manifest).toEqual(first.manifest);
    expect(sha256Of(other.weights)).not.toBe(sha256Of(first.weights));
    const [start, end] = first.manifest.training.history;
    expect(end?.loss).toBeLessThan(start?.loss ?? 0);
    expect(tf.memory().numTensors).toBe(before);
  },
);

test('trainModel() tells spam from ham after some epochs', async () => {
  const parts = await trainModel(aPlan('dense', { epochs: 25, patience: 25 }), ignore);
  const scorer = await openTfjsScorer(parseBundle(renderBundle(parts), 'memory'));
  const [spam = 0, ham = 1] = scorer.score(['Claim your free cash prize now', 'See you at home tomorrow']);
  expect(spam).toBeGreaterThan(0.7);
  expect(ham).toBeLessThan(0.3);
  expect(parts.manifest.metrics.validation?.accuracy).toBeGreaterThan(0.9);
  scorer.close();
});

test('trainModel() keeps the weights of the best epoch', async () => {
  // A step this large undoes what the first epochs have learnt.
  const plan = aPlan('dense', { epochs: 12, patience: 12, learningRate: 1 });
  const { weights, manifest } = await trainModel(plan, ignore);
  const { best, run } = manifest.training.epochs;
  const losses = manifest.training.history.map((epoch) => epoch.validationLoss);
  expect(losses[best - 1]).toBe(Math.min(...losses));
  expect(best).toBeLessThan(run);
  const upToBest = await trainModel(aPlan('dense', { epochs: best, learningRate: 1, patience: 12 }), ignore);
  expect(sha256Of(upToBest.weights)).toBe(sha256Of(weights));
});

test('trainModel() leans to the class that weighs more', async () => {
  const meanOf = async (spam: number) => {
    const classWeights = { spam, ham: 2 - spam };
    const parts = await trainModel({ ...aPlan('dense', { epochs: 6 }), classWeights }, ignore);
    const scorer = await openTfjsScorer(parseBundle(renderBundle(parts), 'memory'));
    const scores = scorer.score(MESSAGES.map(({ text }) => text));
    scorer.close();
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  };
  expect(await meanOf(1.8)).toBeGreaterThan((await meanOf(0.2)) + 0.2);
});

test('trainModel() with even weights learns what it learns without any', async () => {
  const { manifest } = await trainModel(aPlan('dense'), ignore);
  const weighted = await trainModel({ ...aPlan('dense'), classWeights: { spam: 1, ham: 1 } }, ignore);
  const losses = manifest.training.history.map(({ loss }) => loss);
  weighted.manifest.training.history.forEach(({ loss }, epoch) =>
    expect(loss).toBeCloseTo(losses[epoch] ?? NaN, 4),
  );
});

test('trainModel() stops when the validation loss has not fallen for as many epochs as the patience', async () => {
  const { manifest } = await trainModel(aPlan('dense', { epochs: 30, patience: 2, learningRate: 1 }), ignore);
  const { epochs, history } = manifest.training;
  expect(epochs.run).toBe(epochs.best + 2);
  expect(history).toHaveLength(epochs.run);
});

test('trainModel() reports every batch and every epoch', async () => {
  const seen: string[] = [];
  const name = (progress: Progress) =>
    progress.kind === 'batch' ? `${progress.batch}/${progress.batches}` : `epoch ${progress.epoch}`;
  await trainModel(aPlan('dense'), (progress) => seen.push(name(progress)));
  expect(seen).toEqual(['1/3', '2/3', '3/3', 'epoch 1', '1/3', '2/3', '3/3', 'epoch 2']);
});

test('renderCard() tells people what they must know', async () => {
  const { manifest } = await trainModel(aPlan('gru'), ignore);
  const card = renderCard(manifest);
  expect(card).toMatch(/^# tiny 1\.0\.0\n/);
  for (const words of ['padding: masked', 'seed 5', 'sixty messages: 30 spam, 30 ham; licence: MIT', '50 %'])
    expect(card).toContain(words);
});

test('renderCard() tells how the other runs came out, and what was kept away', async () => {
  const { manifest } = await trainModel(aPlan('gru'), ignore);
  const { metrics, training } = manifest;
  const split = { ...training.split, balance: 'oversample', holdout: { spam: 7, ham: 9 } } as const;
  const variant = {
    runs: 2,
    neverLearned: 1,
    accuracy: { median: 0.75, min: 0.5, max: 1 },
    loss: { median: 0.4, min: 0.1, max: 0.7 },
  };
  const card = renderCard({
    ...manifest,
    metrics: metrics.validation
      ? { ...metrics, holdout: { ...metrics.validation, accuracy: 0.625 } }
      : metrics,
    training: { ...training, split },
    comparison: {
      seeds: [3, 4],
      variants: [
        { mask: false, ...variant },
        { mask: true, ...variant },
      ],
    },
  });
  for (const words of [
    '## Measured on the messages kept away',
    '| accuracy | 0.6250 |',
    'Measured on 7 spam and 9 ham that were kept away until the end. Classes were balanced with the method `oversample`.',
    'the seeds 3, 4',
    '| not masked | 2 | 1 | 0.7500 (0.5000 to 1.0000) | 0.4000 (0.1000 to 0.7000) |',
    '| masked (this one) | 2 | 1 |',
  ])
    expect(card).toContain(words);
  expect(card).not.toContain('somewhat too good');
});

test('onTrainingBackend() takes WebAssembly where the native package is absent or broken', async () => {
  const broken = () => Promise.reject(new Error('no such package'));
  await expect(onTrainingBackend(async (backend) => backend, broken)).resolves.toBe('wasm');
  await expect(
    onTrainingBackend(
      async (backend) => backend,
      async () => ({}),
    ),
  ).resolves.toBe('wasm');
  expect(tf.getBackend()).toBe('wasm');
});
