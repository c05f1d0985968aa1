import { calibrationErrors, countPairs, hamNeeded, mostRise } from '../../../src/learning/gate/paired.js';
import { pairs } from '../some-pairs.js';

test('countPairs() counts each model’s hits and misses, and what changed', () => {
  const counts = countPairs([
    ...pairs(10, { current: false, candidate: false }),
    ...pairs(3, { current: false, candidate: true }),
    ...pairs(2, { current: true, candidate: false }),
    ...pairs(4, { current: true, candidate: true }),
    ...pairs(5, { label: 'spam', current: true, candidate: true }),
    ...pairs(6, { label: 'spam', current: false, candidate: true }),
    ...pairs(1, { label: 'spam', current: true, candidate: false }),
    ...pairs(8, { label: null, current: false, candidate: true }),
  ]);
  expect(counts).toEqual({
    ham: 19,
    spam: 12,
    currentCaught: 6,
    candidateCaught: 11,
    currentWronged: 6,
    candidateWronged: 7,
    newlyWronged: 3,
    newlyRighted: 2,
  });
});

test.each([
  [{ ham: 741, wronged: 0, righted: 0 }, 0.004_966],
  [{ ham: 1000, wronged: 0, righted: 20 }, 0.003_682 - 0.012_257],
  [{ ham: 1000, wronged: 20, righted: 0 }, 0.030_717],
])('mostRise() of %j is %d', ({ ham, wronged, righted }, rise) => {
  const counts = countPairs([
    ...pairs(wronged, { current: false, candidate: true }),
    ...pairs(righted, { current: true, candidate: false }),
    ...pairs(ham - wronged - righted, { current: false, candidate: false }),
  ]);
  expect(mostRise(counts)).toBeCloseTo(rise, 4);
});

test.each([0.5, 0.05, 0.01, 0.005, 0.001])(
  'hamNeeded() within %d is the least number of ham from which on mostRise() keeps it',
  (budget) => {
    const needed = hamNeeded(budget);
    const riseOf = (ham: number) => mostRise({ ...countPairs([]), ham, newlyWronged: 0, newlyRighted: 0 });
    expect(riseOf(needed)).toBeLessThanOrEqual(budget);
    expect(riseOf(needed - 1)).toBeGreaterThan(budget);
  },
);

test('calibrationErrors() is that of each model, on what has a label', () => {
  const { current, candidate } = calibrationErrors([
    ...pairs(10, { current: false, candidate: true }),
    ...pairs(10, { label: 'spam', current: true, candidate: true }),
    ...pairs(10, { label: null, current: true, candidate: true }),
  ]);
  expect(current).toBeCloseTo(0.1, 9);
  expect(candidate).toBeCloseTo(0.4, 9);
  expect(calibrationErrors([])).toEqual({ current: 0, candidate: 0 });
});
