import { sql } from 'kysely';
import type { BandsOf } from '../domain/near-memory.js';
import { createInitialTables } from './migrations/0001-initial.js';
import { indexCorrectionsByMessage } from './migrations/0002-corrections-by-message.js';
import { createSenders } from './migrations/0003-senders.js';
import { createSmsTables } from './migrations/0004-sms.js';
import { createNearMemory } from './migrations/0005-near-memory.js';
import { indexStandingCorrections } from './migrations/0006-standing-corrections.js';
import { createLearningTables } from './migrations/0007-learning.js';
import { StoreError } from './store-error.js';
import type { Engine, Queries } from './tables.js';

interface Migration {
  readonly name: string;
  readonly up: (db: Queries, engine: Engine, bandsOf: BandsOf) => Promise<void>;
}

/** Number n stands at place n - 1. One that was released is never edited, moved or removed. */
const MIGRATIONS: readonly Migration[] = [
  { name: 'initial', up: createInitialTables },
  { name: 'corrections-by-message', up: indexCorrectionsByMessage },
  { name: 'senders', up: createSenders },
  { name: 'sms', up: createSmsTables },
  { name: 'near-memory', up: createNearMemory },
  { name: 'standing-corrections', up: indexStandingCorrections },
  { name: 'learning', up: createLearningTables },
];

/** Known to this program alone; any number would do. */
const MIGRATION_LOCK = 7_264_283;

/** Brings the schema up to date in one transaction. Processes that start together wait for each other. */
export async function migrate(db: Queries, engine: Engine, bandsOf: BandsOf): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lock(transaction, engine);
    await transaction.schema
      .createTable('migrations')
      .ifNotExists()
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .execute();
    const version = await readVersion(transaction);
    for (const [index, { name, up }] of [...MIGRATIONS.entries()].slice(version)) {
      await up(transaction, engine, bandsOf);
      await transaction
        .insertInto('migrations')
        .values({ number: index + 1, name })
        .execute();
    }
  });
}

/** SQLite's transactions are alone from their beginning. */
async function lock(db: Queries, engine: Engine): Promise<void> {
  if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(db);
}

async function readVersion(db: Queries): Promise<number> {
  const row = await db
    .selectFrom('migrations')
    .select((select) => select.fn.max('number').as('version'))
    .executeTakeFirst();
  const version = row?.version ?? 0;
  if (version > MIGRATIONS.length)
    throw new StoreError(
      `its schema has version ${version}, this program knows up to ${MIGRATIONS.length}; use a newer program`,
    );
  return version;
}
