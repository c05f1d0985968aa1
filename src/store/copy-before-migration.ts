import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { sql } from 'kysely';
import type Database from 'libsql';
import { z } from 'zod';
import { copySqlite } from './copy-sqlite.js';
import { StoreError } from './store-error.js';
import type { Queries } from './tables.js';

/** Versions of the schema. */
export interface Upgrade {
  readonly from: number;
  readonly to: number;
}

/** Another process has upgraded the file while it was copied; its copy is the good one. */
class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/**
 * Keeps a SQLite file as it is: `FILE.before-N` beside it, N being the version that it is brought to. Only the newest such
 * copy stays: what people asked to have erased must not wait in ten places. Rejects with a StoreError when there is no room.
 */
export async function copyFileBefore(path: string, { from, to }: Upgrade): Promise<void> {
  const copy = `${basename(path)}.before-${to}`;
  const folder = dirname(path);
  try {
    await copySqlite(path, join(folder, copy), (database) => {
      if (readFileVersion(database) !== from) throw new OvertakenError();
    });
  } catch (error) {
    if (error instanceof OvertakenError) return;
    throw error;
  }
  for (const name of await readdir(folder))
    if (name !== copy && isCopyOf(basename(path), name)) await rm(join(folder, name), { force: true });
}

const isCopyOf = (file: string, name: string): boolean =>
  name.startsWith(`${file}.before-`) && /^\d+$/.test(name.slice(`${file}.before-`.length));

const Version = z.object({ version: z.int().nullable() });

/** 0 where nothing was ever migrated. Throws what SQLite throws when the file is none of Hamgate's. */
export function readFileVersion(database: Database.Database): number {
  return Version.parse(database.prepare('select max(number) as version from migrations').get()).version ?? 0;
}

/**
 * The same on PostgreSQL: the rows of every table of the schema, in a schema of its own, `SCHEMA_before_N`, as part of the transaction
 * of the migration. No other program is needed for it, and no other right than to create a schema.
 */
export async function copySchemaBefore(db: Queries, { to }: Upgrade): Promise<void> {
  const { rows } = await sql<{ schema: string; may: boolean }>`select current_schema() as schema,
    has_database_privilege(current_database(), 'create') as may`.execute(db);
  const { schema, may } = rows[0] ?? { schema: 'public', may: false };
  if (!may)
    throw new StoreError(
      `its rows are copied to the schema "${schema}_before_${to}" before they are changed, and its user may not make one; ` +
        'grant it CREATE on the database',
    );
  await dropCopies(db, schema);
  const copy = `${schema}_before_${to}`;
  await db.schema.createSchema(copy).execute();
  const tables = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = ${schema} and pg_has_role(tableowner, 'usage') order by tablename`.execute(db);
  for (const { name } of tables.rows)
    await sql`create table ${sql.id(copy, name)} as table ${sql.id(schema, name)}`.execute(db);
}

async function dropCopies(db: Queries, schema: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`select nspname as name from pg_namespace
    where starts_with(nspname, ${`${schema}_before_`})`.execute(db);
  for (const { name } of rows)
    if (/_before_\d+$/.test(name)) await db.schema.dropSchema(name).cascade().execute();
}
