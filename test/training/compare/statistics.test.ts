import {
  calibrationBins,
  confusionOf,
  medianItem,
  precisionRecallPoints,
  rocPoints,
  spreadOf,
} from '../../../src/training/compare/statistics.js';

const item = (isSpam: boolean, score: number) => ({ isSpam, score });
/** From the highest: spam; spam and ham with one score; ham. */
const TIED = [item(true, 0.9), item(true, 0.6), item(false, 0.6), item(false, 0.1)];
const HAM_ONLY = [item(false, 0.2)];

test.each([
  [[], null],
  [[3], { median: 3, min: 3, max: 3 }],
  [[10, 9, 2], { median: 9, min: 2, max: 10 }],
  [[4, 1, 2, 10], { median: 3, min: 1, max: 10 }],
])('spreadOf() of %j', (values, spread) => {
  expect(spreadOf(values)).toEqual(spread);
});

test.each([
  ['nothing', [], null],
  ['one', [['a', 5]], 'a'],
  [
    'the one in the middle',
    [
      ['a', 9],
      ['b', 1],
      ['c', 5],
    ],
    'c',
  ],
  [
    'the lower of two',
    [
      ['a', 4],
      ['b', 1],
      ['c', 2],
      ['d', 9],
    ],
    'c',
  ],
  [
    'the earlier of equals',
    [
      ['a', 9],
      ['b', 5],
      ['c', 5],
    ],
    'b',
  ],
] as [string, [string, number][], string | null][])('medianItem() takes %s', (_what, items, name) => {
  expect(medianItem(items, ([, value]) => value)?.[0] ?? null).toBe(name);
});

test('confusionOf() calls spam what is exactly at the threshold', () => {
  expect(confusionOf(TIED, 0.6)).toEqual({
    truePositives: 2,
    falseNegatives: 0,
    falsePositives: 1,
    trueNegatives: 1,
  });
});

test('rocPoints() takes messages of one score together', () => {
  expect(rocPoints(TIED)).toEqual([
    { falsePositiveRate: 0, recall: 0 },
    { falsePositiveRate: 0, recall: 0.5 },
    { falsePositiveRate: 0.5, recall: 1 },
    { falsePositiveRate: 1, recall: 1 },
  ]);
  expect(rocPoints(HAM_ONLY)).toEqual([]);
});

test('precisionRecallPoints() takes messages of one score together', () => {
  expect(precisionRecallPoints(TIED)).toEqual([
    { recall: 0, precision: 1 },
    { recall: 0.5, precision: 1 },
    { recall: 1, precision: 2 / 3 },
    { recall: 1, precision: 0.5 },
  ]);
  expect(precisionRecallPoints(HAM_ONLY)).toEqual([]);
});

test('calibrationBins() has 1 in its last bin and no empty bin', () => {
  const items = [item(false, 0), item(true, 0.25), item(true, 0.5), item(true, 1), item(false, 1)];
  expect(calibrationBins(items, 2)).toEqual([
    { meanScore: 0.125, spamShare: 0.5, messages: 2 },
    { meanScore: 2.5 / 3, spamShare: 2 / 3, messages: 3 },
  ]);
  expect(calibrationBins(HAM_ONLY)).toEqual([{ meanScore: 0.2, spamShare: 0, messages: 1 }]);
});

test('calibrationBins() refuses a score that is no probability', () => {
  expect(() => calibrationBins([item(true, -0.1)])).toThrow('it is no probability');
});
