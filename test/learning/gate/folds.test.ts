import fc from 'fast-check';
import { foldsOf } from '../../../src/learning/gate/folds.js';
import { aLesson } from '../some-pairs.js';

const lessonsOf = (parts: readonly { readonly group: number; readonly isNew?: boolean }[]) =>
  parts.map((part, i) => aLesson({ id: `C${i}`, ...part }));
const numbers = (lessons: readonly { readonly id: string }[]) => lessons.map(({ id }) => Number(id.slice(1)));

test('foldsOf() learns of each part’s past and tests on the part', () => {
  const folds = foldsOf(lessonsOf(Array.from({ length: 8 }, (_, group) => ({ group }))));
  expect(folds.map(({ past, future }) => [numbers(past), numbers(future)])).toEqual([
    [
      [0, 1],
      [2, 3],
    ],
    [
      [0, 1, 2, 3],
      [4, 5],
    ],
    [
      [0, 1, 2, 3, 4, 5],
      [6, 7],
    ],
  ]);
});

test('foldsOf() tests on nothing that the current model has learnt, and learns of it', () => {
  const folds = foldsOf(
    lessonsOf([
      { group: 0, isNew: false },
      { group: 1, isNew: false },
      { group: 2 },
      { group: 1 },
      { group: 3 },
    ]),
  );
  expect(folds.map(({ past, future }) => [numbers(past), numbers(future)])).toEqual([[[0, 1, 2, 3], [4]]]);
});

test.each([[[]], [[{ group: 0 }]], [[{ group: 0 }, { group: 0 }]], [[{ group: 0, isNew: false }]]])(
  'foldsOf() of %j has no fold',
  (parts) => {
    expect(foldsOf(lessonsOf(parts))).toEqual([]);
  },
);

test('foldsOf() keeps to the order of time, and no twin is on both sides or twice in the future', () => {
  const parts = fc.array(fc.record({ group: fc.nat(12), isNew: fc.boolean() }), { maxLength: 60 });
  fc.assert(
    fc.property(parts, (some) => {
      const lessons = lessonsOf(some);
      const tested: number[] = [];
      for (const { past, future } of foldsOf(lessons)) {
        const groups = new Set(past.map(({ group }) => group));
        expect(future.filter(({ group }) => groups.has(group))).toEqual([]);
        expect(new Set(future.map(({ group }) => group)).size).toBe(future.length);
        expect(future.every(({ isNew }) => isNew)).toBe(true);
        expect(future.length).toBeGreaterThan(0);
        const last = Math.max(...numbers(past.filter(({ isNew }) => isNew)));
        expect(Math.min(...numbers(future))).toBeGreaterThan(last);
        tested.push(...numbers(future));
      }
      expect(new Set(tested).size).toBe(tested.length);
    }),
  );
});
