import type { Band } from '../../../domain/verdict.js';
import { SCORE_BINS, type TrafficRow } from '../../../domain/traffic.js';

export const RANGES = ['day', 'week', 'month'] as const;
export type Range = (typeof RANGES)[number];

const HOUR_MS = 3_600_000;

/** How far back, and how long each bar is, in hours. */
export const RANGE_HOURS: Readonly<Record<Range, { readonly all: number; readonly bar: number }>> = {
  day: { all: 24, bar: 1 },
  week: { all: 7 * 24, bar: 6 },
  month: { all: 30 * 24, bar: 24 },
};

/** What came in a stretch of time. */
export interface TrafficBar extends Readonly<Record<Band, number>> {
  /** ISO 8601: its beginning. */
  readonly from: string;
}

export interface Stretch {
  /** ISO 8601, both: hours that begin from (included) to (not included). */
  readonly from: string;
  readonly to: string;
}

/** Whole bars, in UTC; the last one is not over yet. */
export function stretchOf(range: Range, now: Date): Stretch {
  const { all, bar } = RANGE_HOURS[range];
  const barMs = bar * HOUR_MS;
  const end = (Math.floor(now.getTime() / barMs) + 1) * barMs;
  return { from: iso(end - all * HOUR_MS), to: iso(end) };
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** One for each stretch, also where nothing came. */
export function barsOf(
  rows: readonly TrafficRow[],
  range: Range,
  { from, to }: Stretch,
): readonly TrafficBar[] {
  const barMs = RANGE_HOURS[range].bar * HOUR_MS;
  const start = Date.parse(from);
  const counts = Array.from({ length: Math.round((Date.parse(to) - start) / barMs) }, () => ({
    ham: 0,
    unsure: 0,
    spam: 0,
  }));
  for (const { hour, band, messages } of rows) {
    const count = counts[Math.floor((Date.parse(hour) - start) / barMs)];
    if (count !== undefined) count[band] += messages;
  }
  return counts.map((count, i) => ({ from: iso(start + i * barMs), ...count }));
}

/** How many messages have a score in each of twenty bins of equal width. */
export function scoresOf(rows: readonly TrafficRow[]): readonly number[] {
  const counts = Array.from({ length: SCORE_BINS }, () => 0);
  for (const { scoreBin, messages } of rows)
    if (scoreBin !== null) counts[scoreBin] = (counts[scoreBin] ?? 0) + messages;
  return counts;
}
