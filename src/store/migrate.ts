import { sql } from 'kysely';
import type { BandsOf } from '../domain/near-memory.js';
import type { KeyedHash } from '../domain/privacy.js';
import { createInitialTables } from './migrations/0001-initial.js';
import { indexCorrectionsByMessage } from './migrations/0002-corrections-by-message.js';
import { createSenders } from './migrations/0003-senders.js';
import { createSmsTables } from './migrations/0004-sms.js';
import { createNearMemory } from './migrations/0005-near-memory.js';
import { indexStandingCorrections } from './migrations/0006-standing-corrections.js';
import { createLearningTables } from './migrations/0007-learning.js';
import { hideIdentities } from './migrations/0008-privacy.js';
import { createAccessTables } from './migrations/0009-access.js';
import { indexForBrowsing } from './migrations/0010-browsing.js';
import { createTraffic } from './migrations/0011-traffic.js';
import { copyFileBefore, copySchemaBefore } from './copy-before-migration.js';
import { StoreError } from './store-error.js';
import type { Engine, Queries } from './tables.js';

/** What a database is made with. */
export interface Ground {
  readonly engine: Engine;
  /** The file of SQLite; null for a server. */
  readonly file: string | null;
  /** What senders are kept as. */
  readonly keyedHash: KeyedHash;
  /** Asked for the corrections of a store that is older than the memory of nearly equal texts. */
  readonly bandsOf: BandsOf;
}

interface Migration {
  readonly name: string;
  readonly up: (db: Queries, ground: Ground) => Promise<void>;
}

/** Number n stands at place n - 1. One that was released is never edited, moved or removed. */
const MIGRATIONS: readonly Migration[] = [
  { name: 'initial', up: (db, { engine }) => createInitialTables(db, engine) },
  { name: 'corrections-by-message', up: indexCorrectionsByMessage },
  { name: 'senders', up: (db, { engine }) => createSenders(db, engine) },
  { name: 'sms', up: (db, { engine }) => createSmsTables(db, engine) },
  { name: 'near-memory', up: (db, { bandsOf }) => createNearMemory(db, bandsOf) },
  { name: 'standing-corrections', up: indexStandingCorrections },
  { name: 'learning', up: (db, { engine }) => createLearningTables(db, engine) },
  { name: 'privacy', up: (db, { engine, keyedHash }) => hideIdentities(db, engine, keyedHash) },
  { name: 'access', up: (db, { engine }) => createAccessTables(db, engine) },
  { name: 'browsing', up: (db, { engine }) => indexForBrowsing(db, engine) },
  { name: 'traffic', up: (db, { engine }) => createTraffic(db, engine) },
];

/** What this program brings a store to. */
export const NEWEST_SCHEMA = MIGRATIONS.length;

/** Known to this program alone; any number would do. */
const MIGRATION_LOCK = 7_264_283;

/**
 * Brings the schema up to date, or to version `to`, in one transaction. Processes that start together wait for each other.
 * Rejects when senders were hashed with another key before.
 */
export async function migrate(db: Queries, ground: Ground, to: number = NEWEST_SCHEMA): Promise<void> {
  const from = await readVersionBefore(db, ground);
  if (ground.file !== null && from > 0 && from < to) await copyFileBefore(ground.file, { from, to });
  await db.transaction().execute(async (transaction) => {
    await lock(transaction, ground.engine);
    await transaction.schema
      .createTable('migrations')
      .ifNotExists()
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .execute();
    const version = await readVersion(transaction);
    if (ground.engine === 'postgres' && version > 0 && version < to)
      await copySchemaBefore(transaction, { from: version, to });
    for (const [index, { name, up }] of [...MIGRATIONS.entries()].slice(version, to)) {
      await up(transaction, ground);
      await transaction
        .insertInto('migrations')
        .values({ number: index + 1, name })
        .execute();
    }
    if (to === NEWEST_SCHEMA) await checkKey(transaction, ground.keyedHash);
  });
}

/** Of a file, whose copy has to be made before the transaction; 0 for an empty one. */
async function readVersionBefore(db: Queries, { file }: Ground): Promise<number> {
  if (file === null) return 0;
  const tables = await sql`select 1 from sqlite_master where type = 'table' and name = 'migrations'`.execute(
    db,
  );
  return tables.rows.length === 0 ? 0 : readVersion(db);
}

/** Hashed and kept, so that another key is known by it. */
export const KEY_CHECK = 'privacy-key-check';

/** With another key, nobody would be found any more who is kept: no standing, no trust, nothing to erase. */
async function checkKey(db: Queries, keyedHash: KeyedHash): Promise<void> {
  const value = keyedHash(KEY_CHECK);
  await db
    .insertInto('facts')
    .values({ name: KEY_CHECK, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await db
    .selectFrom('facts')
    .select('value')
    .where('name', '=', KEY_CHECK)
    .executeTakeFirstOrThrow();
  if (kept.value !== value)
    throw new StoreError(
      'it was used with another privacy key; several processes on several machines need the same PRIVACY_KEY, ' +
        'or a copy of the file privacy-key that the first of them has made',
    );
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
