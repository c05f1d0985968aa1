import { sql } from 'kysely';
import type { Engine, Queries } from '../tables.js';

/** As in the tables before: a time sorts by its bytes. */
const timeOf = (engine: Engine) => (engine === 'postgres' ? sql`text collate "C"` : sql`text`);

/** What text messages need: gateway and attachments, the requests they came in, parts to be joined, replies that were given. */
export async function createSmsTables(db: Queries, engine: Engine): Promise<void> {
  await db.schema
    .alterTable('messages')
    .addColumn('attachments', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await db.schema.alterTable('messages').addColumn('gateway', 'text').execute();
  await db.schema
    .createTable('originals')
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('method', 'text', (column) => column.notNull())
    .addColumn('query', 'text', (column) => column.notNull())
    .addColumn('headers', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('originals_key', ['message_id', 'position'])
    .execute();
  await createParts(db, engine);
  // For the claims, which go through the pending tasks from the oldest on.
  await db.schema
    .createIndex('outbox_pending_by_age')
    .on('outbox')
    .columns(['id'])
    .where(sql<boolean>`status = 'pending'`)
    .execute();
  await db.schema
    .createTable('spam_replies')
    .addColumn('sender', 'text', (column) => column.primaryKey())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('replied_at', timeOf(engine), (column) => column.notNull())
    .execute();
}

async function createParts(db: Queries, engine: Engine): Promise<void> {
  const parts = db.schema.createTable('message_parts');
  await (
    engine === 'postgres'
      ? parts.addColumn('seq', 'bigserial', (column) => column.primaryKey())
      : parts.addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
  )
    .addColumn('group_key', 'text', (column) => column.notNull())
    .addColumn('part_id', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('total', 'integer', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('originals', 'text', (column) => column.notNull())
    .addColumn('received_at', timeOf(engine), (column) => column.notNull())
    .addColumn('is_joined', 'integer', (column) => column.notNull().defaultTo(0))
    .addUniqueConstraint('message_parts_key', ['group_key', 'part_id'])
    .execute();
  await db.schema
    .createIndex('message_parts_waiting')
    .on('message_parts')
    .columns(['is_joined', 'received_at'])
    .execute();
}
