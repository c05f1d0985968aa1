import { fitTfidf } from '../../../src/training/compare/tfidf.js';
import { multiply } from '../../../src/training/logistic-regression.js';

const blocks = (...all: readonly string[][]) => all.map((features) => new Set(features));
const TRAIN = [blocks(['a', 'b'], ['x']), blocks(['a'], [])];
/** ln((1 + texts) / (1 + count)) + 1 for one of two texts, and for none. */
const RARE = Math.log(3 / 2) + 1;
const UNKNOWN = 0.3 * (Math.log(3) + 1);

/** What each column adds to a text. */
function valuesOf(features: readonly string[][]): number[] {
  const rows = fitTfidf(TRAIN, [1, 0.5]).toRows([blocks(...features)]);
  return Array.from({ length: rows.width }, (_, column) => {
    const weights = new Float64Array(rows.width + 1);
    weights[column] = 1;
    return multiply(rows, weights)[0] ?? NaN;
  });
}

test.each([
  ['rare features more', [['a', 'b'], []], [1 / Math.hypot(1, RARE), RARE / Math.hypot(1, RARE), 0]],
  ['a block by its own weight', [[], ['x']], [0, 0, 0.5]],
  ['known features less beside an unknown one', [['a', 'new'], []], [1 / Math.hypot(1, UNKNOWN), 0, 0]],
  ['a feature in another block as unknown', [['x'], ['a']], [0, 0, 0]],
  ['nothing as nothing', [[], []], [0, 0, 0]],
])('fitTfidf() weighs %s', (_, features, values) => {
  valuesOf(features).forEach((value, column) => expect(value).toBeCloseTo(values[column] ?? NaN, 12));
});

test('fitTfidf() gives a row a text and a segment a block', () => {
  const rows = fitTfidf(TRAIN, [1, 0.5]).toRows(TRAIN);
  expect([rows.width, rows.blocks, [...rows.starts], [...rows.columns]]).toEqual([
    3,
    2,
    [0, 2, 3, 4, 4],
    [0, 1, 2, 0],
  ]);
});
