import { lowerBound, upperBound } from '../../../src/learning/gate/binomial.js';

/** Where the sum of the terms, in exact fractions, is what may be missed. */
test.each([
  [0, 741, { sure: 0.975, low: 0, high: 0.004_966 }],
  [0, 10, { sure: 0.95, low: 0, high: 0.258_866 }],
  [5, 100, { sure: 0.95, low: 0.019_906, high: 0.102_253 }],
  [1, 20, { sure: 0.975, low: 0.001_265, high: 0.248_733 }],
  [10, 10, { sure: 0.95, low: 0.741_134, high: 1 }],
  [50, 100, { sure: 0.975, low: 0.398_321, high: 0.601_679 }],
])('lowerBound() and upperBound() of %d in %d: %j', (count, total, { sure, low, high }) => {
  expect(lowerBound({ count, total }, sure)).toBeCloseTo(low, 5);
  expect(upperBound({ count, total }, sure)).toBeCloseTo(high, 5);
});

test('upperBound() of no hits is the root of what may be missed', () => {
  expect(upperBound({ count: 0, total: 741 }, 0.975)).toBeCloseTo(1 - 0.025 ** (1 / 741), 12);
  expect(lowerBound({ count: 20, total: 20 }, 0.975)).toBeCloseTo(0.025 ** (1 / 20), 12);
});

test('upperBound() and lowerBound() know nothing of nothing', () => {
  expect(upperBound({ count: 0, total: 0 }, 0.95)).toBe(1);
  expect(lowerBound({ count: 0, total: 0 }, 0.95)).toBe(0);
});

test('lowerBound() and upperBound() mirror each other, and enclose the share', () => {
  for (const total of [1, 7, 300, 3_000])
    for (const count of [0, 1, Math.floor(total / 3), total]) {
      const [low, high] = [lowerBound({ count, total }, 0.95), upperBound({ count, total }, 0.95)];
      expect(low).toBeCloseTo(1 - upperBound({ count: total - count, total }, 0.95), 9);
      expect(low).toBeLessThanOrEqual(count / total);
      expect(high).toBeGreaterThanOrEqual(count / total);
    }
});
