import { sql } from 'kysely';
import type { Engine, Queries } from '../tables.js';

/** Senders with their standing, signals beside the text, cards of what was withheld, and more settings of a conversation. */
export async function createSenders(db: Queries, engine: Engine): Promise<void> {
  await db.schema
    .alterTable('messages')
    .addColumn('signals', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await db.schema
    .alterTable('messages')
    .addColumn('near_fingerprint', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createIndex('messages_by_sender')
    .on('messages')
    .columns(['channel', 'conversation', 'sender_id', 'seq'])
    .execute();
  await db.schema
    .createIndex('messages_by_near_fingerprint')
    .on('messages')
    .columns(['channel', 'near_fingerprint', 'received_at'])
    .execute();
  await db.schema
    .createIndex('corrections_by_author')
    .on('corrections')
    .columns(['author', 'created_at'])
    .execute();
  await db.schema.createIndex('outbox_finished').on('outbox').columns(['target', 'finished_at']).execute();
  await db.schema
    .createTable('cards')
    .addColumn('message_id', 'text', (column) => column.primaryKey())
    .addColumn('chat', 'text', (column) => column.notNull())
    .addColumn('card_id', 'text', (column) => column.notNull())
    .execute();
  await addSettings(db);
  // As in the tables before: a time sorts by its bytes.
  const time = engine === 'postgres' ? sql`text collate "C"` : sql`text`;
  await db.schema
    .createTable('senders')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('standing', 'text')
    .addColumn('joined_at', time)
    .addColumn('reactions', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('sanction_before', 'text')
    .addColumn('sanction_until', time)
    .addPrimaryKeyConstraint('senders_key', ['channel', 'conversation', 'id'])
    .execute();
}

/** A column a statement: SQLite adds no two at once. */
async function addSettings(db: Queries): Promise<void> {
  const columns = [
    ['trusted_threshold', 'double precision'],
    ['trust_messages', 'integer'],
    ['trust_days', 'double precision'],
    ['admin_chat', 'text'],
    ['language', 'text'],
    ['is_quiet', 'integer'],
    ['reports_needed', 'integer'],
    ['about', 'text'],
  ] as const;
  for (const [name, type] of columns)
    await db.schema.alterTable('conversations').addColumn(name, type).execute();
}
