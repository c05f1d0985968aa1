import type { Label } from '../../src/domain/correction.js';
import type { Lesson } from '../../src/learning/lessons.js';
import type { Paired } from '../../src/learning/gate/paired.js';

interface Share {
  readonly label?: Label | null;
  /** What the current model says, and what the candidate does. */
  readonly current: boolean;
  readonly candidate: boolean;
}

const judged = (isSpam: boolean) => ({ score: isSpam ? 0.9 : 0.1, isSpam });

/** So many messages on which both models say the same each time. */
export function pairs(count: number, { label = 'ham', current, candidate }: Share): Paired[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `M${i}`,
    text: `text ${i}`,
    label,
    current: judged(current),
    candidate: judged(candidate),
  }));
}

export function aLesson(parts: Partial<Lesson> = {}): Lesson {
  return {
    id: 'C1',
    text: 'Lunch at noon?',
    label: 'ham',
    author: 'Bea',
    channel: 'telegram',
    at: '2026-01-02T03:04:05.000Z',
    isNew: true,
    group: 0,
    weight: 1,
    ...parts,
  };
}
