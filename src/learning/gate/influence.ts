import type { Paired } from './paired.js';

/** What one author alone moves: verdicts on recent traffic and the written list that would be others without his lessons. */
export interface Influence {
  readonly author: string;
  readonly lessons: number;
  readonly moved: number;
  readonly messages: number;
}

/** Of so many lessons on it is worth the time to see what an author does. */
export const FEWEST_LESSONS = 10;
/** Authors that are looked at, those with the most to say first. */
export const MOST_AUTHORS = 3;

/** `withAll` and `without` are the same messages in the same order; the candidates differ by the author's lessons. */
export function influenceOf(
  author: { readonly author: string; readonly lessons: number },
  withAll: readonly Paired[],
  without: readonly Paired[],
): Influence {
  const moved = withAll.filter((item, i) => item.candidate.isSpam !== without[i]?.candidate.isSpam).length;
  return { ...author, moved, messages: withAll.length };
}

const FEWEST_MOVED = 5;
const MOST_MOVED_SHARE = 0.005;

/** A sentence for each author who moves many verdicts by himself. */
export function alarmsOf(influences: readonly Influence[]): string[] {
  return influences
    .filter(({ moved, messages }) => moved >= Math.max(FEWEST_MOVED, messages * MOST_MOVED_SHARE))
    .map(
      ({ author, lessons, moved, messages }) =>
        `${author} alone moves ${moved} of ${messages} verdicts with ${lessons} corrections: look at them before you use this model`,
    );
}
