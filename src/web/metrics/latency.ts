import type { Histogram } from 'prom-client';
import type { Instruments } from './instruments.js';

const STEPS = ['scoring', 'committing', 'answering'] as const;

/** How long one step of a message took in this process, since it started. */
export interface Latency {
  readonly step: (typeof STEPS)[number];
  /** How often it was measured. */
  readonly count: number;
  /** Milliseconds that half, and 95 of 100, stayed within; infinite beyond the last bucket, null where nothing was measured. */
  readonly halfMs: number | null;
  readonly mostMs: number | null;
}

export function readLatencies(instruments: Pick<Instruments, Latency['step']>): Promise<readonly Latency[]> {
  return Promise.all(
    STEPS.map(async (step) => {
      const buckets = await bucketsOf(instruments[step]);
      const count = buckets.at(-1)?.below ?? 0;
      const within = (share: number): number | null => (count === 0 ? null : boundMs(buckets, share * count));
      return { step, count, halfMs: within(0.5), mostMs: within(0.95) };
    }),
  );
}

interface Bucket {
  readonly seconds: number;
  /** How many took this long at most. */
  readonly below: number;
}

/** Of all labels together, the shortest first; the last one is infinite. */
async function bucketsOf(histogram: Pick<Histogram, 'get'>): Promise<readonly Bucket[]> {
  const counts = new Map<number, number>();
  for (const { metricName, labels, value } of (await histogram.get()).values) {
    if (metricName?.endsWith('_bucket') !== true) continue;
    const { le } = labels as { readonly le?: string | number };
    const seconds = le === '+Inf' ? Infinity : Number(le);
    counts.set(seconds, (counts.get(seconds) ?? 0) + value);
  }
  return [...counts].map(([seconds, below]) => ({ seconds, below })).sort((a, b) => a.seconds - b.seconds);
}

function boundMs(buckets: readonly Bucket[], wanted: number): number {
  return (buckets.find(({ below }) => below >= wanted)?.seconds ?? Infinity) * 1_000;
}
