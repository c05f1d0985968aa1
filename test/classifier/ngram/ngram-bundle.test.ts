import { BundleError } from '../../../src/classifier/bundle.js';
import { WeightTable } from '../../../src/classifier/ngram/linear-model.js';
import {
  type NgramFiles,
  parseNgramBundle,
  renderNgramBundle,
} from '../../../src/classifier/ngram/ngram-bundle.js';
import { openNgramScorer } from '../../../src/classifier/ngram/ngram-scorer.js';
import { someParts } from './some-parts.js';

test('parseNgramBundle() gives back what was written, weights within a 30,000th of the largest', () => {
  const { model, manifest } = someParts();
  const read = parseNgramBundle(renderNgramBundle({ model, manifest }), 'memory');
  expect(read.manifest).toMatchObject(manifest);
  expect(read.model.bias).toBe(model.bias);
  expect(read.model.keys).toEqual(model.keys);
  read.model.weights.forEach((weight, i) => expect(weight).toBeCloseTo(model.weights[i] ?? NaN, 3));
});

test.each<[string, (files: NgramFiles) => NgramFiles, RegExp]>([
  [
    'changed weights',
    (files) => ({ ...files, 'weights.bin': files['weights.bin'].map((byte) => byte ^ 1) }),
    /weights.bin is not the file that the manifest describes/,
  ],
  [
    'too few keys',
    (files) => ({ ...files, 'vocabulary.bin': files['vocabulary.bin'].slice(4) }),
    /vocabulary.bin has \d+ bytes, \d+ n-grams need \d+/,
  ],
  [
    'a manifest of a newer format',
    (files) => ({ ...files, 'manifest.json': Buffer.from('{"formatVersion": 99}') }),
    /its format is version 99/,
  ],
  [
    'no JSON',
    (files) => ({ ...files, 'manifest.json': Buffer.from('{') }),
    /manifest.json is not valid JSON/,
  ],
])('parseNgramBundle() refuses %s', (_what, change, problem) => {
  const files = change(renderNgramBundle(someParts()));
  expect(() => parseNgramBundle(files, 'here')).toThrow(BundleError);
  expect(() => parseNgramBundle(files, 'here')).toThrow(problem);
});

function openSome() {
  return openNgramScorer(parseNgramBundle(renderNgramBundle(someParts()), 'memory'));
}

test('openNgramScorer() scores in order, and text it knows nothing of near its bias', () => {
  const [spam = NaN, ham = NaN, unknown = NaN, empty = NaN] = openSome().score([
    'win a free prize',
    'see you at lunch',
    'שלום מה נשמע',
    '',
  ]);
  expect(spam).toBeGreaterThan(0.8);
  expect(ham).toBeLessThan(unknown);
  const ofBias = 1 / (1 + Math.exp(-(0.5 * -1 - 0.25)));
  expect([unknown, empty]).toEqual([expect.closeTo(ofBias, 6), expect.closeTo(ofBias, 6)]);
});

test.each([
  'win a free prize',
  'W1N a f-r-e-e prize!! see https://example.com/x at lunch',
  'see',
  '',
  '🎁🎁 win',
])('explain() of an n-gram model adds up to the score: %s', (text) => {
  const scorer = openSome();
  const [score = NaN] = scorer.score([text]);
  const { parts, rest, isExact } = scorer.explain(text);
  const sum = parts.reduce((total, { logOdds }) => total + logOdds, rest);
  expect(isExact).toBe(true);
  expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(score, 5);
  for (const part of parts) expect(text.slice(part.start, part.end)).toBe(part.text);
});

test('explain() of an n-gram model shows obfuscated words as they were written', () => {
  const { parts } = openSome().explain('hello ρrіze');
  expect(parts.find(({ text }) => text === 'ρrіze')?.logOdds).toBeGreaterThan(0);
});

test('openNgramScorer() refuses to score when it is closed', () => {
  const scorer = openSome();
  scorer.close();
  expect(() => scorer.score(['x'])).toThrow('Cannot score with tiny@1.0.0: it is closed');
});

test('WeightTable gives 0 for unknown keys', () => {
  const table = new WeightTable({
    keys: Uint32Array.from([5, 5 + 1024]),
    weights: Float32Array.from([1, 2]),
  });
  expect([5, 5 + 1024, 6].map((key) => table.weightOf(key))).toEqual([1, 2, 0]);
});
