import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Architecture, ARCHITECTURES, modelNameOf } from '../../src/classifier/manifest.js';
import { openScorer } from '../../src/classifier/open-scorer.js';
import { ngramBundleFrom, readBundle, readBundleFiles } from '../../src/classifier/read-bundle.js';
import { readLabelledFile } from '../../src/training/labelled-data.js';

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

test('model/default is the linear model over n-grams, small and calibrated', async () => {
  const { manifest, model } = ngramBundleFrom(await readBundleFiles('model/default'), 'model/default');
  expect(modelNameOf(manifest)).toBe('default@1.0.0');
  expect(manifest.calibration.kind).toBe('platt');
  expect(model.keys).toHaveLength(manifest.ngrams.words + manifest.ngrams.chars);
  expect(manifest.judged?.ece).toBeLessThan(0.03);
  const files = await readdir('model/default');
  const sizes = await Promise.all(files.map(async (file) => (await stat(join('model/default', file))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000);
});

test('model/default calls few ham of the acceptance list spam, and none of the everyday sentences', async () => {
  const scorer = await openScorer('model/default');
  const { telegram } = scorer.manifest.thresholds;
  const shareAbove = async (path: string): Promise<number> => {
    const { rows } = await readLabelledFile(path);
    const scores = scorer.score(rows.filter(({ label }) => label === 'ham').map(({ text }) => text));
    return scores.filter((score) => score >= telegram).length / scores.length;
  };
  expect(await shareAbove('model/acceptance.tsv')).toBeLessThanOrEqual(0.01);
  expect(await shareAbove('bench/languages/everyday.tsv')).toBeLessThanOrEqual(0.005);
  scorer.close();
});

test.each([
  ['an unknown script', 'ꦱꦸꦒꦼꦁ ꦲꦺꦚ꧀ꦗꦁ'],
  ['nothing', ''],
  ['emoji alone', '🙂🌳'],
])('model/default scores %s below its review threshold', async (_what, text) => {
  const scorer = await openScorer('model/default');
  const [score = NaN] = scorer.score([text]);
  expect(score).toBeLessThan(scorer.manifest.thresholds.review);
  scorer.close();
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
  for (const file of (await readdir(dir)).filter((entry) => !entry.endsWith('.bin'))) {
    const content = await readFile(join(dir, file), 'utf8');
    expect(content).not.toMatch(/"(?:\/|file:|[A-Z]:\\)/);
  }
  const source = name === 'default' ? 'uci_sms: ' : 'SMS Spam Collection (UCI, CC BY 4.0;';
  expect(await readFile(join(dir, 'CARD.md'), 'utf8')).toContain(source);
});
