import { performance } from 'node:perf_hooks';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Observer } from '../../app/observer.js';
import type { Clock } from '../../domain/clock.js';
import type { Outbox } from '../../domain/outbox.js';
import { createInstruments, type Instruments } from './instruments.js';
import { type Latency, readLatencies } from './latency.js';

export interface MetricsDependencies {
  readonly store: Pick<Outbox, 'measureOutbox'>;
  readonly currentModel: () => string;
  readonly clock: Clock;
  /** Memory, processor, event loop, as well: of the process there is only one. */
  readonly measuresProcess: boolean;
}

export interface Metrics {
  /** Counts what the gate tells. */
  readonly observer: Observer;
  /** Of the text that `read` gives. */
  readonly contentType: string;
  /** Everything in Prometheus' text format. A store that is down is a number in it, not an error. */
  read(): Promise<string>;
  /** How long messages took. */
  readLatencies(): Promise<readonly Latency[]>;
}

/** However often they are asked for, the store is not asked more often than this. */
const OUTBOX_FRESH_MS = 1_000;

/** What the gate counts about itself, in a registry of its own. */
export function createMetrics(dependencies: MetricsDependencies): Metrics {
  const { store, currentModel, clock, measuresProcess } = dependencies;
  const registry = new Registry();
  if (measuresProcess) collectDefaultMetrics({ register: registry });
  const instruments = createInstruments(registry);
  let measuredAt = -Infinity;
  return {
    observer: createObserver(instruments),
    contentType: registry.contentType,
    read: async () => {
      instruments.model.reset();
      instruments.model.set({ model: currentModel() }, 1);
      const now = clock.now();
      if (Math.abs(now.getTime() - measuredAt) >= OUTBOX_FRESH_MS) {
        measuredAt = now.getTime();
        await measureOutbox(instruments, store, now);
      }
      return registry.metrics();
    },
    readLatencies: () => readLatencies(instruments),
  };
}

const SECOND_MS = 1_000;

function createObserver(to: Instruments): Observer {
  return {
    timeMs: () => performance.now(),
    onJudged: ({ channel, action, score, hasFault }) => {
      to.messages.inc({ channel, action });
      if (hasFault) to.faults.inc({ channel });
      if (score !== null) to.scores.observe({ channel }, score);
    },
    onScored: (ms) => to.scoring.observe(ms / SECOND_MS),
    onCommitted: (ms) => to.committing.observe(ms / SECOND_MS),
    onRepeat: (channel) => to.repeats.inc({ channel }),
    onAnswered: ({ channel, ms }) => to.answering.observe({ channel }, ms / SECOND_MS),
    onCorrected: ({ label, source, role }) => to.corrections.inc({ label, source, role }),
    onTried: (target, outcome) => to.tasks.inc({ target, outcome }),
  };
}

/** What is not known is left out: an old number would say that all is well. */
async function measureOutbox(to: Instruments, store: MetricsDependencies['store'], now: Date): Promise<void> {
  const measures = await store.measureOutbox().catch(() => null);
  to.store.set(measures === null ? 0 : 1);
  for (const gauge of [to.pending, to.oldest, to.retried, to.dead]) gauge.reset();
  for (const { target, pending, retried, dead, oldestPending } of measures ?? []) {
    to.pending.set({ target }, pending);
    to.retried.set({ target }, retried);
    to.dead.set({ target }, dead);
    const ageMs = oldestPending === null ? 0 : now.getTime() - Date.parse(oldestPending);
    to.oldest.set({ target }, Math.max(0, ageMs) / SECOND_MS);
  }
}
