import fc from 'fast-check';
import { type Bundle, BundleError, parseBundle } from '../../../src/classifier/bundle.js';
import { type Architecture, ARCHITECTURES } from '../../../src/classifier/manifest.js';
import { openNativeScorer } from '../../../src/classifier/native/native-scorer.js';
import { networkFileSchema } from '../../../src/classifier/network-file.js';
import type { OpenedScorer } from '../../../src/classifier/opened-scorer.js';
import { openReferenceScorer, openScorer } from '../../../src/classifier/open-scorer.js';
import { readBundle } from '../../../src/classifier/read-bundle.js';
import { type BundleParts, renderBundle, writeBundle } from '../../../src/classifier/write-bundle.js';
import { readLabelledFile } from '../../../src/training/labelled-data.js';
import { createRandom } from '../../../src/training/random.js';
import { aBundle, aBundleParts, inFolder, TEST_TEXTS } from '../bundle-builder.js';
import { cpuScores, wasmScores } from './tfjs-scores.js';

const TOLERANCE = 1e-5;

function openNative(bundle: Bundle): OpenedScorer {
  const scorer = openNativeScorer(bundle);
  if (scorer === null) throw new Error(`${bundle.manifest.name} is not known`);
  return scorer;
}

function distances(one: Float32Array, other: Float32Array): number[] {
  expect(one).toHaveLength(other.length);
  return [...one].map((score, i) => Math.abs(score - (other[i] ?? NaN)));
}

const EDGES = [
  '',
  '?!',
  'win',
  'nobodyknowsthisword',
  'free '.repeat(49),
  'free '.repeat(50),
  'call now to claim your free prize '.repeat(20),
  'unknownwordunknown '.repeat(70),
  'ÄRGER mit £1000 cash, 奖 \ud800',
  'urgent! '.repeat(3) + 'your mobile number has won '.repeat(9),
];

describe.each(ARCHITECTURES)('the native scorer of model/%s', (name) => {
  test('score() is that of TensorFlow.js within 1e-5', async () => {
    const { rows } = await readLabelledFile('test/fixtures/messages.tsv');
    const messages = rows.map(({ text }) => text);
    const pairs = messages.map((text, i) => `${text} ${messages[(i * 7 + 3) % messages.length] ?? ''}`);
    const texts = [...messages, ...pairs, ...EDGES];
    const bundle = await readBundle(`model/${name}`);
    const scores = openNative(bundle).score(texts);
    const fromWasm = distances(scores, await wasmScores(bundle, texts));
    // A long way through a Bi-LSTM can blow a last bit up until the backends of TensorFlow.js themselves differ by more.
    // There the one in plain JavaScript, which rounds where we do, has the last word.
    const disputed = [...texts.keys()].filter((i) => !((fromWasm[i] ?? NaN) < TOLERANCE));
    expect(disputed.length).toBeLessThanOrEqual(0.01 * texts.length);
    const inPlainJs = await cpuScores(
      bundle,
      disputed.map((i) => texts[i] ?? ''),
    );
    const fromPlainJs = distances(
      Float32Array.from(disputed, (i) => scores[i] ?? NaN),
      inPlainJs,
    );
    expect(Math.max(0, ...fromPlainJs)).toBeLessThan(TOLERANCE);
    // A scorer that gives one answer to everything would be near them, too.
    expect(Math.max(...scores) - Math.min(...scores)).toBeGreaterThan(0.5);
  }, 60_000);
});

interface Variant {
  readonly architecture: Architecture;
  readonly mask: boolean;
  readonly gate: 'sigmoid' | 'hard_sigmoid';
}

const VARIANTS: readonly Variant[] = ARCHITECTURES.flatMap((architecture) =>
  [false, true].flatMap((mask) =>
    (['sigmoid', 'hard_sigmoid'] as const).map((gate) => ({ architecture, mask, gate })),
  ),
).filter(({ architecture, gate }) => architecture !== 'dense' || gate === 'sigmoid');

/** The parts of a tiny bundle with its network file changed as text. */
async function aChangedBundle(
  architecture: Architecture,
  change: (json: string) => string,
): Promise<BundleParts> {
  const parts = await aBundleParts(architecture);
  const network = networkFileSchema.parse(JSON.parse(change(JSON.stringify(parts.network))));
  const mask = network.modelTopology.config.layers[0]?.config.mask_zero ?? false;
  return { ...parts, network, manifest: { ...parts.manifest, mask } };
}

/** Weights large enough for the gates to open and close. */
function withWeights(parts: BundleParts): BundleParts {
  const random = createRandom(5, 'weights');
  const weights = new Float32Array(parts.weights.byteLength / 4).map(() => 3 * random.next() - 1.5);
  return { ...parts, weights: new Uint8Array(weights.buffer) };
}

const parsed = (parts: BundleParts) => parseBundle(renderBundle(parts), 'memory');

/** From no word to more than the network's six, all that the vocabulary has and some it has not. */
function tinyTexts(): readonly string[] {
  const words = ['win', 'a', 'prize', 'now', 'see', 'you', 'at', 'lunch', 'nobody'];
  const random = createRandom(6, 'shuffle');
  const pick = () => words[Math.floor(random.next() * words.length)] ?? '';
  return Array.from({ length: 120 }, (_, i) => Array.from({ length: i % 9 }, pick).join(' '));
}

test.each(VARIANTS)(
  'score() is that of TensorFlow.js for a small $architecture network (mask: $mask, $gate)',
  async ({ architecture, mask, gate }) => {
    const parts = await aChangedBundle(architecture, (json) =>
      json
        .replaceAll(/"mask_zero":(true|false)/g, `"mask_zero":${mask}`)
        .replaceAll('"recurrent_activation":"sigmoid"', `"recurrent_activation":"${gate}"`),
    );
    const bundle = parsed(withWeights(parts));
    const scores = openNative(bundle).score(tinyTexts());
    const fromWasm = distances(scores, await wasmScores(bundle, tinyTexts()));
    expect(Math.max(...fromWasm)).toBeLessThan(TOLERANCE);
    expect(Math.max(...scores) - Math.min(...scores)).toBeGreaterThan(0.05);
  },
);

describe.each(ARCHITECTURES)('the native scorer of a %s network', (architecture) => {
  test('score() keeps the order and gives each text the score that it has alone', async () => {
    const scorer = openNative(await aBundle(architecture));
    const texts = [...tinyTexts(), ...[...tinyTexts()].reverse()];
    const alone = texts.map((text) => scorer.score([text])[0]);
    expect([...scorer.score(texts)]).toEqual(alone);
    expect(new Set(alone).size).toBeGreaterThan(1);
  });
});

test('score() gives a probability for any string', async () => {
  const scorer = openNative(await aBundle('lstm'));
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }), (texts) => {
      const scores = [...scorer.score(texts)];
      expect(scores).toHaveLength(texts.length);
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    }),
  );
});

test('openNativeScorer() opens models side by side', async () => {
  const [one, two] = [openNative(await aBundle('gru')), openNative(await aBundle('gru', 2))];
  const before = one.score(TEST_TEXTS);
  expect(two.score(TEST_TEXTS)).not.toEqual(before);
  two.close();
  expect(one.score(TEST_TEXTS)).toEqual(before);
});

test('close() can be called twice, and score() throws afterwards', async () => {
  const scorer = openNative(await aBundle());
  expect(scorer.model).toBe('tiny@1.2.3');
  expect(scorer.manifest.thresholds.telegram).toBe(0.6);
  scorer.close();
  scorer.close();
  expect(() => scorer.score(['x'])).toThrow('Cannot score with tiny@1.2.3: it is closed');
});

/** Bundles that fit together, of layers that only TensorFlow.js knows. */
test.each<[string, Architecture, (json: string) => string]>([
  ['another activation', 'dense', (json) => json.replace('"relu"', '"elu"')],
  ['another activation of a cell', 'lstm', (json) => json.replace('"tanh"', '"softsign"')],
  [
    'a cell that reads backward',
    'gru',
    (json) => json.replace('"go_backwards":false', '"go_backwards":true'),
  ],
  [
    'weights in another order',
    'bilstm',
    (json) =>
      json
        .replaceAll('/forward_', '/x_')
        .replaceAll('/backward_', '/forward_')
        .replaceAll('/x_', '/backward_'),
  ],
])('openScorer() leaves %s to TensorFlow.js', async (kind, architecture, change) => {
  await inFolder(async (dir) => {
    const parts = await aChangedBundle(architecture, change);
    await writeBundle(`${dir}/m`, parts, '');
    expect([kind, openNativeScorer(parsed(parts))]).toEqual([kind, null]);
    const [scorer, reference] = [await openScorer(`${dir}/m`), await openReferenceScorer(`${dir}/m`)];
    expect(scorer.score(TEST_TEXTS)).toEqual(reference.score(TEST_TEXTS));
    scorer.close();
    reference.close();
  });
});

test('openScorer() names a network that TensorFlow.js does not take either', async () => {
  await inFolder(async (dir) => {
    const change = (json: string) => json.replace('"reset_after":false', '"reset_after":true');
    await writeBundle(`${dir}/m`, await aChangedBundle('gru', change), '');
    const opening = openScorer(`${dir}/m`);
    await expect(opening).rejects.toThrow(BundleError);
    await expect(opening).rejects.toThrow(
      `Cannot load the model in "${dir}/m": TensorFlow.js does not take its network: GRUCell does not support`,
    );
  });
});
