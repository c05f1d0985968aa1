import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundle, parseBundle } from '../../src/classifier/bundle.js';
import { fitTokenizer } from '../../src/classifier/keras-tokenizer.js';
import type { Architecture } from '../../src/classifier/manifest.js';
import { startWasm } from '../../src/classifier/tfjs-scorer.js';
import { type BundleParts, renderBundle } from '../../src/classifier/write-bundle.js';
import { canMask, createNetwork } from '../../src/training/architectures.js';
import { setWeights } from '../../src/training/fit-network.js';
import { drawWeights } from '../../src/training/initial-weights.js';
import { createRandom } from '../../src/training/random.js';
import { saveNetwork } from '../../src/training/save-network.js';

export const TEST_TEXTS = ['win a prize now', 'see you at lunch', 'win win win'];

const SHAPE = { vocabulary: 12, length: 6, embedding: 3, units: 4, dropout: 0.2 };

/** The parts of a tiny untrained bundle of any architecture, recurrent ones with a mask. */
export async function aBundleParts(architecture: Architecture = 'dense', seed = 1): Promise<BundleParts> {
  await startWasm();
  const mask = canMask(architecture);
  const model = createNetwork(architecture, { ...SHAPE, mask }, createRandom(seed, 'dropout'));
  const random = createRandom(seed, 'weights');
  setWeights(
    model,
    model.weights.map(({ originalName, shape }) =>
      drawWeights({ name: originalName, shape: shape.map((n) => n ?? 1) }, random),
    ),
  );
  const saved = await saveNetwork(model);
  model.dispose();
  return {
    ...saved,
    tokenizer: fitTokenizer(TEST_TEXTS, SHAPE.vocabulary).toJSON(),
    manifest: aManifest(architecture, mask),
  };
}

export async function aBundle(architecture: Architecture = 'dense', seed = 1): Promise<Bundle> {
  return parseBundle(renderBundle(await aBundleParts(architecture, seed)), 'memory');
}

function aManifest(architecture: Architecture, mask: boolean): BundleParts['manifest'] {
  const { vocabulary, length, embedding, units, dropout } = SHAPE;
  return {
    formatVersion: 1,
    name: 'tiny',
    version: '1.2.3',
    architecture,
    network: { embedding, units },
    sequence: { vocabulary, length },
    mask,
    calibration: { kind: 'none' },
    thresholds: { telegram: 0.6, sms: 0.7, api: 0.5, review: 0.3, otp: 0.9 },
    metrics: { validation: null },
    training: {
      seed: 1,
      backend: 'wasm',
      epochs: { limit: 1, run: 0, best: 0 },
      patience: 2,
      batchSize: 32,
      learningRate: 0.001,
      dropout,
      history: [],
      data: [],
      split: {
        method: 'seeded',
        undersampled: false,
        train: { spam: 2, ham: 1 },
        validation: { spam: 0, ham: 0 },
      },
    },
    parent: null,
  };
}

/** Runs `work` with a folder that is gone afterwards. */
export async function inFolder<Result>(work: (dir: string) => Promise<Result>): Promise<Result> {
  const dir = await mkdtemp(join(tmpdir(), 'hamgate-test-'));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
