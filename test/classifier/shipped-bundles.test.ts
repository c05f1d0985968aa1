import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Architecture, ARCHITECTURES, modelNameOf } from '../../src/classifier/manifest.js';
import { openScorer } from '../../src/classifier/open-scorer.js';
import { readBundle } from '../../src/classifier/read-bundle.js';

test.each<[Architecture, number]>([
  ['dense', 8_433],
  ['lstm', 82_369],
  ['bilstm', 156_737],
  ['gru', 63_809],
])('model/%s is the network of the experiment with %i weights', async (architecture, parameters) => {
  const { manifest, weights } = await readBundle(join('model', architecture));
  expect(manifest).toMatchObject({ name: architecture, architecture });
  expect(weights.byteLength).toBe(4 * parameters);
  expect(manifest.metrics.validation).toMatchObject({ spam: 141, ham: 158, threshold: 0.5 });
  // The article's variant stands beside the masked one that is shipped.
  const isMasked = architecture !== 'dense';
  expect(manifest.mask).toBe(isMasked);
  expect(manifest.comparison?.variants.map(({ mask }) => mask)).toEqual(isMasked ? [false, true] : [false]);
  expect(manifest.comparison?.seeds).toEqual([1, 2, 3, 4, 5]);
});

test('model/default does no worse than each of the four on the validation messages', async () => {
  const bundles = await Promise.all(ARCHITECTURES.map((name) => readBundle(join('model', name))));
  const accuracies = bundles.map(({ manifest }) => manifest.metrics.validation?.accuracy ?? 0);
  const { manifest } = await readBundle('model/default');
  expect(modelNameOf(manifest)).toBe('default@1.0.0');
  expect(manifest.metrics.validation?.accuracy).toBeGreaterThanOrEqual(Math.max(...accuracies));
});

test.each([
  [
    'above',
    'Have friends and colleagues who could benefit from these weekly updates? Send them to this link to subscribe',
  ],
  ['below', 'Call me'],
  ['below', ''],
])('model/default scores %s 0.5: %s', async (side, text) => {
  const scorer = await openScorer('model/default');
  const [score = NaN] = scorer.score([text]);
  expect(score > 0.5 ? 'above' : 'below').toBe(side);
  scorer.close();
});

test.each([...ARCHITECTURES, 'default'])('model/%s names its data and no place on a disk', async (name) => {
  const dir = join('model', name);
  for (const file of (await readdir(dir)).filter((entry) => entry !== 'weights.bin')) {
    const content = await readFile(join(dir, file), 'utf8');
    expect(content).not.toMatch(/"(?:\/|file:|[A-Z]:\\)/);
  }
  expect(await readFile(join(dir, 'CARD.md'), 'utf8')).toContain('SMS Spam Collection (UCI, CC BY 4.0;');
});
