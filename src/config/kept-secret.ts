import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface KeptSecret {
  readonly value: string;
  /** Where it is kept; null when it comes from the environment. */
  readonly file: string | null;
  /** Made just now. */
  readonly isNew: boolean;
}

/** A file of its own in `dir`. `what` it is, for the errors. */
export interface SecretPlace {
  readonly dir: string;
  readonly name: string;
  readonly what: string;
  /** What to do with a file that holds none. */
  readonly remedy: string;
}

/** The folder in which the gate keeps its own files: that of the SQLite file, else `./data`. */
export function dataDir(databaseUrl: string): string {
  return databaseUrl.startsWith('file:') ? dirname(databaseUrl.slice('file:'.length)) : 'data';
}

/** The secret of the settings, else the one kept at `place`, else a new one from `make`, kept for the next start. */
export async function openKeptSecret(
  fromSettings: string | null,
  place: SecretPlace,
  make: () => string,
): Promise<KeptSecret> {
  if (fromSettings !== null) return { value: fromSettings, file: null, isNew: false };
  const file = join(place.dir, place.name);
  try {
    await mkdir(place.dir, { recursive: true });
    // `wx` fails when the file is there: of processes that start together, one makes the secret.
    const isNew = await writeFile(file, `${make()}\n`, { flag: 'wx', mode: 0o600 }).then(
      () => true,
      (error: unknown) => {
        if (isCode(error, 'EEXIST')) return false;
        throw error;
      },
    );
    const kept = (await readFile(file, 'utf8')).trim();
    if (kept.length < 16) throw new Error(`it has fewer than 16 characters; ${place.remedy}`);
    return { value: kept, file, isNew };
  } catch (cause) {
    const state = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot keep the ${place.what} in "${file}": ${state}`, { cause });
  }
}

/** The files beside a store that a backup has to have, too. */
export const SECRET_FILES = ['privacy-key', 'admin-token'] as const;
export type SecretFile = (typeof SECRET_FILES)[number];

/** Null where there is none. */
export async function readKeptSecret(dir: string, name: SecretFile): Promise<string | null> {
  try {
    return (await readFile(join(dir, name), 'utf8')).trim();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Puts a secret in its file in one step; one that is there is kept as `aside`, in the same folder. */
export async function putKeptSecret(
  dir: string,
  name: SecretFile,
  { value, aside }: { readonly value: string; readonly aside: string },
): Promise<void> {
  const file = join(dir, name);
  const ready = `${file}.restored`;
  await writeFile(ready, `${value}\n`, { mode: 0o600 });
  const kept = await readKeptSecret(dir, name);
  if (kept !== null) await writeFile(join(dir, aside), `${kept}\n`, { mode: 0o600 });
  await rename(ready, file);
}

const isCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
