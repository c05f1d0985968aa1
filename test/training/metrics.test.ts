import fc from 'fast-check';
import type { Metrics } from '../../src/classifier/manifest.js';
import { measure, type Scored } from '../../src/training/metrics.js';

const items = (spam: readonly number[], ham: readonly number[]): Scored[] => [
  ...spam.map((score) => ({ isSpam: true, score })),
  ...ham.map((score) => ({ isSpam: false, score })),
];

/** Worked out by hand. */
test.each<[string, Scored[], Partial<Metrics>]>([
  [
    'everything right',
    items([0.9, 0.8], [0.1]),
    {
      accuracy: 1,
      precision: 1,
      recall: 1,
      falsePositiveRate: 0,
      f1: 1,
      mcc: 1,
      rocAuc: 1,
      averagePrecision: 1,
    },
  ],
  [
    'everything wrong',
    items([0.1], [0.9]),
    {
      accuracy: 0,
      precision: 0,
      recall: 0,
      falsePositiveRate: 1,
      f1: 0,
      mcc: -1,
      rocAuc: 0,
      averagePrecision: 0.5,
    },
  ],
  [
    'two right spam, one missed, one false alarm, two right ham',
    items([0.9, 0.7, 0.2], [0.6, 0.3, 0.1]),
    {
      accuracy: 4 / 6,
      precision: 2 / 3,
      recall: 2 / 3,
      falsePositiveRate: 1 / 3,
      f1: 2 / 3,
      mcc: 3 / 9,
      // Of 9 pairs, 0.9 and 0.7 win 3 each and 0.2 wins 1.
      rocAuc: 7 / 9,
      // Recall grows at the ranks 1, 2 and 5.
      averagePrecision: (1 + 1 + 3 / 5) / 3,
      brier: (0.01 + 0.09 + 0.64 + 0.36 + 0.09 + 0.01) / 6,
      spam: 3,
      ham: 3,
    },
  ],
  ['a tie between spam and ham counted half', items([0.4], [0.4]), { rocAuc: 0.5, averagePrecision: 0.5 }],
  [
    'ties among others',
    items([0.8, 0.5, 0.5], [0.5, 0.2]),
    { rocAuc: (2 + 1.5 + 1.5) / 6, averagePrecision: (1 + 2 * (3 / 4)) / 3 },
  ],
  ['a score exactly at the threshold called spam', items([0.5], [0.5]), { recall: 1, falsePositiveRate: 1 }],
  [
    'no ham',
    items([0.9, 0.2], []),
    { accuracy: 0.5, precision: 1, recall: 0.5, falsePositiveRate: null, mcc: null, rocAuc: null, ham: 0 },
  ],
  [
    'no spam',
    items([], [0.9, 0.2]),
    {
      precision: 0,
      recall: null,
      falsePositiveRate: 0.5,
      f1: 0,
      mcc: null,
      rocAuc: null,
      averagePrecision: null,
    },
  ],
  ['nothing called spam', items([0.1], [0.2]), { precision: null, recall: 0, f1: 0, mcc: null }],
  ['no spam and none called so', items([], [0.2]), { accuracy: 1, precision: null, recall: null, f1: null }],
  [
    'nothing',
    [],
    {
      accuracy: null,
      precision: null,
      rocAuc: null,
      averagePrecision: null,
      brier: null,
      ece: null,
      spam: 0,
      ham: 0,
    },
  ],
])('measure() of %s', (_, scored, expected) => {
  const metrics = measure(scored, 0.5);
  for (const [name, value] of Object.entries(expected)) {
    const found = metrics[name as keyof Metrics];
    expect([name, found === null ? null : found.toFixed(10)]).toEqual([
      name,
      value === null ? null : value.toFixed(10),
    ]);
  }
});

test.each<[string, Scored[], number]>([
  ['scores that mean what they say', items([1, 1], [0]), 0],
  ['one bin, half of it spam', items([0.99], [0.99]), 0.49],
  ['two bins, weighted by their sizes', items([0.9, 0.9], [0.3]), (2 * 0.1 + 0.3) / 3],
  ['two scores of one bin, taken together', items([0.48], [0.52]), 0],
  // 7/15 opens the eighth bin.
  [
    'a score at the edge of a bin, which belongs above',
    items([7 / 15], [7.9 / 15]),
    Math.abs(14.9 / 15 - 1) / 2,
  ],
])('measure() gives the calibration error of %s', (_, scored, error) => {
  expect(measure(scored, 0.5).ece).toBeCloseTo(error, 10);
});

test('measure() refuses a score that is no number', () => {
  expect(() => measure(items([NaN], []), 0.5)).toThrow(RangeError);
});

test('measure() counts every pair of spam and ham in rocAuc', () => {
  const score = fc.integer({ min: 0, max: 10 }).map((n) => n / 10);
  const scores = fc.array(score, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(scores, scores, (spam, ham) => {
      const wins = spam.flatMap((s) => ham.map((h) => (s > h ? 1 : s === h ? 0.5 : 0)));
      const expected = wins.reduce((a: number, b) => a + b, 0) / wins.length;
      expect(measure(items(spam, ham), 0.5).rocAuc).toBeCloseTo(expected, 10);
    }),
  );
});
