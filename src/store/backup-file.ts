import { stat } from 'node:fs/promises';
import type Database from 'libsql';
import { z } from 'zod';
import type { KeyedHash } from '../domain/privacy.js';
import { readFileVersion } from './copy-before-migration.js';
import { copySqlite, isSqliteError, withSqlite } from './copy-sqlite.js';
import { KEY_CHECK, NEWEST_SCHEMA } from './migrate.js';
import { StoreError } from './store-error.js';

/** What stands in the files beside a store, by their names: without the privacy key nobody is found again. */
export type Secrets = Readonly<Record<string, string>>;

/** A backup is a store that nobody uses, with one table more. */
export interface Backup {
  readonly schema: number;
  readonly messages: number;
  readonly corrections: number;
  /** ISO 8601; null for a file that `hamgate backup` has not made, the copy before an upgrade for instance. */
  readonly madeAt: string | null;
  readonly secrets: Secrets;
  /** Null where the store is older than the hashing of senders, and fits every key. */
  readonly keyCheck: string | null;
}

export interface BackupContents {
  readonly secrets: Secrets;
  readonly madeAt: string;
  /** Throws when the backup would be of no use; it gets no name then. */
  readonly check: (backup: Backup) => void;
}

/**
 * Writes all of a SQLite store that may be in use to `file`, consistent, with the secrets. Rejects with a StoreError, and then
 * `file` is what it was before: when it is something else than an earlier backup, for instance.
 */
export async function writeBackup(path: string, file: string, contents: BackupContents): Promise<Backup> {
  await requireOther(path, file);
  await requireOwn(file);
  return copySqlite(path, file, (copy) => {
    addContents(copy, contents);
    const backup = inspect(copy);
    contents.check(backup);
    return backup;
  });
}

/** Checks the file from end to end; it is only read. Rejects with a StoreError when it is damaged, or no backup. */
export async function readBackup(file: string): Promise<Backup> {
  return withSqlite(file, async (database) => inspect(database));
}

/** Whether senders were hashed with this key. */
export const fitsKey = ({ keyCheck }: Backup, keyedHash: KeyedHash): boolean =>
  keyCheck === null || keyCheck === keyedHash(KEY_CHECK);

/** What makes a backup of a store; a store has no use for it. */
export const dropContents = (database: Database.Database): void => {
  database.exec('pragma secure_delete = on; drop table if exists backup');
};

function addContents(copy: Database.Database, { secrets, madeAt }: BackupContents): void {
  copy.exec(`drop table if exists backup;
    create table backup (kind text not null, name text not null, value text not null, primary key (kind, name))`);
  const insert = copy.prepare('insert into backup (kind, name, value) values (?, ?, ?)');
  insert.run('about', 'made-at', madeAt);
  for (const [name, value] of Object.entries(secrets)) insert.run('secret', name, value);
}

/** To write over the store itself would take it from under a gate that runs. */
async function requireOther(path: string, file: string): Promise<void> {
  const [store, target] = await Promise.all([path, file].map((name) => stat(name).catch(() => null)));
  if (store === null || store === undefined) throw new StoreError('there is no store yet');
  if (target?.ino === store.ino && target.dev === store.dev) throw new StoreError('that is the store itself');
}

/** An earlier backup may be replaced; a store, or anything else, is not written over. */
async function requireOwn(file: string): Promise<void> {
  try {
    if (await withSqlite(file, async (database) => hasTable(database, 'backup'))) return;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    if (!isSqliteError(error, 'SQLITE_NOTADB')) throw error;
  }
  throw new StoreError('there is a file already, and it is no earlier backup');
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

function inspect(database: Database.Database): Backup {
  requireSound(database);
  if (!hasTable(database, 'migrations')) throw new StoreError('it is no store of Hamgate');
  const schema = readFileVersion(database);
  if (schema > NEWEST_SCHEMA)
    throw new StoreError(
      `its schema has version ${schema}, this program knows up to ${NEWEST_SCHEMA}; use a newer program`,
    );
  const contents = hasTable(database, 'backup') ? readContents(database) : [];
  const about = contents.find(({ kind, name }) => kind === 'about' && name === 'made-at');
  const secrets = contents.filter(({ kind }) => kind === 'secret').map(({ name, value }) => [name, value]);
  return {
    schema,
    messages: countRows(database, 'messages'),
    corrections: countRows(database, 'corrections'),
    madeAt: about?.value ?? null,
    secrets: Object.fromEntries(secrets) as Secrets,
    keyCheck: hasTable(database, 'facts') ? readKeyCheck(database) : null,
  };
}

/** What SQLite itself finds wrong with the file. */
function requireSound(database: Database.Database): void {
  const problems = z
    .array(z.object({ integrity_check: z.string() }))
    .parse(database.prepare('pragma integrity_check(1)').all());
  const [first] = problems;
  if (first?.integrity_check !== 'ok')
    throw new StoreError(`it is damaged: ${first?.integrity_check ?? 'unreadable'}`);
}

/** Null: any table at all. */
export function hasTable(database: Database.Database, name: string | null): boolean {
  const statement = `select name from sqlite_master where type = 'table' and name = coalesce(?, name) limit 1`;
  return database.prepare(statement).get(name) !== undefined;
}

/** The name of the table is never somebody's word. */
export function countRows(
  database: Database.Database,
  table: 'messages' | 'corrections' | 'conversations' | 'senders',
): number {
  if (!hasTable(database, table)) return 0;
  return z.object({ rows: z.int() }).parse(database.prepare(`select count(*) as rows from ${table}`).get())
    .rows;
}

const Contents = z.array(z.object({ kind: z.string(), name: z.string(), value: z.string() }));

const readContents = (database: Database.Database) =>
  Contents.parse(database.prepare('select kind, name, value from backup').all());

function readKeyCheck(database: Database.Database): string | null {
  const row = database.prepare('select value from facts where name = ?').get(KEY_CHECK);
  return z.object({ value: z.string() }).optional().parse(row)?.value ?? null;
}
