import type { Scored } from './metrics.js';

export interface GroupedScore extends Scored {
  /** What the message is counted under. */
  readonly value: string;
}

/** How the messages of one value fare. All but the rate and the mean are numbers of messages. */
export interface GroupMetrics {
  readonly value: string;
  readonly rows: number;
  readonly spam: number;
  readonly ham: number;
  readonly calledSpam: number;
  readonly hamCalledSpam: number;
  readonly spamMissed: number;
  /** The share of the rows that got the wrong label. */
  readonly errorRate: number;
  readonly meanScore: number;
}

/**
 * Counts the right and wrong labels for each value by itself. The highest error rate comes first; among equals the one
 * with more errors, then by value. A message counts as called spam from the threshold on.
 */
export function measureBy(items: readonly GroupedScore[], threshold: number): GroupMetrics[] {
  const groups = new Map<string, GroupedScore[]>();
  for (const item of items) {
    const group = groups.get(item.value);
    if (group === undefined) groups.set(item.value, [item]);
    else group.push(item);
  }
  return [...groups].map(([value, members]) => measureGroup(value, members, threshold)).sort(worstFirst);
}

function measureGroup(value: string, items: readonly GroupedScore[], threshold: number): GroupMetrics {
  const rows = items.length;
  const spam = items.filter((item) => item.isSpam).length;
  const calledSpam = items.filter(({ score }) => score >= threshold).length;
  const hamCalledSpam = items.filter(({ isSpam, score }) => !isSpam && score >= threshold).length;
  const spamMissed = spam - (calledSpam - hamCalledSpam);
  return {
    value,
    rows,
    spam,
    ham: rows - spam,
    calledSpam,
    hamCalledSpam,
    spamMissed,
    errorRate: (hamCalledSpam + spamMissed) / rows,
    meanScore: items.reduce((sum, { score }) => sum + score, 0) / rows,
  };
}

function worstFirst(a: GroupMetrics, b: GroupMetrics): number {
  return b.errorRate - a.errorRate || errorsOf(b) - errorsOf(a) || compareTexts(a.value, b.value);
}

function errorsOf({ hamCalledSpam, spamMissed }: GroupMetrics): number {
  return hamCalledSpam + spamMissed;
}

/** Without a locale, so that the order is the same on every machine. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
