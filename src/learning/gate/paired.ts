import type { Label } from '../../domain/correction.js';
import { measure } from '../../training/metrics.js';
import { lowerBound, upperBound } from './binomial.js';

/** A message that both models have scored. */
export interface Paired {
  /** Of a correction or a message; null for the written list. */
  readonly id: string | null;
  readonly text: string;
  /** Null: nobody has said. */
  readonly label: Label | null;
  readonly current: Judged;
  readonly candidate: Judged;
}

export interface Judged {
  /** 0 to 1. */
  readonly score: number;
  readonly isSpam: boolean;
}

/** How both models fare on the same labelled messages. All are numbers of messages. */
export interface PairedCounts {
  readonly spam: number;
  readonly ham: number;
  readonly currentCaught: number;
  readonly candidateCaught: number;
  readonly currentWronged: number;
  readonly candidateWronged: number;
  /** Ham that only the candidate calls spam, and that only the current model does. */
  readonly newlyWronged: number;
  readonly newlyRighted: number;
}

export function countPairs(items: readonly Paired[]): PairedCounts {
  const count = (label: Label, is: (item: Paired) => boolean): number =>
    items.filter((item) => item.label === label && is(item)).length;
  return {
    spam: count('spam', () => true),
    ham: count('ham', () => true),
    currentCaught: count('spam', ({ current }) => current.isSpam),
    candidateCaught: count('spam', ({ candidate }) => candidate.isSpam),
    currentWronged: count('ham', ({ current }) => current.isSpam),
    candidateWronged: count('ham', ({ candidate }) => candidate.isSpam),
    newlyWronged: count('ham', ({ current, candidate }) => candidate.isSpam && !current.isSpam),
    newlyRighted: count('ham', ({ current, candidate }) => !candidate.isSpam && current.isSpam),
  };
}

const CONFIDENCE = 0.95;

/**
 * What the false-positive rate rises by at the most, surely at 95 %: the upper bound of what is newly wrong less the lower
 * bound of what is newly right. Each may be missed in half of the 5 %, so that both hold together (Bonferroni).
 */
export function mostRise({ ham, newlyWronged, newlyRighted }: PairedCounts): number {
  const each = 1 - (1 - CONFIDENCE) / 2;
  return (
    upperBound({ count: newlyWronged, total: ham }, each) -
    lowerBound({ count: newlyRighted, total: ham }, each)
  );
}

/** Messages of ham without a single one newly wrong, from which on `mostRise` stays within the budget. */
export function hamNeeded(budget: number): number {
  const each = 1 - (1 - CONFIDENCE) / 2;
  return Math.ceil(Math.log(1 - each) / Math.log1p(-budget));
}

/** Expected calibration error of both, on messages with a label. */
export function calibrationErrors(items: readonly Paired[]): {
  readonly current: number;
  readonly candidate: number;
} {
  const errorOf = (judgedOf: (item: Paired) => Judged): number =>
    measure(
      items
        .filter(({ label }) => label !== null)
        .map((item) => ({ isSpam: item.label === 'spam', score: judgedOf(item).score })),
      1,
    ).ece ?? 0;
  return { current: errorOf(({ current }) => current), candidate: errorOf(({ candidate }) => candidate) };
}
