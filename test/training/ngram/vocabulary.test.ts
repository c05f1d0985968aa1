import { designMatrix } from '../../../src/training/ngram/design-matrix.js';
import type { FeatureTable } from '../../../src/training/ngram/feature-table.js';
import { KeyCounter } from '../../../src/training/ngram/key-counter.js';
import { ColumnIndex, selectVocabulary } from '../../../src/training/ngram/vocabulary.js';
import { charScale, wordScale } from '../../../src/classifier/ngram/linear-model.js';

/** One text a line: keys of its block W, keys of its block C. */
function aTable(texts: readonly (readonly [readonly number[], readonly number[]])[]): FeatureTable {
  const keys = texts.flat(2);
  const starts = [0];
  for (const segment of texts.flat()) starts.push((starts.at(-1) ?? 0) + segment.length);
  return { starts: Int32Array.from(starts), keys: Uint32Array.from(keys) };
}

const TABLE = aTable([
  [[10, 11], [20]],
  [
    [10, 12],
    [20, 21],
  ],
  [[11, 13], [21]],
  [[11, 13], []],
]);
const IS_SPAM = Uint8Array.from([1, 1, 0, 0]);

test('selectVocabulary() takes the most telling n-grams of each block that are frequent enough', () => {
  const limits = [
    { leastMessages: 2, most: 2 },
    { leastMessages: 1, most: 1 },
  ] as const;
  const { keys, wordCount } = selectVocabulary({ table: TABLE, isSpam: IS_SPAM }, limits);
  // 10 stands in spam only and 13 in ham only; 11 in both, and 12 only once. Of 20 and 21 the first tells more.
  expect([[...keys.subarray(0, wordCount)].sort(), [...keys.subarray(wordCount)]]).toEqual([[10, 13], [20]]);
});

test('designMatrix() drops unknown n-grams and counts them in the scale', () => {
  const vocabulary = { keys: Uint32Array.from([10, 13, 20]), wordCount: 2 };
  const { columns, starts, scales, width, blocks } = designMatrix(TABLE, vocabulary);
  expect([width, blocks]).toEqual([3, 2]);
  const rows = Array.from(scales, (_, i) => [...columns.subarray(starts[i], starts[i + 1])]);
  expect(rows).toEqual([[0], [2], [0], [2], [1], [], [1], []]);
  const expected = [
    ...[wordScale(2), charScale(1), wordScale(2), charScale(2)],
    ...[wordScale(2), charScale(1), wordScale(2), charScale(0)],
  ];
  expect([...scales]).toEqual(expected);
});

test('KeyCounter counts many keys, by class, and leaves out key 0', () => {
  const counter = new KeyCounter();
  counter.add(0, true);
  for (let key = 1; key <= 100_000; key++) counter.add(Math.imul(key, 0x9e3779b1) >>> 0, key % 4 === 0);
  for (let key = 1; key <= 10; key++) counter.add(Math.imul(key, 0x9e3779b1) >>> 0, true);
  const found: number[][] = [];
  counter.forEach(2, (_, { all, spam }) => found.push([all, spam]));
  expect(found).toHaveLength(10);
  expect(found.filter(([all, spam]) => all === 2 && spam === 2)).toHaveLength(2);
});

test('ColumnIndex finds each key of its vocabulary, 0 among them, and no other', () => {
  const keys = Uint32Array.from([7, 0, 7 + 2 ** 20, 4_294_967_295]);
  const index = new ColumnIndex(keys);
  expect([...keys].map((key) => index.columnOf(key))).toEqual([0, 1, 2, 3]);
  expect(index.columnOf(8)).toBe(-1);
});
