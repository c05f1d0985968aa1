import type { Clock } from '../domain/clock.js';
import type { TrafficStore } from '../domain/traffic.js';

export interface RollUpDependencies {
  readonly store: Pick<TrafficStore, 'rollUpTraffic'>;
  readonly clock: Clock;
  /** Between two batches others have the store. False: the process ends, and leaves the rest to the next one. */
  readonly pause: () => Promise<boolean>;
}

/** SQLite is busy with so many for some ten milliseconds, and the process with it. */
const BATCH = 2_000;

/** Counts what came since the last time into its hours, in batches. Says how many. Doing it twice does it once. */
export function createRollUp({ store, clock, pause }: RollUpDependencies): () => Promise<number> {
  return async () => {
    let total = 0;
    for (;;) {
      const count = await store.rollUpTraffic({ now: clock.now().toISOString(), limit: BATCH });
      total += count;
      if (count === 0 || !(await pause())) return total;
    }
  };
}
