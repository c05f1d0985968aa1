import { summariseData } from '../../../src/training/compare/summarise-data.js';
import { DataError } from '../../../src/training/data-error.js';
import type { LabelledText } from '../../../src/training/labelled-data.js';

const ROWS: readonly LabelledText[] = [
  { label: 'ham', text: 'See you at the café at 7' },
  { label: 'spam', text: 'WIN cash! Win NOW' },
  { label: 'spam', text: 'Win a car, u lucky one' },
  { label: 'spam', text: 'WIN cash! Win NOW' },
  { label: 'ham', text: "Don’t go to Ann's car" },
  { label: 'ham', text: 'x'.repeat(1000) },
];

const summarise = (change: Partial<Parameters<typeof summariseData>[0]> = {}) =>
  summariseData({
    name: 'self-written',
    sha256: 'ab',
    rows: ROWS,
    split: { train: ROWS.slice(1, 4), validation: ROWS.slice(4, 5) },
    vocabulary: 4,
    length: 6,
    ...change,
  });

test('summariseData() describes the data and its first five rows', () => {
  expect(summarise()).toMatchObject({ name: 'self-written', sha256: 'ab', rows: 6 });
  expect(summarise().firstRows).toEqual(ROWS.slice(0, 5));
});

test('summariseData() describes a class as pandas does', () => {
  expect(summarise().spam).toMatchObject({
    count: 3,
    unique: 2,
    mostFrequent: 'WIN cash! Win NOW',
    frequency: 2,
    meanLength: (17 + 22 + 17) / 3,
  });
  expect(summarise().ham).toMatchObject({ count: 3, unique: 3, mostFrequent: ROWS[0]?.text, frequency: 1 });
});

test('summariseData() counts lengths in bins of 25 characters, the longest in the last', () => {
  const texts = [24, 25, 49, 50, 399, 400, 5000].map((size) => 'x'.repeat(size));
  const { lengthHistogram } = summarise({ rows: texts.map((text) => ({ label: 'ham', text })) }).ham;
  expect(lengthHistogram.slice(0, 3)).toEqual([
    { from: 0, to: 25, texts: 1 },
    { from: 25, to: 50, texts: 2 },
    { from: 50, to: 75, texts: 1 },
  ]);
  expect(lengthHistogram.at(-1)).toEqual({ from: 375, to: 400, texts: 3 });
  expect(lengthHistogram.reduce((sum, bin) => sum + bin.texts, 0)).toBe(texts.length);
});

test('summariseData() counts words without stop words, numbers and single letters', () => {
  expect(summarise().spam.words).toEqual([
    { word: 'win', count: 5 },
    { word: 'cash', count: 2 },
    { word: 'car', count: 1 },
    { word: 'lucky', count: 1 },
  ]);
  const { words } = summarise().ham;
  expect(words.map(({ word }) => word)).toEqual(['see', 'café', 'go', "ann's", 'car', 'x'.repeat(1000)]);
});

test('summariseData() keeps the 150 most frequent words', () => {
  const text = Array.from({ length: 200 }, (_, i) => `word${i} `.repeat(i + 1)).join('');
  const { words } = summarise({ rows: [{ label: 'ham', text }] }).ham;
  expect(words).toHaveLength(150);
  expect(words[0]).toEqual({ word: 'word199', count: 200 });
  expect(words.at(-1)).toEqual({ word: 'word50', count: 51 });
});

test('summariseData() shows the tokens of the training part', () => {
  // Two of the eight words fit beside padding and <OOV>: win (5 of 14 tokens) and cash (2).
  expect(summarise().tokens).toEqual({
    distinct: 9,
    vocabulary: 4,
    length: 6,
    trainingCoverage: 7 / 14,
    validationCoverage: 0,
    first: { text: 'WIN cash! Win NOW', words: ['win', 'cash', 'win', 'now'], ids: [2, 3, 2, 1, 0, 0] },
  });
});

test('summariseData() says nothing false of a class or a part that is empty', () => {
  const { spam, tokens } = summarise({
    rows: ROWS.filter(({ label }) => label === 'ham'),
    split: { train: ROWS, validation: [] },
  });
  expect(spam).toMatchObject({
    count: 0,
    unique: 0,
    mostFrequent: '',
    frequency: 0,
    meanLength: 0,
    words: [],
  });
  expect(tokens.validationCoverage).toBe(0);
});

test('summariseData() refuses an empty training part', () => {
  expect(() => summarise({ split: { train: [], validation: ROWS } })).toThrow(
    new DataError('Cannot summarise the data: there is no training message'),
  );
});
