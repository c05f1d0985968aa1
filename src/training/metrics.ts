import type { Metrics } from '../classifier/manifest.js';

export interface Scored {
  readonly isSpam: boolean;
  /** 0 to 1. */
  readonly score: number;
}

/** How well scores tell spam from ham. A message counts as called spam from the threshold on. */
export function measure(items: readonly Scored[], threshold: number): Metrics {
  const spam = items.filter((item) => item.isSpam).length;
  return {
    ...measureDecisions(items, threshold),
    rocAuc: rocAuc(items),
    averagePrecision: averagePrecision(items),
    brier: ratio(
      items.reduce((sum, { score, isSpam }) => sum + (score - Number(isSpam)) ** 2, 0),
      items.length,
    ),
    ece: expectedCalibrationError(items),
    threshold,
    spam,
    ham: items.length - spam,
  };
}

type Decisions = Pick<Metrics, 'accuracy' | 'precision' | 'recall' | 'falsePositiveRate' | 'f1' | 'mcc'>;

function measureDecisions(items: readonly Scored[], threshold: number): Decisions {
  const count = (isSpam: boolean, isCalledSpam: boolean) =>
    items.filter((item) => item.isSpam === isSpam && item.score >= threshold === isCalledSpam).length;
  const tp = count(true, true);
  const fn = count(true, false);
  const fp = count(false, true);
  const tn = count(false, false);
  return {
    accuracy: ratio(tp + tn, items.length),
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, tp + fn),
    falsePositiveRate: ratio(fp, fp + tn),
    f1: ratio(2 * tp, 2 * tp + fp + fn),
    mcc: ratio(tp * tn - fp * fn, Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
  };
}

/** Null for 0/0: the data do not define the number. */
function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

export interface Tie {
  readonly score: number;
  readonly spam: number;
  readonly ham: number;
}

/** Items with one score belong together: no order among them may count. Highest score first. */
export function groupTies(items: readonly Scored[]): Tie[] {
  const ties = new Map<number, { spam: number; ham: number }>();
  for (const { score, isSpam } of items) {
    const tie = ties.get(score) ?? { spam: 0, ham: 0 };
    tie[isSpam ? 'spam' : 'ham'] += 1;
    ties.set(score, tie);
  }
  return [...ties].map(([score, tie]) => ({ score, ...tie })).sort((a, b) => b.score - a.score);
}

/** The chance that a spam message scores higher than a ham message, a tie counting half. */
function rocAuc(items: readonly Scored[]): number | null {
  const ties = groupTies(items);
  const spam = ties.reduce((sum, tie) => sum + tie.spam, 0);
  const ham = items.length - spam;
  let wins = 0;
  let spamAbove = 0;
  for (const tie of ties) {
    wins += tie.ham * (spamAbove + tie.spam / 2);
    spamAbove += tie.spam;
  }
  return ratio(wins, spam * ham);
}

/** Precision at each score, weighted by the recall it adds: scikit-learn's `average_precision_score`. */
function averagePrecision(items: readonly Scored[]): number | null {
  const spam = items.filter((item) => item.isSpam).length;
  let above = 0;
  let spamAbove = 0;
  let sum = 0;
  for (const tie of groupTies(items)) {
    above += tie.spam + tie.ham;
    spamAbove += tie.spam;
    sum += tie.spam * (spamAbove / above);
  }
  return ratio(sum, spam);
}

const CALIBRATION_BINS = 15;

/** How far scores lie from the share of spam among messages with about the same score, over 15 bins of equal width. */
function expectedCalibrationError(items: readonly Scored[]): number | null {
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ score: 0, spam: 0 }));
  for (const { score, isSpam } of items) {
    const bin = bins[Math.min(Math.floor(score * CALIBRATION_BINS), CALIBRATION_BINS - 1)];
    if (bin === undefined) throw new RangeError(`Cannot measure a score of ${score}: it is no probability`);
    bin.score += score;
    bin.spam += Number(isSpam);
  }
  return ratio(
    bins.reduce((sum, bin) => sum + Math.abs(bin.score - bin.spam), 0),
    items.length,
  );
}
