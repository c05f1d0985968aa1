import { cleanText } from '../domain/message.js';
import { type ConversationSettings, NO_SETTINGS } from '../domain/policy.js';
import type { ConversationKey, ConversationStore } from '../domain/store.js';
import type { Queries } from './tables.js';

export function createConversationStore(db: Queries): ConversationStore {
  return {
    readSettings: async ({ channel, id }) => {
      const row = await db
        .selectFrom('conversations')
        .select(['mode', 'threshold'])
        .where('channel', '=', channel)
        .where('id', '=', cleanText(id))
        .executeTakeFirst();
      return row ?? NO_SETTINGS;
    },
    changeSettings: (conversation, change) => changeSettings(db, conversation, change),
  };
}

/** Null sets a setting back to the default; a setting that is not named stays. */
async function changeSettings(
  db: Queries,
  { channel, id }: ConversationKey,
  { mode, threshold }: Partial<ConversationSettings>,
): Promise<void> {
  const change = {
    ...(mode === undefined ? {} : { mode }),
    ...(threshold === undefined ? {} : { threshold }),
  };
  if (Object.keys(change).length === 0) return;
  await db
    .insertInto('conversations')
    .values({ channel, id, ...change })
    .onConflict((conflict) => conflict.columns(['channel', 'id']).doUpdateSet(change))
    .execute();
}
