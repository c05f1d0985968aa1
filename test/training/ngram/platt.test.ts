import { fitPlatt } from '../../../src/training/ngram/platt.js';

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

test.each([
  [0.5, -2],
  [1, 0],
  [3, 1.5],
])('fitPlatt() finds the slope %p and the intercept %p that made the labels', (slope, intercept) => {
  const scores = Array.from({ length: 41 }, (_, i) => (i - 20) / 4).flatMap((logOdds) => {
    const chance = sigmoid(slope * logOdds + intercept);
    return [
      { logOdds, isSpam: true, weight: chance },
      { logOdds, isSpam: false, weight: 1 - chance },
    ];
  });
  const found = fitPlatt(scores);
  expect(found.slope).toBeCloseTo(slope, 4);
  expect(found.intercept).toBeCloseTo(intercept, 4);
});

test('fitPlatt() stays finite where a threshold separates the classes', () => {
  const scores = [-2, -1, 1, 2].map((logOdds) => ({ logOdds, isSpam: logOdds > 0, weight: 0.25 }));
  const { slope, intercept } = fitPlatt(scores);
  expect(slope).toBeGreaterThan(1);
  expect(Number.isFinite(slope) && Number.isFinite(intercept)).toBe(true);
});
