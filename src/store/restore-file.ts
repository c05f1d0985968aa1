import { copyFile, link, open, rename, stat } from 'node:fs/promises';
import type Database from 'libsql';
import { countRows, dropContents, hasTable } from './backup-file.js';
import { copySqlite, isSqliteError, withSqlite } from './copy-sqlite.js';
import { StoreError } from './store-error.js';

/** What stands where a backup is to be restored to. `damaged`: SQLite cannot read it. */
export type Target =
  | { readonly state: 'absent' }
  | { readonly state: 'empty' }
  | { readonly state: 'damaged' }
  | { readonly state: 'filled'; readonly messages: number };

/**
 * Looks at the store that a backup is to replace, and closes its log: all of it is in the one file then. Rejects with a
 * StoreError when somebody has it open, because he would go on writing to what is put aside.
 */
export async function inspectTarget(path: string): Promise<Target> {
  if ((await stat(path).catch(() => null)) === null) return { state: 'absent' };
  if (!(await looksLikeSqlite(path))) return { state: 'damaged' };
  try {
    return await withSqlite(path, async (database) => {
      closeLog(database);
      return stateOf(database);
    });
  } catch (error) {
    if (['SQLITE_NOTADB', 'SQLITE_CORRUPT'].some((kind) => isSqliteError(error, kind)))
      return { state: 'damaged' };
    throw error;
  }
}

const MAGIC = 'SQLite format 3\0';

/** SQLite would throw the write-ahead log of such a file away, and somebody may want to look at it. */
async function looksLikeSqlite(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    return bytesRead === 0 || buffer.toString('latin1') === MAGIC;
  } finally {
    await file.close();
  }
}

/** SQLite leaves the write-ahead log for nobody but the only one who has the file open. */
function closeLog(database: Database.Database): void {
  try {
    database.exec('pragma journal_mode = delete');
  } catch (error) {
    if (!isSqliteError(error, 'SQLITE_BUSY')) throw error;
    throw new StoreError('it is in use; stop the gate, and every other command that uses it');
  }
}

/** A gate that was started once has left models and a key, and nothing that anybody would miss. */
function stateOf(database: Database.Database): Target {
  const messages = countRows(database, 'messages');
  const others = (['corrections', 'conversations', 'senders'] as const).some(
    (table) => countRows(database, table) > 0,
  );
  const isOurs = hasTable(database, 'migrations') || !hasTable(database, null);
  return messages > 0 || others || !isOurs ? { state: 'filled', messages } : { state: 'empty' };
}

/**
 * Puts a backup in the place of the store at `path`, and what was there to `aside`. Until the last step, which is one, the
 * old store stands there; a process that is killed leaves the one or the other.
 */
export async function restoreFile(file: string, path: string, aside: string): Promise<void> {
  const ready = `${path}.restored`;
  await copySqlite(file, ready, dropContents);
  // Once more: to copy has taken a while.
  const { state } = await inspectTarget(path);
  if (state !== 'absent') await keep(path, aside);
  for (const suffix of ['-wal', '-shm', '-journal'])
    if ((await stat(path + suffix).catch(() => null)) !== null) await rename(path + suffix, aside + suffix);
  await rename(ready, path);
}

/** A second name for the same file; not every file system knows that. */
async function keep(path: string, aside: string): Promise<void> {
  await link(path, aside).catch(() => copyFile(path, aside));
}
