import type { MessageFilter, StoredMessage } from '../../src/domain/store.js';
import { anArrival, aStoredMessage, aVerdict } from '../support/builders.js';
import type { StoreBench } from './store.contract.js';

export type Parts = Parameters<typeof aStoredMessage>[0];

export const SPAM = aVerdict({ score: 0.95, band: 'spam', action: 'quarantine' });
export const UNSURE = aVerdict({ score: 0.6, band: 'unsure' });

export const benchTools = ({ store }: StoreBench) => ({
  keep: async (id: string, parts: Parts = {}, near = id): Promise<void> => {
    const message = aStoredMessage({ id, messageId: `x${id}`, ...parts });
    await store().saveArrival(anArrival(message, { nearFingerprint: near }));
  },
  /** All that a filter finds, however many pages that takes. */
  list: async (filter: MessageFilter): Promise<string> => {
    const found: StoredMessage[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await store().listMessages({
        ...filter,
        limit: 3,
        ...(after === undefined ? {} : { after }),
      });
      found.push(...page.items);
      after = page.next;
    }
    return found.map(({ id }) => id).join(' ');
  },
});
