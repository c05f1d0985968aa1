import { createFeatureExtractor } from '../../../src/classifier/ngram/feature-extractor.js';
import { WHOLE_MESSAGE } from '../../../src/classifier/ngram/feature-view.js';
import { wordScale } from '../../../src/classifier/ngram/linear-model.js';
import { parseNgramBundle, renderNgramBundle } from '../../../src/classifier/ngram/ngram-bundle.js';
import { openNgramScorer } from '../../../src/classifier/ngram/ngram-scorer.js';
import { PassageScorer } from '../../../src/classifier/ngram/passage-scorer.js';
import { someParts } from './some-parts.js';

const extractor = createFeatureExtractor();

/** Spam n-grams weigh 2, those of harmless words -0.5, all others nothing. */
function aModel() {
  const weights = new Map<number, number>();
  for (const [text, weight] of [
    ['crypto income daily', 2],
    ['we walked along quiet river', -0.5],
  ] as const) {
    const { words } = extractor.extract(text);
    words.keys.subarray(0, words.count).forEach((key, i) => {
      // What both texts have as a whole, small letters, says nothing.
      if (words.tokens[i] !== WHOLE_MESSAGE) weights.set(key, weight);
    });
  }
  return {
    keys: Uint32Array.from(weights.keys()),
    weights: Float32Array.from(weights.values()),
    bias: -1,
  };
}

const SPAM = 'crypto income daily';
const HARMLESS =
  'we walked along quiet river then somebody else told another story about houses near old markets';

function judge(text: string) {
  const scorer = new PassageScorer(aModel());
  const logOdds = scorer.logOddsOf(extractor.extract(text));
  return { logOdds, ...scorer.decisive };
}

test('logOddsOf() judges a short message as a whole: bias and weights by block', () => {
  const { words } = extractor.extract(SPAM);
  const { logOdds, isWhole, handicap } = judge(SPAM);
  // Every n-gram of words is known but the style of small letters.
  expect(logOdds).toBeCloseTo(-1 + 2 * (words.count - 1) * wordScale(words.count), 5);
  expect({ isWhole, handicap }).toEqual({ isWhole: true, handicap: 0 });
});

test('logOddsOf() finds spam before, after and within much harmless text', () => {
  const padding = `${HARMLESS}. Next morning brought heavy snow, children built seven small castles behind their school while teachers prepared warm soup, bread, cheese`;
  const ham = judge(padding);
  for (const text of [
    `${SPAM}. ${padding}`,
    `${padding}. ${SPAM}`,
    padding.replace('Next', `${SPAM} next`),
  ]) {
    const found = judge(text);
    expect(found.isWhole).toBe(false);
    expect(found.handicap).toBeGreaterThan(0);
    expect(found.logOdds).toBeGreaterThan(ham.logOdds + 1);
  }
});

test('logOddsOf() never gives less than the whole message has', () => {
  const long = `${SPAM} `.repeat(3) + HARMLESS;
  const { words } = extractor.extract(long);
  const { keys, weights, bias } = aModel();
  const weightOf = new Map(Array.from(keys, (key, i) => [key, weights[i] ?? 0]));
  const sum = words.keys.subarray(0, words.count).reduce((all, key) => all + (weightOf.get(key) ?? 0), 0);
  expect(judge(long).logOdds).toBeGreaterThanOrEqual(bias + sum * wordScale(words.count) - 1e-6);
});

test('an explanation adds up to the score where a passage decided, and names its words only', () => {
  const scorer = openNgramScorer(parseNgramBundle(renderNgramBundle(someParts()), 'memory'));
  const text = `${HARMLESS}. ${HARMLESS}. win a free prize`;
  const score = scorer.score([text])[0] ?? NaN;
  const { parts, rest } = scorer.explain(text);
  const total = parts.reduce((sum, { logOdds }) => sum + logOdds, rest);
  expect(1 / (1 + Math.exp(-total))).toBeCloseTo(score, 6);
  expect(parts.find((part) => part.text === 'prize')?.logOdds).toBeGreaterThan(0);
  expect(parts.find((part) => part.text === 'walked')?.logOdds).toBe(0);
});
