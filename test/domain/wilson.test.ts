import { wilsonInterval } from '../../src/domain/wilson.js';

test.each([
  [0, 10, { low: 0, high: 0.2775 }],
  [8, 10, { low: 0.4902, high: 0.9433 }],
  [5, 10, { low: 0.2366, high: 0.7634 }],
  [10, 10, { low: 0.7225, high: 1 }],
  [290, 299, { low: 0.9438, high: 0.9841 }],
])('wilsonInterval() of %d in %d', (successes, n, { low, high }) => {
  const interval = wilsonInterval(successes, n);
  expect(interval?.low).toBeCloseTo(low, 4);
  expect(interval?.high).toBeCloseTo(high, 4);
});

test('wilsonInterval() is null for no messages and refuses more successes than messages', () => {
  expect(wilsonInterval(0, 0)).toBeNull();
  expect(() => wilsonInterval(2, 1)).toThrow(RangeError);
});
