import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Architecture, ARCHITECTURES } from '../../src/classifier/manifest.js';
import { openReferenceScorer } from '../../src/classifier/open-scorer.js';
import { openTfjsScorer } from '../../src/classifier/tfjs-scorer.js';
import { writeBundle } from '../../src/classifier/write-bundle.js';
import { aBundle, aBundleParts, inFolder, TEST_TEXTS } from './bundle-builder.js';

const open = async (architecture: Architecture = 'dense') => openTfjsScorer(await aBundle(architecture));

describe.each(ARCHITECTURES)('the scorer of a %s network', (architecture) => {
  test('score() keeps the order and gives each text the score that it has alone', async () => {
    const scorer = await open(architecture);
    const texts = Array.from({ length: 150 }, (_, i) => TEST_TEXTS[i % 3] ?? '');
    const alone = texts.map((text) => scorer.score([text])[0]);
    expect([...scorer.score(texts)]).toEqual(alone);
    expect(new Set(alone).size).toBeGreaterThan(1);
    scorer.close();
  });

  test('score() leaves no tensor alive, and close() none of the model', async () => {
    const before = tf.memory().numTensors;
    const scorer = await open(architecture);
    const opened = tf.memory().numTensors;
    for (let i = 0; i < 5; i++) scorer.score(TEST_TEXTS);
    expect(tf.memory().numTensors).toBe(opened);
    scorer.close();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a model.json that writeBundle() wrote loads with TensorFlow.js alone', async () => {
    await inFolder(async (dir) => {
      const target = join(dir, 'tiny');
      await writeBundle(target, await aBundleParts(architecture), '');
      const scorer = await openReferenceScorer(target);
      const model = await tf.loadLayersModel({ load: () => loadArtifacts(target) });
      const output = model.predict(tf.tensor2d([[2, 3, 4, 5, 0, 0]])) as tf.Tensor;
      expect(output.dataSync()[0]).toBe(scorer.score(['win a prize now'])[0]);
      tf.dispose(output);
      model.dispose();
      scorer.close();
    });
  });
});

async function loadArtifacts(dir: string): Promise<tf.io.ModelArtifacts> {
  const json = z
    .looseObject({ weightsManifest: z.array(z.object({ weights: z.array(z.unknown()) })) })
    .parse(JSON.parse(await readFile(join(dir, 'model.json'), 'utf8')));
  const weights = await readFile(join(dir, 'weights.bin'));
  return tf.io.getModelArtifactsForJSON(json as unknown as tf.io.ModelJSON, async (groups) => [
    groups.flatMap((group) => group.weights),
    Uint8Array.from(weights).buffer,
  ]);
}

test.each([
  ['an empty text', ''],
  ['signs only', '?!'],
  ['a lone surrogate', '\ud800'],
  ['100,000 characters', 'win '.repeat(25_000)],
  ['a word of 100,000 characters', 'w'.repeat(100_000)],
  ['100,000 separators', '.'.repeat(100_000)],
])('score() takes %s', async (_, text) => {
  const scorer = await open();
  const [score] = scorer.score([text]);
  expect(score).toBeGreaterThan(0);
  expect(score).toBeLessThan(1);
  scorer.close();
});

test('score() gives a probability for any string', async () => {
  const scorer = await open();
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 70 }), (texts) => {
      const scores = [...scorer.score(texts)];
      expect(scores).toHaveLength(texts.length);
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    }),
    { numRuns: 30 },
  );
  scorer.close();
});

test('score() of no texts is empty', async () => {
  const scorer = await open();
  expect(scorer.score([])).toEqual(new Float32Array());
  scorer.close();
});

test('close() can be called twice, and score() throws afterwards', async () => {
  const scorer = await open();
  scorer.close();
  scorer.close();
  expect(() => scorer.score(['x'])).toThrow('Cannot score with tiny@1.2.3: it is closed');
});

test('openTfjsScorer() opens models side by side', async () => {
  const [one, two] = await Promise.all([open(), openTfjsScorer(await aBundle('dense', 2))]);
  const before = one.score(TEST_TEXTS);
  expect(two.score(TEST_TEXTS)).not.toEqual(before);
  two.close();
  expect(one.score(TEST_TEXTS)).toEqual(before);
  one.close();
});

test('openTfjsScorer() tells the manifest and the name of the model', async () => {
  const scorer = await open();
  expect(scorer.model).toBe('tiny@1.2.3');
  expect(scorer.manifest.thresholds.telegram).toBe(0.6);
  scorer.close();
});

test('openTfjsScorer() hangs no handler on the process', async () => {
  (await open()).close();
  expect(process.listenerCount('uncaughtException')).toBe(0);
  expect(process.listenerCount('unhandledRejection')).toBe(0);
});
