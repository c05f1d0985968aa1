import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { faultReason } from '../classifier/fault-reason.js';
import { readConfig } from '../config/config.js';
import { dataDir, putKeptSecret, readKeptSecret, type SecretFile } from '../config/kept-secret.js';
import { createKeyedHash } from '../keyed-hash.js';
import { type Backup, fitsKey, readBackup } from '../store/backup-file.js';
import { inspectTarget, restoreFile, type Target } from '../store/restore-file.js';
import { requireFile, summaryOf } from './backup.js';
import type { Io } from './io.js';

export interface RestoreOptions {
  /** A store with messages is replaced, too. */
  readonly force?: boolean;
}

/** `hamgate restore`: a backup takes the place of the store; what was there is kept beside it. The gate must not run. */
export async function restore(
  file: string,
  options: RestoreOptions,
  io: Pick<Io, 'env' | 'stdout'>,
): Promise<void> {
  const config = readConfig(io.env);
  const path = requireFile(config, 'restore', 'pg_restore --clean --if-exists --dbname="$DATABASE_URL" FILE');
  const dir = dataDir(config.databaseUrl);
  const suffix = `.replaced-${new Date().toISOString().replaceAll(':', '-')}`;
  const said: string[] = [];
  try {
    const backup = await readBackup(file);
    said.push(`restored ${summaryOf(backup, file)}`);
    const hadStore = await checkTarget(path, options);
    const secrets = await secretsToPut(backup, config.privacy.key, dir);
    await mkdir(dirname(path), { recursive: true });
    await restoreFile(file, path, path + suffix);
    for (const [name, value] of secrets) await putKeptSecret(dir, name, { value, aside: name + suffix });
    if (hadStore) said.push(`what was there is kept as ${path}${suffix}`);
    if (secrets.length > 0) said.push(`with its ${secrets.map(([name]) => name).join(' and ')}`);
  } catch (cause) {
    throw new Error(`Cannot restore "${file}" to "${path}": ${faultReason(cause)}`, { cause });
  }
  io.stdout.write(`${said.join('\n')}\n`);
}

/** Resolves with whether there is one. */
async function checkTarget(path: string, { force }: RestoreOptions): Promise<boolean> {
  const target = await inspectTarget(path).catch((cause: unknown) => {
    throw new Error(`the store there cannot be replaced: ${faultReason(cause)}`, { cause });
  });
  const problem = problemOf(target);
  if (problem !== null && force !== true)
    throw new Error(`the store there ${problem}; --force replaces it, and keeps it beside the new one`);
  return target.state !== 'absent';
}

function problemOf(target: Target): string | null {
  switch (target.state) {
    case 'absent':
    case 'empty':
      return null;
    case 'damaged':
      return 'is damaged';
    case 'filled':
      return `is not empty: it has ${target.messages} messages`;
  }
}

type Secret = readonly [SecretFile, string];

/** The key has to be the one that senders were hashed with; a token that is here already stays. */
async function secretsToPut(
  backup: Backup,
  keyOfSettings: string | null,
  dir: string,
): Promise<readonly Secret[]> {
  const [keptKey, keptToken] = [
    await readKeptSecret(dir, 'privacy-key'),
    await readKeptSecret(dir, 'admin-token'),
  ];
  const key = keyToPut(backup, keyOfSettings, keptKey);
  const token = keptToken === null ? backup.secrets['admin-token'] : undefined;
  return [
    ...(key === null ? [] : [['privacy-key', key] as const]),
    ...(token === undefined ? [] : [['admin-token', token] as const]),
  ];
}

/** Null: the one that is here fits. */
function keyToPut(backup: Backup, ofSettings: string | null, kept: string | null): string | null {
  const fits = (key: string): boolean => fitsKey(backup, createKeyedHash(key));
  if (ofSettings !== null) {
    if (fits(ofSettings)) return null;
    throw new Error('it was made with another privacy key than PRIVACY_KEY');
  }
  const own = backup.secrets['privacy-key'];
  if (kept !== null && fits(kept)) return null;
  if (own !== undefined && fits(own)) return own;
  if (kept === null && backup.keyCheck === null) return null;
  throw new Error(
    'the privacy key that it was made with is neither in it nor here; put the file privacy-key back, or set PRIVACY_KEY',
  );
}
