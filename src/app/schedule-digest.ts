import type { Clock } from '../domain/clock.js';
import type { Outbox } from '../domain/outbox.js';

export interface DigestDependencies {
  readonly store: Pick<Outbox, 'addTasks'>;
  readonly clock: Clock;
  /** 0 to 23, in UTC. */
  readonly hour: number;
  /** New tasks stand in the outbox. */
  readonly onTasks: () => void;
}

const DAY_MS = 24 * 3_600_000;

/**
 * Puts the digest of the day that ended last into the outbox, and the one before, should the gate have slept through it.
 * However often and in however many processes this is done, there is one task a day.
 */
export function createDigestSchedule({
  store,
  clock,
  hour,
  onTasks,
}: DigestDependencies): () => Promise<void> {
  let isKnown = '';
  return async () => {
    const now = clock.now();
    const until = lastTime(now, hour);
    if (until.toISOString() === isKnown) return;
    const ends = [new Date(until.getTime() - DAY_MS), until];
    await store.addTasks(ends.map(digestTask), now.toISOString());
    isKnown = until.toISOString();
    onTasks();
  };
}

function lastTime(now: Date, hour: number): Date {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hour);
  return new Date(today > now.getTime() ? today - DAY_MS : today);
}

function digestTask(until: Date) {
  const since = new Date(until.getTime() - DAY_MS);
  return {
    target: 'digest' as const,
    dedupeKey: `digest:${until.toISOString().slice(0, 10)}`,
    lane: 'digest',
    payload: { version: 1, since: since.toISOString(), until: until.toISOString() },
  };
}
