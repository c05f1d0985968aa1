import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { StoreError } from './store-error.js';

/** How long a copy waits for somebody who has the whole file for himself, the end of another process for instance: 10 s. */
const BUSY_PAUSE_MS = 50;
const BUSY_TRIES = 200;

/**
 * Copies the SQLite file `from` to `to` while others read and write it: what was committed before is in it, and nothing of what
 * comes meanwhile. `VACUUM INTO` reads in one transaction and holds no writer up; what was deleted is not copied. `finish`
 * may look at the copy and change it. Only then it gets its name, in one step: whatever ends the process, there is no half
 * copy under that name. Resolves with what `finish` gave; rejects with a StoreError when there is no room for it.
 */
export async function copySqlite<Result>(
  from: string,
  to: string,
  finish: (copy: Database.Database) => Result,
): Promise<Result> {
  await removeOldParts(to);
  const part = `${to}.${randomUUID()}.part`;
  try {
    // Made first, so that nobody else can read it at any time.
    await (await open(part, 'wx', 0o600)).close();
    await requireRoom(await sizeOf(from), dirname(to));
    // Not prepared: what is prepared keeps a connection alive after its end, and with it the files beside the store.
    await withSqlite(from, (database) =>
      whenNotBusy(() => database.exec(`vacuum into '${part.replaceAll("'", "''")}'`)),
    );
    const result = await withSqlite(part, async (copy) => finish(copy));
    await toDisk(part);
    await rename(part, to);
    await toDisk(dirname(to));
    return result;
  } finally {
    for (const left of [part, `${part}-journal`]) await rm(left, { force: true });
  }
}

/** A copy that nobody has written to for so long belongs to a process that was killed. */
const ABANDONED_MS = 3_600_000;

/** Or a process that is killed at each start would fill the disk with them. */
async function removeOldParts(to: string): Promise<void> {
  const folder = dirname(to);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${basename(to)}.`) || !name.endsWith('.part')) continue;
    const path = join(folder, name);
    const about = await stat(path).catch(() => null);
    if (about !== null && about.mtimeMs < Date.now() - ABANDONED_MS) await rm(path, { force: true });
  }
}

/** Opens a file that is there; nothing is done to it but what `work` does. Closed afterwards, whatever happens. */
export async function withSqlite<Result>(
  path: string,
  work: (database: Database.Database) => Promise<Result>,
): Promise<Result> {
  // The driver would make one.
  if (!(await stat(path)).isFile()) throw new StoreError('it is not a file');
  const database = new Database(path);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

async function whenNotBusy<Result>(work: () => Result): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return work();
    } catch (error) {
      if (!isSqliteError(error, 'SQLITE_BUSY') || tries === BUSY_TRIES) throw error;
    }
    await sleep(BUSY_PAUSE_MS);
  }
}

/** `kind` is the beginning of a code: those with more words at the end are cases of it. */
export const isSqliteError = (error: unknown, kind: string): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith(kind);

/** Bytes, with what stands in the write-ahead log only. */
async function sizeOf(path: string): Promise<number> {
  const log = await stat(`${path}-wal`).catch(() => null);
  return (await stat(path)).size + (log?.size ?? 0);
}

/** Rejects with a StoreError when there is no room for so many bytes. */
export async function requireRoom(bytes: number, folder: string, freeIn = freeBytesIn): Promise<void> {
  const free = await freeIn(folder);
  if (free >= bytes) return;
  throw new StoreError(
    `a copy of it takes ${inMegabytes(bytes)}, and there is room for ${inMegabytes(free)} in "${folder}"`,
  );
}

async function freeBytesIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** `VACUUM INTO` leaves that to the caller. Of a folder: the names in it. */
async function toDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
