import type { Clock } from '../domain/clock.js';
import type { RetrainingStore, RetrainingTrigger } from '../domain/retraining.js';

export interface ScheduleDependencies {
  readonly store: Pick<RetrainingStore, 'listRetrainings' | 'countCorrectionsAfter'>;
  readonly clock: Clock;
  /** The first time after another one at which a run is to begin; null without a schedule. */
  readonly nextTime: ((after: Date) => Date | null) | null;
  /** New corrections that are worth a run; null: none are. */
  readonly after: number | null;
  /** Resolves when the run has ended: false when it broke off. */
  readonly start: (trigger: RetrainingTrigger) => Promise<boolean>;
}

/** What broke off would break off again a minute later. */
const REST_MS = 3_600_000;

/**
 * Starts a run where one is due: every process asks, and whoever starts first holds the others off. A time that passed while
 * no process ran is made up for once, at the next start.
 */
export function createRetrainingSchedule(dependencies: ScheduleDependencies): () => Promise<void> {
  const { clock, start } = dependencies;
  const begunAt = clock.now();
  let restsUntil = 0;
  return async () => {
    if (clock.now().getTime() < restsUntil) return;
    const trigger = await dueTrigger(dependencies, begunAt);
    if (trigger === null) return;
    const isDone = await start(trigger);
    restsUntil = isDone ? 0 : clock.now().getTime() + REST_MS;
  };
}

async function dueTrigger(
  { store, clock, nextTime, after }: ScheduleDependencies,
  begunAt: Date,
): Promise<RetrainingTrigger | null> {
  const [last] = await store.listRetrainings(1);
  // A store without any run: the schedule begins with the process.
  const since = last === undefined ? begunAt : new Date(last.startedAt);
  const due = nextTime?.(since) ?? null;
  if (due !== null && due.getTime() <= clock.now().getTime()) return 'schedule';
  if (after === null) return null;
  const { count } = await store.countCorrectionsAfter(last?.sawThrough ?? 0);
  return count >= after ? 'corrections' : null;
}
