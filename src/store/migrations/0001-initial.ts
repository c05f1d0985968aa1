import { type ColumnDefinitionBuilder, type CreateTableBuilder, sql } from 'kysely';
import type { Engine, Queries } from '../tables.js';

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
const required: Column = (column) => column.notNull();

export async function createInitialTables(db: Queries, engine: Engine): Promise<void> {
  await createMessages(db, engine);
  await createCorrections(db, engine);
  await createConversations(db);
  await createOutbox(db, engine);
  await createParkedUpdates(db, engine);
}

/** Times are compared as they stand; a database made for a human language would compare by its rules. */
const timeOf = (engine: Engine) => (engine === 'postgres' ? sql`text collate "C"` : sql`text`);

/** A key that counts up and is never given twice, not even after the last row was deleted. */
function addSequence<Table extends string>(
  table: CreateTableBuilder<Table>,
  name: string,
  engine: Engine,
): CreateTableBuilder<Table, string> {
  return engine === 'postgres'
    ? table.addColumn(name, 'bigserial', (column) => column.primaryKey())
    : table.addColumn(name, 'integer', (column) => column.primaryKey().autoIncrement());
}

async function createMessages(db: Queries, engine: Engine): Promise<void> {
  await addSequence(db.schema.createTable('messages'), 'seq', engine)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('channel', 'text', required)
    .addColumn('conversation', 'text', required)
    .addColumn('message_id', 'text', required)
    .addColumn('revision', 'bigint', required)
    .addColumn('sender_id', 'text', required)
    .addColumn('sender_name', 'text', required)
    .addColumn('sender_role', 'text', required)
    .addColumn('surfaces', 'text', required)
    .addColumn('unscored', 'text', required)
    .addColumn('received_at', timeOf(engine), required)
    .addColumn('fingerprint', 'text', required)
    .addColumn('score', 'double precision')
    .addColumn('band', 'text', required)
    .addColumn('action', 'text', required)
    .addColumn('reasons', 'text', required)
    .addColumn('model', 'text', required)
    .addColumn('status', 'text', required)
    .addColumn('is_withheld', 'integer', required)
    .addUniqueConstraint('messages_key', ['channel', 'conversation', 'message_id', 'revision'])
    .execute();
  await db.schema
    .createIndex('messages_by_conversation')
    .on('messages')
    .columns(['channel', 'conversation', 'seq'])
    .execute();
  await db.schema.createIndex('messages_by_status').on('messages').columns(['status', 'seq']).execute();
}

async function createCorrections(db: Queries, engine: Engine): Promise<void> {
  await addSequence(db.schema.createTable('corrections'), 'seq', engine)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('message_id', 'text')
    .addColumn('text', 'text', required)
    .addColumn('label', 'text', required)
    .addColumn('author', 'text', required)
    .addColumn('role', 'text', required)
    .addColumn('source', 'text', required)
    .addColumn('channel', 'text')
    .addColumn('conversation', 'text')
    .addColumn('fingerprint', 'text', required)
    .addColumn('score', 'double precision')
    .addColumn('model', 'text')
    .addColumn('created_at', timeOf(engine), required)
    .addColumn('withdrawn_at', timeOf(engine))
    .execute();
  await db.schema
    .createIndex('corrections_by_fingerprint')
    .on('corrections')
    .columns(['channel', 'conversation', 'fingerprint', 'seq'])
    .execute();
}

async function createConversations(db: Queries): Promise<void> {
  await db.schema
    .createTable('conversations')
    .addColumn('channel', 'text', required)
    .addColumn('id', 'text', required)
    .addColumn('mode', 'text')
    .addColumn('threshold', 'double precision')
    .addPrimaryKeyConstraint('conversations_key', ['channel', 'id'])
    .execute();
}

/** The partial indexes keep the claims fast however many tasks are done. */
async function createOutbox(db: Queries, engine: Engine): Promise<void> {
  await addSequence(db.schema.createTable('outbox'), 'id', engine)
    .addColumn('target', 'text', required)
    .addColumn('dedupe_key', 'text', (column) => column.notNull().unique())
    .addColumn('lane', 'text', required)
    .addColumn('payload', 'text', required)
    .addColumn('status', 'text', (column) => column.notNull().defaultTo('pending'))
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('available_at', timeOf(engine))
    .addColumn('leased_until', timeOf(engine))
    .addColumn('last_reason', 'text')
    .addColumn('created_at', timeOf(engine), required)
    .addColumn('finished_at', timeOf(engine))
    .execute();
  await db.schema
    .createIndex('outbox_pending')
    .on('outbox')
    .columns(['lane', 'id', 'leased_until'])
    .where(sql<boolean>`status = 'pending'`)
    .execute();
  await db.schema
    .createIndex('outbox_dead')
    .on('outbox')
    .columns(['id'])
    .where(sql<boolean>`status = 'dead'`)
    .execute();
}

async function createParkedUpdates(db: Queries, engine: Engine): Promise<void> {
  await addSequence(db.schema.createTable('parked_updates'), 'seq', engine)
    .addColumn('channel', 'text', required)
    .addColumn('update_id', 'text', required)
    .addColumn('body', 'text', required)
    .addColumn('reason', 'text', required)
    .addColumn('parked_at', timeOf(engine), required)
    .execute();
}
