import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundleError } from '../../src/classifier/bundle.js';
import {
  type Classifier,
  type ClassifierOptions,
  loadClassifier,
} from '../../src/classifier/load-classifier.js';
import { writeBundle } from '../../src/classifier/write-bundle.js';
import { runCli } from '../cli/run-cli.js';
import { aBundleParts, TEST_TEXTS } from './bundle-builder.js';

const SPAM = 'Win a free prize now! Text WIN to 80082';
const TEXTS = [SPAM, 'See you at lunch', '', 'Claim your fr3e prize \ud800', 'Привет, как дела?'];

describe('loadClassifier()', () => {
  let classifier: Classifier;
  beforeAll(async () => {
    classifier = await loadClassifier();
  });

  test('loads the shipped model', () => {
    expect(classifier.model).toMatch(/^default@/);
    expect(classifier.threshold).toBe(classifier.thresholds.api);
  });

  test('classifyAll() gives the labels and scores of hamgate classify, in the order given', async () => {
    const { stdout } = await runCli(['classify', '--json', ...TEXTS]);
    const printed = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    const expected = printed.map((row) => ({ ...row, text: undefined, model: undefined }));
    expect(classifier.classifyAll(TEXTS)).toEqual(expected);
    expect(TEXTS.map(classifier.classify)).toEqual(expected);
    expect(classifier.classifyAll([])).toEqual([]);
  });

  test('explain() adds up to the score, and says what was read', () => {
    const { score, label, parts, rest, normalised, isExact } = classifier.explain('Claim your fr3e prize');
    const sum = parts.reduce((total, { logOdds }) => total + logOdds, rest);
    expect(isExact).toBe(true);
    expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(score, 5);
    expect({ score, label }).toEqual(classifier.classify('Claim your fr3e prize'));
    expect(normalised).toContain('fre');
  });

  const scoreOf = (text: string) => classifier.classify(text).score;
  test.each<[string, () => ClassifierOptions, string]>([
    ['of a channel', () => ({ channel: 'sms' }), 'sms'],
    ['of another channel', () => ({ channel: 'telegram' }), 'telegram'],
  ])('uses the threshold %s', async (_, options, channel) => {
    const { threshold, thresholds } = await loadClassifier(options());
    expect(threshold).toBe(thresholds[channel as 'sms' | 'telegram']);
  });

  test('calls a score exactly at the threshold spam, and beats the channel with it', async () => {
    const threshold = scoreOf('Claim your prize');
    const at = await loadClassifier({ channel: 'sms', threshold });
    expect(at.classify('Claim your prize').label).toBe('spam');
    const above = await loadClassifier({ threshold: threshold + 1e-6 });
    expect(above.classify('Claim your prize').label).toBe('ham');
  });

  test.each([[{ threshold: 1.01 }], [{ threshold: -0.1 }], [{ threshold: NaN }], [{ channel: 'mail' }]])(
    'refuses %j',
    async (options) => {
      await expect(loadClassifier(options as ClassifierOptions)).rejects.toThrow(RangeError);
    },
  );

  test.each([[undefined], [null], [7], [{}]])('classify() refuses %j with a TypeError', (text) => {
    const call = () => classifier.classify(text as string);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(/^Cannot classify a text: it is (undefined|null|number|object), not a string$/);
  });

  describe('of a folder', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'hamgate-classifier-'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    test('loads a network, too, and nothing can be classified after close()', async () => {
      await writeBundle(join(folder, 'tiny'), await aBundleParts(), '# Tiny');
      const tiny = await loadClassifier({ dir: join(folder, 'tiny') });
      expect(tiny).toMatchObject({ model: 'tiny@1.2.3', threshold: 0.5 });
      expect(tiny.classifyAll(TEST_TEXTS)).toHaveLength(TEST_TEXTS.length);
      expect(tiny.explain('win a prize now').isExact).toBe(false);
      tiny.close();
      expect(() => tiny.classify('win')).toThrow(Error);
    });

    test.each([
      ['that is empty', 'empty'],
      ['that does not exist', 'nowhere'],
    ])('rejects with a BundleError for one %s', async (_, name) => {
      await writeFile(join(folder, 'empty'), '');
      const loading = loadClassifier({ dir: join(folder, name) });
      await expect(loading).rejects.toThrow(BundleError);
      await expect(loading).rejects.toThrow(`Cannot load the model in "${join(folder, name)}": `);
    });
  });
});
