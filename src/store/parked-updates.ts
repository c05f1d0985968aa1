import { cleanText } from '../domain/message.js';
import type { ParkedUpdates } from '../domain/store.js';
import type { Queries } from './tables.js';

export function createParkedUpdates(db: Queries): ParkedUpdates {
  return {
    parkUpdate: async ({ channel, updateId, body, reason, at }) => {
      await db
        .insertInto('parked_updates')
        .values({
          channel,
          update_id: cleanText(updateId),
          body: cleanText(body),
          reason: cleanText(reason),
          parked_at: at,
        })
        .execute();
    },
    countParkedUpdates: async () => {
      const { count } = await db
        .selectFrom('parked_updates')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}
