import type { Spread } from '../../classifier/manifest.js';
import { groupTies, type Scored } from '../metrics.js';

/** Null for no values. The median of an even number of values lies halfway between the two in the middle. */
export function spreadOf(values: readonly number[]): Spread | null {
  const sorted = [...values].sort((a, b) => a - b);
  const min = sorted[0];
  const max = sorted.at(-1);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  if (min === undefined || max === undefined || lower === undefined || upper === undefined) return null;
  return { median: (lower + upper) / 2, min, max };
}

/**
 * The item whose value is in the middle, so that one real item stands for all: the lower of two in the middle, the
 * earlier of equal ones. Null for no items.
 */
export function medianItem<Item>(items: readonly Item[], valueOf: (item: Item) => number): Item | null {
  const sorted = [...items].sort((a, b) => valueOf(a) - valueOf(b));
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  return middle === undefined ? null : (items.find((item) => valueOf(item) === valueOf(middle)) ?? null);
}

export interface Confusion {
  readonly truePositives: number;
  readonly falseNegatives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
}

/** A message counts as called spam from the threshold on. */
export function confusionOf(items: readonly Scored[], threshold: number): Confusion {
  const count = (isSpam: boolean, isCalledSpam: boolean) =>
    items.filter((item) => item.isSpam === isSpam && item.score >= threshold === isCalledSpam).length;
  return {
    truePositives: count(true, true),
    falseNegatives: count(true, false),
    falsePositives: count(false, true),
    trueNegatives: count(false, false),
  };
}

export interface RocPoint {
  readonly falsePositiveRate: number;
  readonly recall: number;
}

/** From (0, 0) to (1, 1), one point a distinct score; empty where one class is missing. */
export function rocPoints(items: readonly Scored[]): RocPoint[] {
  const spam = items.filter((item) => item.isSpam).length;
  const ham = items.length - spam;
  if (spam === 0 || ham === 0) return [];
  const points: RocPoint[] = [{ falsePositiveRate: 0, recall: 0 }];
  let spamAbove = 0;
  let hamAbove = 0;
  for (const tie of groupTies(items)) {
    spamAbove += tie.spam;
    hamAbove += tie.ham;
    points.push({ falsePositiveRate: hamAbove / ham, recall: spamAbove / spam });
  }
  return points;
}

export interface PrecisionRecallPoint {
  readonly recall: number;
  readonly precision: number;
}

/** One point a distinct score after the customary start at recall 0 and precision 1; empty without spam. */
export function precisionRecallPoints(items: readonly Scored[]): PrecisionRecallPoint[] {
  const spam = items.filter((item) => item.isSpam).length;
  if (spam === 0) return [];
  const points: PrecisionRecallPoint[] = [{ recall: 0, precision: 1 }];
  let above = 0;
  let spamAbove = 0;
  for (const tie of groupTies(items)) {
    above += tie.spam + tie.ham;
    spamAbove += tie.spam;
    points.push({ recall: spamAbove / spam, precision: spamAbove / above });
  }
  return points;
}

export interface CalibrationBin {
  readonly meanScore: number;
  readonly spamShare: number;
  readonly messages: number;
}

/** Bins of equal width over 0 to 1, 1 itself in the last; bins without a message are left out. */
export function calibrationBins(items: readonly Scored[], bins = 10): CalibrationBin[] {
  const sums = Array.from({ length: bins }, () => ({ score: 0, spam: 0, messages: 0 }));
  for (const { score, isSpam } of items) {
    const bin = sums[Math.min(Math.floor(score * bins), bins - 1)];
    if (bin === undefined) throw new RangeError(`Cannot calibrate a score of ${score}: it is no probability`);
    bin.score += score;
    bin.spam += Number(isSpam);
    bin.messages += 1;
  }
  return sums
    .filter(({ messages }) => messages > 0)
    .map(({ score, spam, messages }) => ({
      meanScore: score / messages,
      spamShare: spam / messages,
      messages,
    }));
}
