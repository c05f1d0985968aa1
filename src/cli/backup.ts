import { faultReason } from '../classifier/fault-reason.js';
import { type Config, readConfig } from '../config/config.js';
import { dataDir, readKeptSecret, SECRET_FILES } from '../config/kept-secret.js';
import { createKeyedHash } from '../keyed-hash.js';
import { type Backup, fitsKey, type Secrets, writeBackup } from '../store/backup-file.js';
import { sqlitePathOf } from '../store/open-store.js';
import type { Io } from './io.js';
import { UsageError } from './usage-error.js';

export interface BackupOptions {
  /** False: the privacy key and the admin token stay out of the file. */
  readonly secrets: boolean;
}

/** `hamgate backup`: everything of the store and the secrets beside it, in one file, while the gate runs. */
export async function backUp(
  file: string,
  options: BackupOptions,
  io: Pick<Io, 'env' | 'stdout'>,
): Promise<void> {
  const config = readConfig(io.env);
  const path = requireFile(config, 'back up', 'pg_dump --format=custom --file=FILE "$DATABASE_URL"');
  const dir = dataDir(config.databaseUrl);
  const kept = await readSecrets(dir);
  const secrets = options.secrets ? kept : {};
  const key = config.privacy.key ?? kept['privacy-key'] ?? null;
  const check = (made: Backup): void => checkKey(made, key, options);
  const backup = await writeBackup(path, file, { secrets, madeAt: new Date().toISOString(), check }).catch(
    (cause: unknown) => {
      throw new Error(`Cannot back up "${path}" to "${file}": ${faultReason(cause)}`, { cause });
    },
  );
  io.stdout.write(`${[summaryOf(backup, file), aboutKey(backup, config, dir)].join('\n')}\n`);
}

/** A server has its own tools, which see all of it at one moment; ours would be a worse copy of them. */
export function requireFile(config: Config, what: string, command: string): string {
  if (config.databaseUrl.startsWith('file:')) return sqlitePathOf(config.databaseUrl);
  throw new UsageError(
    `Cannot ${what} a PostgreSQL store with this command: use ${command}, and keep PRIVACY_KEY, or the file ` +
      'data/privacy-key, with it',
  );
}

async function readSecrets(dir: string): Promise<Secrets> {
  const read = await Promise.all(
    SECRET_FILES.map(async (name) => [name, await readKeptSecret(dir, name)] as const),
  );
  return Object.fromEntries(
    read.filter((entry): entry is readonly [(typeof entry)[0], string] => entry[1] !== null),
  );
}

export const summaryOf = ({ schema, messages, corrections }: Backup, file: string): string =>
  `${file}: ${messages} messages, ${corrections} corrections, schema ${schema}`;

/** A backup that nobody can use again must not look like one. */
function checkKey(backup: Backup, key: string | null, { secrets }: BackupOptions): void {
  if (key !== null && !fitsKey(backup, createKeyedHash(key)))
    throw new Error(
      'the privacy key here is not the one that it was used with; put that back, or set PRIVACY_KEY',
    );
  if (key === null && secrets && backup.keyCheck !== null)
    throw new Error(
      'there is no privacy key beside it; set PRIVACY_KEY, or keep the key elsewhere and give --no-secrets',
    );
}

function aboutKey({ secrets }: Backup, { privacy }: Config, dir: string): string {
  const names = Object.keys(secrets);
  if (privacy.key === null && names.includes('privacy-key'))
    return `with ${names.join(' and ')} of ${dir}: whoever has the file can read everything, keep it as you keep those`;
  const where = privacy.key === null ? `the file ${dir}/privacy-key` : 'PRIVACY_KEY';
  return `without the privacy key: keep ${where} elsewhere, because without it the backup cannot be restored`;
}
