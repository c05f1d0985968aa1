import { measureBy } from '../../src/training/measure-by.js';

const item = (value: string, isSpam: boolean, score: number) => ({ value, isSpam, score });

test('measureBy() counts both kinds of error and takes a score at the threshold for spam', () => {
  const items = [
    item('a', true, 0.5),
    item('a', true, 0.25),
    item('a', false, 0.75),
    item('a', false, 0),
    item('a', false, 0.25),
  ];
  expect(measureBy(items, 0.5)).toEqual([
    {
      value: 'a',
      rows: 5,
      spam: 2,
      ham: 3,
      calledSpam: 2,
      hamCalledSpam: 1,
      spamMissed: 1,
      errorRate: 0.4,
      meanScore: 0.35,
    },
  ]);
});

test('measureBy() puts the highest rate first, then more errors, then the value', () => {
  const items = [
    item('fine', false, 0),
    item('few', false, 1),
    item('few', false, 0),
    item('clean', true, 1),
    item('many', true, 0),
    item('many', false, 1),
    item('many', false, 0),
    item('many', true, 1),
    item('worst', true, 0),
  ];
  const order = measureBy(items, 0.5).map(({ value, errorRate }) => [value, errorRate]);
  expect(order).toEqual([
    ['worst', 1],
    ['many', 0.5],
    ['few', 0.5],
    ['clean', 0],
    ['fine', 0],
  ]);
});

test('measureBy() gives nothing for nothing', () => {
  expect(measureBy([], 0.5)).toEqual([]);
});
