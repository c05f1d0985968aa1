import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface AdminToken {
  readonly token: string;
  /** Where it is kept; null when it comes from the environment. */
  readonly file: string | null;
  /** Made just now: say it once. */
  readonly isNew: boolean;
}

/** The folder in which the gate keeps its own files: that of the SQLite file, else `./data`. */
export function dataDir(databaseUrl: string): string {
  return databaseUrl.startsWith('file:') ? dirname(databaseUrl.slice('file:'.length)) : 'data';
}

/** The token of the settings, else the one kept in `dir`, else a new one from `makeToken`, kept for the next start. */
export async function openAdminToken(
  fromSettings: string | null,
  dir: string,
  makeToken: () => string,
): Promise<AdminToken> {
  if (fromSettings !== null) return { token: fromSettings, file: null, isNew: false };
  const file = join(dir, 'admin-token');
  try {
    await mkdir(dir, { recursive: true });
    const token = makeToken();
    // `wx` fails when the file is there: of processes that start together, one makes the token.
    const isNew = await writeFile(file, `${token}\n`, { flag: 'wx', mode: 0o600 }).then(
      () => true,
      (error: unknown) => {
        if (isCode(error, 'EEXIST')) return false;
        throw error;
      },
    );
    const kept = (await readFile(file, 'utf8')).trim();
    if (kept.length < 16) throw new Error('it has fewer than 16 characters; delete it to get a new one');
    return { token: kept, file, isNew };
  } catch (cause) {
    const state = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot keep the admin token in "${file}": ${state}`, { cause });
  }
}

const isCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
