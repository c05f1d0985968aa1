import fc from 'fast-check';
import { groupedFolds } from '../../../src/training/compare/folds.js';
import { DataError } from '../../../src/training/data-error.js';
import type { LabelledText } from '../../../src/training/labelled-data.js';
import { nearDuplicateKey } from '../../../src/training/near-duplicates.js';
import { countClasses } from '../../../src/training/split.js';
import { MESSAGES } from '../messages.js';

test('groupedFolds() gives every part the same share of both classes', () => {
  for (const { train, validation } of groupedFolds(MESSAGES, 5, 1)) {
    expect(countClasses(validation)).toEqual({ spam: 6, ham: 6 });
    expect(countClasses(train)).toEqual({ spam: 24, ham: 24 });
  }
});

test('groupedFolds() lets the seed decide', () => {
  expect(groupedFolds(MESSAGES, 5, 1)).toEqual(groupedFolds(MESSAGES, 5, 1));
  expect(groupedFolds(MESSAGES, 5, 1)).not.toEqual(groupedFolds(MESSAGES, 5, 2));
});

test.each([1, 0, -3, 2.5, NaN])('groupedFolds() refuses %p folds', (folds) => {
  expect(() => groupedFolds(MESSAGES, folds, 1)).toThrow(RangeError);
});

test('groupedFolds() counts near-duplicates once when it looks for enough messages', () => {
  const rows: LabelledText[] = [
    ...['win 1', 'win 2', 'WIN 3!', 'cash'].map((text) => ({ label: 'spam', text }) as const),
    ...['see you', 'at home', 'later'].map((text) => ({ label: 'ham', text }) as const),
  ];
  expect(groupedFolds(rows, 2, 1)).toHaveLength(2);
  expect(() => groupedFolds(rows, 3, 1)).toThrow(
    new DataError(
      'Cannot divide the data into 3 folds: it has 2 different spam messages, near-duplicates counted once',
    ),
  );
});

const text = fc
  .array(fc.constantFrom('win', 'WIN', 'cash', 'see', ' ', '!', '1', '2', '77', 'ö', '😀'), { maxLength: 6 })
  .map((pieces) => pieces.join(' '));
const rowsAndFolds = fc.tuple(
  fc.array(fc.record({ label: fc.constantFrom('spam', 'ham'), text }), { minLength: 8, maxLength: 80 }),
  fc.integer({ min: 2, max: 5 }),
  fc.nat(),
);

/** Null where there are too few messages for it. */
function tryFolds(rows: readonly LabelledText[], folds: number, seed: number) {
  try {
    return groupedFolds(rows, folds, seed);
  } catch (error) {
    if (error instanceof DataError) return null;
    throw error;
  }
}

test('groupedFolds() validates every row once, never beside a near-duplicate, in parts that have both classes', () => {
  fc.assert(
    fc.property(rowsAndFolds, ([rows, folds, seed]) => {
      const splits = tryFolds(rows, folds, seed);
      fc.pre(splits !== null);
      const validated = splits.flatMap(({ validation }) => validation);
      expect(validated).toHaveLength(rows.length);
      expect(new Set(validated)).toEqual(new Set(rows));
      for (const { train, validation } of splits) {
        expect(train).toEqual(rows.filter((row) => !validation.includes(row)));
        const trained = new Set(train.map((row) => nearDuplicateKey(row.text)));
        expect(validation.filter((row) => trained.has(nearDuplicateKey(row.text)))).toEqual([]);
        expect(Math.min(...Object.values(countClasses(validation)))).toBeGreaterThan(0);
      }
    }),
  );
});
