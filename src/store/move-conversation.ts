import { sql } from 'kysely';
import { cleanText } from '../domain/message.js';
import type { ConversationKey } from '../domain/store.js';
import { addStanding } from './sender-store.js';
import type { Queries } from './tables.js';

const SETTINGS = [
  'mode',
  'threshold',
  'trusted_threshold',
  'trust_messages',
  'trust_days',
  'admin_chat',
  'language',
  'is_quiet',
  'reports_needed',
  'about',
] as const;

/** In one transaction. What stands under the new id already stays as it is. */
export async function moveConversation(db: Queries, from: ConversationKey, to: string): Promise<void> {
  const { channel } = from;
  const [old, id] = [cleanText(from.id), cleanText(to)];
  if (old === id) return;
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('messages')
      .set({ conversation: id, message_id: sql<string>`${`${old}/`} || message_id` })
      .where('channel', '=', channel)
      .where('conversation', '=', old)
      .execute();
    await transaction
      .updateTable('corrections')
      .set({ conversation: id })
      .where('channel', '=', channel)
      .where('conversation', '=', old)
      .execute();
    await transaction
      .updateTable('correction_bands')
      .set({ conversation: id })
      .where('channel', '=', channel)
      .where('conversation', '=', old)
      .execute();
    await moveSettings(transaction, { channel, id: old }, id);
    await moveSenders(transaction, { channel, id: old }, id);
  });
}

async function moveSettings(db: Queries, { channel, id: old }: ConversationKey, id: string): Promise<void> {
  const row = await db
    .deleteFrom('conversations')
    .where('channel', '=', channel)
    .where('id', '=', old)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return;
  const settings = SETTINGS.filter((name) => row[name] !== null);
  await db
    .insertInto('conversations')
    .values({ ...row, id })
    .onConflict((conflict) => {
      const columns = conflict.columns(['channel', 'id']);
      if (settings.length === 0) return columns.doNothing();
      return columns.doUpdateSet((set) =>
        Object.fromEntries(
          settings.map((name) => [name, set.fn.coalesce(`conversations.${name}`, `excluded.${name}`)]),
        ),
      );
    })
    .execute();
}

async function moveSenders(db: Queries, { channel, id: old }: ConversationKey, id: string): Promise<void> {
  const rows = await db
    .deleteFrom('senders')
    .where('channel', '=', channel)
    .where('conversation', '=', old)
    .returningAll()
    .execute();
  for (const row of rows)
    await db
      .insertInto('senders')
      .values({ ...row, conversation: id })
      .onConflict(addStanding)
      .execute();
}
