import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.js';
import type { ParkedUpdates } from '../../domain/store.js';
import type { HandleUpdate } from './handle-update.js';
import { readUpdateId } from './reading/update.js';

export interface ReceiverDependencies {
  readonly handleUpdate: HandleUpdate;
  readonly store: Pick<ParkedUpdates, 'parkUpdate' | 'countParkedUpdates'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const MAX_FAILURES = 5;
/** Updates that are failing at one time; the one that has failed longest is forgotten first. */
const MAX_FAILING = 1_000;

/**
 * Handles an update, and rejects when it must be delivered again. What failed five times is parked, so that one
 * update the gate stumbles over does not hold up all that come after it. While the store is down nothing counts
 * as a failure of the update and nothing can be parked: it keeps coming back, and nothing is lost.
 */
export function createReceiveUpdate(dependencies: ReceiverDependencies): HandleUpdate {
  const { handleUpdate, store, clock, logger } = dependencies;
  const failures = new Map<string, number>();

  const countFailure = (updateId: string): number => {
    const count = (failures.get(updateId) ?? 0) + 1;
    failures.set(updateId, count);
    const [oldest] = failures.keys();
    if (failures.size > MAX_FAILING && oldest !== undefined) failures.delete(oldest);
    return count;
  };

  const park = async (raw: unknown, reason: string, requestId?: string): Promise<void> => {
    const updateId = String(readUpdateId(raw));
    const body = JSON.stringify(raw);
    await store.parkUpdate({ channel: 'telegram', updateId, body, reason, at: clock.now().toISOString() });
    failures.delete(updateId);
    logger.error({ updateId, reason, requestId }, 'Parked an update that cannot be handled');
  };

  return async (raw, requestId) => {
    const updateId = String(readUpdateId(raw));
    try {
      await handleUpdate(raw, requestId);
      failures.delete(updateId);
    } catch (error) {
      const isStoreUp = await store.countParkedUpdates().then(
        () => true,
        () => false,
      );
      if (!isStoreUp || countFailure(updateId) < MAX_FAILURES) throw error;
      await park(raw, error instanceof Error ? error.message : String(error), requestId);
    }
  };
}
