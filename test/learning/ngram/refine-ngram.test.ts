import { calibratedScores } from './score-with.js';
import { modelNameOf } from '../../../src/classifier/manifest.js';
import { createFeatureExtractor } from '../../../src/classifier/ngram/feature-extractor.js';
import { type NgramBundle, type NgramFiles } from '../../../src/classifier/ngram/ngram-bundle.js';
import { ngramBundleFrom, readBundleFiles } from '../../../src/classifier/read-bundle.js';
import { writtenTexts } from '../../../src/learning/anchors.js';
import { type GroupedExample, refineNgram } from '../../../src/learning/ngram/refine-ngram.js';
import type { Example } from '../../../src/training/example.js';
import { UNRELATED, UNWANTED, WANTED } from './some-corrections.js';

let bundle: NgramBundle;
let bytes: number;
let anchors: readonly Example[];
/** Refined by all corrections; made once, as it takes a second or two. */
let refined: NgramFiles;
let threshold: number;

const corrections: readonly GroupedExample[] = [
  ...UNWANTED.map((text) => ({ text, target: 1 })),
  ...WANTED.map((text) => ({ text, target: 0 })),
].map((example, group) => ({ ...example, weight: 1, group }));

function refine(some: readonly GroupedExample[]): NgramFiles {
  const record = { corrections: { spam: 16, ham: 11 }, traffic: 0, corpus: 0 };
  return refineNgram({ bundle, corrections: some, anchors, strength: 8, version: '1.0.1', record });
}

const sizeOf = (files: Readonly<Record<string, Uint8Array>>) =>
  Object.values(files).reduce((sum, { byteLength }) => sum + byteLength, 0);
const read = (files: NgramFiles) => ngramBundleFrom(files, 'memory');

beforeAll(async () => {
  const files = await readBundleFiles('model/default');
  bytes = sizeOf(files);
  bundle = ngramBundleFrom(files, 'model/default');
  threshold = bundle.manifest.thresholds.telegram;
  const held = writtenTexts('network').filter((_, i) => i % 5 === 0);
  const scores = calibratedScores(bundle, held);
  anchors = held.map((text, i) => ({ text, target: scores[i] ?? NaN, weight: 1 }));
  refined = refine(corrections);
}, 60_000);

describe('refineNgram() on the shipped model', () => {
  test('moves corrected texts over the threshold, those called spam and those called ham', () => {
    const before = calibratedScores(bundle, [...UNWANTED, ...WANTED]).map((score) => score >= threshold);
    const after = calibratedScores(read(refined), [...UNWANTED, ...WANTED]).map(
      (score) => score >= threshold,
    );
    expect(before).toEqual([...UNWANTED.map(() => false), ...WANTED.map(() => true)]);
    expect(after).toEqual(before.map((isSpam) => !isSpam));
  });

  test('finds the next one of a campaign that nobody corrected', () => {
    const next = [
      'Kindling in nets from Elmstead barn, Karel behind the mill brings it to your door on Friday',
    ];
    expect(calibratedScores(bundle, next)[0]).toBeLessThan(threshold);
    expect(calibratedScores(read(refined), next)[0]).toBeGreaterThan(threshold);
  });

  test('keeps the scores of unrelated texts within 0.05', () => {
    const [before, after] = [bundle, read(refined)].map((one) => calibratedScores(one, UNRELATED));
    const moved = UNRELATED.map((_, i) => Math.abs((after?.[i] ?? NaN) - (before?.[i] ?? NaN)));
    expect(Math.max(...moved)).toBeLessThan(0.05);
  });

  test('gives the same model whatever the order of the corrections', () => {
    const [one, other] = [read(refined).model, read(refine(corrections.toReversed())).model];
    expect(other.keys).toEqual(one.keys);
    expect(other.bias).toBe(one.bias);
    // A weight is kept as a 32,767th of the largest: at an edge it may be one step more.
    const step = one.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 32_767;
    const apart = one.weights.map((weight, i) => Math.abs(weight - (other.weights[i] ?? NaN)));
    expect(apart.filter((distance) => !(distance <= 1.001 * step))).toHaveLength(0);
    expect(apart.filter((distance) => distance > 1e-6).length).toBeLessThan(one.weights.length / 1000);
  }, 20_000);

  test('changes nothing without corrections', () => {
    const same = read(refine([]));
    expect(same.model.keys).toEqual(bundle.model.keys);
    const texts = [...UNWANTED, ...WANTED, ...UNRELATED];
    const [before, after] = [calibratedScores(bundle, texts), calibratedScores(same, texts)];
    expect(after.map((score) => score >= threshold)).toEqual(before.map((score) => score >= threshold));
    for (const [i, score] of before.entries()) expect(after[i]).toBeCloseTo(score, 3);
  }, 20_000);

  test('stays within a tenth of its size, and says what it is', () => {
    expect(sizeOf(refined)).toBeLessThan(1.1 * bytes);
    const { manifest, model } = read(refined);
    expect(modelNameOf(manifest)).toBe('default@1.0.1');
    expect(manifest).toMatchObject({
      parent: 'default@1.0.0',
      calibration: bundle.manifest.calibration,
      thresholds: bundle.manifest.thresholds,
      judged: null,
      behaviours: null,
      metrics: { validation: null },
      refinement: { corrections: { spam: 16, ham: 11 }, settings: { anchors: anchors.length } },
    });
    expect(model.bias).toBe(bundle.model.bias);
    expect(manifest.ngrams.words + manifest.ngrams.chars).toBe(model.keys.length);
    expect(manifest.refinement?.addedNgrams).toBe(model.keys.length - bundle.model.keys.length);
  });
});

describe('refineNgram() and n-grams that the vocabulary lacks', () => {
  const WORD = 'zwickelbrunn';
  const TEXTS = [
    `Come and see ${WORD} with us on Sunday`,
    `Nobody knows ${WORD} better than we do`,
    `They told me about ${WORD} yesterday evening`,
  ];
  const isKnown = (files: NgramFiles) => {
    const { keys, count } = createFeatureExtractor().extract(WORD).words;
    const known = new Set(bundle.model.keys);
    const lacking = keys.slice(0, count).filter((key) => !known.has(key));
    const learnt = new Set(read(files).model.keys);
    return { lacking: lacking.length, entered: lacking.filter((key) => learnt.has(key)).length };
  };
  const say = (groups: readonly number[]) =>
    refine(TEXTS.map((text, i) => ({ text, target: 1, weight: 1, group: groups[i] ?? 0 })));

  test('one enters with three groups of texts that have it', () => {
    const { lacking, entered } = isKnown(say([0, 1, 2]));
    expect(lacking).toBeGreaterThan(0);
    expect(entered).toBeGreaterThan(0);
  }, 20_000);

  test('none enters with two, however many copies they have', () => {
    expect(isKnown(say([0, 1, 1])).entered).toBe(0);
  }, 20_000);
});
