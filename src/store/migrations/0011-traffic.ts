import { sql } from 'kysely';
import type { Engine, Queries } from '../tables.js';

/** As in the tables before: a time sorts by its bytes. */
const timeOf = (engine: Engine) => (engine === 'postgres' ? sql`text collate "C"` : sql`text`);

/** Messages by the hour, and where those of an hour stand; nothing is rolled up yet. */
export async function createTraffic(db: Queries, engine: Engine): Promise<void> {
  await db.schema
    .createTable('traffic')
    .addColumn('hour', timeOf(engine), (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('band', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('score_bin', 'integer', (column) => column.notNull())
    .addColumn('messages', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('traffic_key', ['hour', 'channel', 'band', 'action', 'score_bin'])
    .execute();
  await db.schema
    .createTable('traffic_hours')
    .addColumn('hour', timeOf(engine), (column) => column.primaryKey())
    .addColumn('first_seq', 'bigint', (column) => column.notNull())
    .addColumn('last_seq', 'bigint', (column) => column.notNull())
    .execute();
}
