import { createFeatureExtractor } from '../../../src/classifier/ngram/feature-extractor.js';
import type { NgramParts } from '../../../src/classifier/ngram/ngram-bundle.js';

/** Knows the n-grams of two texts: those of the first speak for spam, those of the second for ham. */
export function someParts(change: Partial<NgramParts['manifest']> = {}): NgramParts {
  const weights = new Map<number, number>();
  const extractor = createFeatureExtractor();
  for (const [text, weight] of [
    ['win a free prize', 2.5],
    ['see you at lunch', -1.25],
  ] as const) {
    const { words } = extractor.extract(text);
    for (const key of words.keys.subarray(0, words.count)) weights.set(key, weight + (weights.get(key) ?? 0));
  }
  return {
    model: {
      keys: Uint32Array.from(weights.keys()),
      weights: Float32Array.from(weights.values()),
      bias: -1,
    },
    manifest: {
      formatVersion: 1,
      name: 'tiny',
      version: '1.0.0',
      architecture: 'ngram',
      ngrams: { words: weights.size, chars: 0 },
      calibration: { kind: 'platt', slope: 0.5, intercept: -0.25 },
      thresholds: { telegram: 0.5, sms: 0.6, api: 0.5, review: 0.3, otp: 0.95 },
      metrics: { validation: null },
      judged: null,
      behaviours: null,
      training: { seed: 1, rows: 2, written: {}, strength: 1, data: [], validation: [] },
      parent: null,
      ...change,
    },
  };
}
