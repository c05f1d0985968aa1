import * as tf from '@tensorflow/tfjs';
import { type Bundle, BundleError, parseBundle } from '../../src/classifier/bundle.js';
import { type Architecture, ARCHITECTURES } from '../../src/classifier/manifest.js';
import { openScorerFrom } from '../../src/classifier/open-scorer.js';
import { startWasm } from '../../src/classifier/tfjs-scorer.js';
import { renderBundle } from '../../src/classifier/write-bundle.js';
import { canMask } from '../../src/training/architectures.js';
import { renderCard } from '../../src/training/card.js';
import type { Example } from '../../src/training/example.js';
import { refineNetwork, type RefineNetworkTask } from '../../src/training/refine-network.js';
import { drawSplit } from '../../src/training/split.js';
import { trainModel } from '../../src/training/train-model.js';
import { aBundle, TEST_TEXTS } from '../classifier/bundle-builder.js';
import { MESSAGES } from './messages.js';

beforeAll(startWasm);
// Recurrent networks are trained here, beside other tests on as many cores.
const TIMEOUT_MS = 60_000;

const ignore = () => undefined;
const REFINEMENT = {
  corrections: { spam: 1, ham: 2 },
  traffic: 3,
  corpus: 0,
  addedNgrams: 0,
  settings: { correctionsPerAuthor: 40 },
};

function aTask(bundle: Bundle, change: Partial<RefineNetworkTask> = {}): RefineNetworkTask {
  const examples = [...TEST_TEXTS, ''].map((text, i) => ({ text, target: i % 2, weight: 1 + i / 2 }));
  return { bundle, examples, version: '1.2.4', refinement: REFINEMENT, seed: 3, onStep: ignore, ...change };
}

/** A network that tells the sixty messages apart. */
async function aTrainedBundle(architecture: Architecture): Promise<Bundle> {
  const mask = canMask(architecture);
  const parts = await trainModel(
    {
      architecture,
      name: 'tiny',
      version: '1.2.3',
      seed: 5,
      shape: { vocabulary: 90, length: 10, embedding: 6, units: 8, dropout: 0.1, mask },
      schedule: { epochs: 6, patience: 6, batchSize: 16, learningRate: 0.05 },
      split: drawSplit(MESSAGES, 5),
      splitMethod: { method: 'seeded', undersampled: false },
      classWeights: null,
      threshold: 0.5,
      sources: [],
    },
    ignore,
  );
  return parseBundle(renderBundle(parts), 'memory');
}

async function scoresOf(files: Readonly<Record<string, Uint8Array>>, texts: readonly string[]) {
  const scorer = await openScorerFrom(files, 'memory');
  const scores = [...scorer.score(texts)];
  scorer.close();
  return scores;
}

const filesOf = (bundle: Bundle) => renderBundle(bundle);

test.each(ARCHITECTURES)('refineNetwork() gives the same %s network for the same seed', async (name) => {
  const task = aTask(await aBundle(name));
  const before = tf.memory().numTensors;
  const first = await refineNetwork(task);
  expect(await refineNetwork(task)).toEqual(first);
  expect(tf.memory().numTensors).toBe(before);
  expect(parseBundle(first, 'memory').weights).not.toEqual(task.bundle.weights);
});

test('refineNetwork() takes another order for another seed', async () => {
  const bundle = await aBundle('lstm');
  const examples = MESSAGES.map(({ label, text }) => ({ text, target: Number(label === 'spam'), weight: 1 }));
  const one = await refineNetwork(aTask(bundle, { examples, seed: 1 }));
  const other = await refineNetwork(aTask(bundle, { examples, seed: 2 }));
  expect(other['weights.bin']).not.toEqual(one['weights.bin']);
});

const CORRECTED = ['Free prize draw at the school fair today', 'Claim your free school ticket today'];

test.each(ARCHITECTURES)(
  'refineNetwork() moves a %s network towards corrections and keeps its other scores',
  async (name) => {
    const bundle = await aTrainedBundle(name);
    const others = MESSAGES.map(({ text }) => text).filter((text) => !/free|prize|claim|today/i.test(text));
    const texts = [...CORRECTED, ...others];
    const before = await scoresOf(filesOf(bundle), texts);
    const examples: Example[] = [
      ...Array.from({ length: 160 }, (_, i) => ({ text: CORRECTED[i % 2] ?? '', target: 0, weight: 1 })),
      ...others.map((text, i) => ({ text, target: before[i + CORRECTED.length] ?? 0, weight: 1 })),
    ];
    const after = await scoresOf(await refineNetwork(aTask(bundle, { examples })), texts);
    for (const i of CORRECTED.keys()) expect(logOdds(after[i])).toBeLessThan(logOdds(before[i]) - 0.4);
    const changes = others.map((_, i) => Math.abs((after[i + 2] ?? NaN) - (before[i + 2] ?? NaN)));
    expect(Math.max(...changes)).toBeLessThan(0.1);
  },
  TIMEOUT_MS,
);

/** In these even a score of 0.99 has a long way to go. */
function logOdds(score = NaN): number {
  return Math.log(score / (1 - score));
}

test('refineNetwork() counts an example as often as its weight says', async () => {
  const bundle = await aBundle('dense');
  const meanOf = async (weight: number) => {
    const examples = [
      { text: 'win a prize now', target: 1, weight },
      { text: 'win a prize now', target: 0, weight: 1 },
    ];
    const [score = NaN] = await scoresOf(await refineNetwork(aTask(bundle, { examples })), [
      'win a prize now',
    ]);
    return score;
  };
  expect(await meanOf(9)).toBeGreaterThan(await meanOf(1 / 9));
});

test('refineNetwork() leaves a network alone whose own scores are the targets', async () => {
  const bundle = await aTrainedBundle('dense');
  const texts = MESSAGES.map(({ text }) => text);
  const before = await scoresOf(filesOf(bundle), texts);
  const examples = texts.map((text, i) => ({ text, target: before[i] ?? 0, weight: 1 }));
  const after = await scoresOf(await refineNetwork(aTask(bundle, { examples })), texts);
  expect(Math.max(...after.map((score, i) => Math.abs(score - (before[i] ?? NaN))))).toBeLessThan(0.02);
});

test('refineNetwork() writes down where the candidate comes from, and nothing that is no longer true', async () => {
  const trained = await aTrainedBundle('dense');
  const { manifest } = trained;
  const holdout = manifest.metrics.validation ?? undefined;
  const bundle = {
    ...trained,
    manifest: {
      ...manifest,
      metrics: { ...manifest.metrics, holdout },
      comparison: { seeds: [1], variants: [] },
    },
  };
  const candidate = parseBundle(await refineNetwork(aTask(bundle)), 'memory');
  expect(candidate.manifest).toEqual({
    ...manifest,
    files: candidate.manifest.files,
    version: '1.2.4',
    parent: 'tiny@1.2.3',
    metrics: { validation: null },
    refinement: {
      ...REFINEMENT,
      settings: {
        correctionsPerAuthor: 40,
        epochs: 3,
        batchSize: 32,
        learningRate: 0.005,
        penalty: 1,
        seed: 3,
      },
    },
  });
  expect(candidate.tokenizer).toEqual(bundle.tokenizer);
  expect(candidate.network).toEqual(bundle.network);
});

test('refineNetwork() tells how far it is', async () => {
  const steps: string[] = [];
  await refineNetwork(aTask(await aBundle(), { onStep: (what) => steps.push(what) }));
  expect(steps).toEqual(['Epoch 1 of 3 done', 'Epoch 2 of 3 done', 'Epoch 3 of 3 done']);
});

test.each<[string, Partial<Example>[]]>([
  ['no examples', []],
  ['a target above 1', [{ target: 1.5 }]],
  ['a target that is no number', [{ target: NaN }]],
  ['a weight of 0', [{ weight: 0 }]],
  ['a weight without an end', [{ weight: Infinity }]],
])('refineNetwork() refuses %s', async (_, changes) => {
  const examples = changes.map((change) => ({ text: 'win', target: 1, weight: 1, ...change }));
  const refining = refineNetwork(aTask(await aBundle(), { examples }));
  await expect(refining).rejects.toThrow(RangeError);
});

test('refineNetwork() gives no candidate that would not load, and leaves no tensor alive', async () => {
  const bundle = await aBundle();
  const before = tf.memory().numTensors;
  const refining = refineNetwork(aTask(bundle, { version: 'latest' }));
  await expect(refining).rejects.toThrow(BundleError);
  const failing = refineNetwork(
    aTask(bundle, {
      onStep: () => {
        throw new Error('stop');
      },
    }),
  );
  await expect(failing).rejects.toThrow('stop');
  expect(tf.memory().numTensors).toBe(before);
});

test('renderCard() tells what a network was refined with', async () => {
  const { manifest } = parseBundle(await refineNetwork(aTask(await aBundle())), 'memory');
  const card = renderCard(manifest);
  expect(card).toContain('## Refined');
  expect(card).toContain('made from tiny@1.2.3 and corrections by people: 1 spam, 2 ham');
  expect(card).toContain('correctionsPerAuthor 40, epochs 3');
  expect(renderCard((await aBundle()).manifest)).not.toContain('Refined');
});
