import { shareAbove, thresholdAt } from '../../../src/training/ngram/operating-points.js';

const scores = Array.from({ length: 1000 }, (_, i) => i / 10 - 50);

test.each([0, 0.001, 0.005, 0.02])('thresholdAt() lets just a share of %p through', (rate) => {
  expect(shareAbove(scores, thresholdAt(scores, rate))).toBe(rate);
});

test('thresholdAt() lets no more through where scores are equal', () => {
  const equal = [3, 3, 3, 1, 1, 1, 1, 1, 1, 1];
  expect(shareAbove(equal, thresholdAt(equal, 0.1))).toBe(0);
  expect(shareAbove(equal, thresholdAt(equal, 0.3))).toBe(0.3);
});
