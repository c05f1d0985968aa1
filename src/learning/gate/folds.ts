import type { Lesson } from '../lessons.js';

/** Some lessons, and those that came after them. */
export interface Fold {
  readonly past: readonly Lesson[];
  readonly future: readonly Lesson[];
}

/** Parts that the lessons are cut into; the first one is only learnt from. */
const PARTS = 4;

/**
 * Time-ordered folds of what the current model has not learnt: each part is tested by what was learnt of all that came
 * before it. A text that is nearly the same as one of the past is left out of the future, so that no twin is on both sides.
 * `lessons` in the order of time.
 */
export function foldsOf(lessons: readonly Lesson[]): Fold[] {
  const fresh = lessons.filter(({ isNew }) => isNew);
  const old = lessons.filter(({ isNew }) => !isNew);
  const size = Math.ceil(fresh.length / PARTS);
  const folds: Fold[] = [];
  for (let from = size; size > 0 && from < fresh.length; from += size) {
    const past = [...old, ...fresh.slice(0, from)];
    const known = new Set(past.map(({ group }) => group));
    const future = fresh.slice(from, from + size).filter(({ group }) => !known.has(group));
    folds.push({ past, future: firstOfEachGroup(future) });
  }
  return folds.filter(({ future }) => future.length > 0);
}

/** Copies of one campaign are one thing that is caught or missed. */
function firstOfEachGroup(lessons: readonly Lesson[]): Lesson[] {
  const seen = new Set<number>();
  return lessons.filter(({ group }) => {
    const isFirst = !seen.has(group);
    seen.add(group);
    return isFirst;
  });
}
