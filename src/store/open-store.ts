import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { BandsOf } from '../domain/near-memory.js';
import type { KeyedHash } from '../domain/privacy.js';
import type { Store } from '../domain/store.js';
import { createAccessStore } from './access-store.js';
import { createAuditLog } from './audit-log.js';
import { createCardStore } from './campaigns.js';
import { createConversationStore } from './conversation-store.js';
import { createCorrectionStore } from './correction-store.js';
import { createMessageStore } from './message-store.js';
import { createIdempotencyStore } from './idempotency-store.js';
import { createHashSender } from './hash-sender.js';
import { type Ground, migrate } from './migrate.js';
import { createModelStore } from './model-store.js';
import { createOutbox } from './outbox.js';
import { createPartStore } from './part-store.js';
import { createParkedUpdates } from './parked-updates.js';
import { openPostgres } from './postgres.js';
import { createReplyStore } from './reply-store.js';
import { createRetention } from './retention.js';
import { createRetrainingStore } from './retraining-store.js';
import { createSenderDataStore } from './sender-data.js';
import { createSenderStore } from './sender-store.js';
import { createShadowStore } from './shadow-store.js';
import { openSqlite } from './sqlite.js';
import { StoreError } from './store-error.js';
import type { Engine, Tables } from './tables.js';
import { createTaskRecords } from './task-records.js';
import { createTrafficStore } from './traffic-store.js';
import { createWriteGroup } from './write-group.js';

/**
 * Opens `file:PATH` (SQLite; made where it is missing) or `postgres://…` and brings its schema up to date.
 * Senders are kept as `keyedHash` makes them, which has to be the same each time. Rejects with a StoreError when it is not,
 * or the store cannot be opened. `bandsOf` is asked once, for the corrections of a store that is older than the memory of
 * nearly equal texts; without it nothing is near to those. An older store is copied before it is changed.
 */
export async function openStore(
  databaseUrl: string,
  keyedHash: KeyedHash,
  bandsOf: BandsOf = () => [],
): Promise<Store> {
  let db: Kysely<Tables> | null = null;
  try {
    const engine = engineOf(databaseUrl);
    const file = engine === 'sqlite' ? sqlitePathOf(databaseUrl) : null;
    db = file === null ? openPostgres(databaseUrl) : openSqlite(file);
    await migrate(db, { engine, file, keyedHash, bandsOf });
    return createStore(db, { engine, keyedHash });
  } catch (cause) {
    await db?.destroy();
    throw new StoreError(`Cannot open the database "${withoutSecrets(databaseUrl)}": ${reasonOf(cause)}`, {
      cause,
    });
  }
}

function createStore(db: Kysely<Tables>, { engine, keyedHash }: Pick<Ground, 'engine' | 'keyedHash'>): Store {
  const hashSender = createHashSender(keyedHash);
  const writeGroup = createWriteGroup(db, engine);
  return {
    ...createMessageStore(db, { engine, writeGroup, hashSender }),
    ...createCorrectionStore(db, { keyedHash, hashSender }),
    ...createConversationStore(db),
    ...createSenderStore(db, hashSender),
    ...createCardStore(db),
    ...createPartStore(db, hashSender),
    ...createReplyStore(db, hashSender),
    ...createModelStore(db),
    ...createRetrainingStore(db),
    ...createShadowStore(db),
    ...createOutbox(db, engine, writeGroup),
    ...createTaskRecords(db),
    ...createTrafficStore(db, engine),
    ...createParkedUpdates(db),
    ...createRetention(db, engine),
    ...createSenderDataStore(db, keyedHash),
    ...createAccessStore(db),
    ...createAuditLog(db),
    ...createIdempotencyStore(db),
    ping: async () => {
      await db.selectNoFrom(sql.lit(1).as('one')).execute();
    },
    close: async () => {
      await writeGroup.settle();
      await db.destroy();
    },
  };
}

export function engineOf(url: string): Engine {
  if (/^file:./i.test(url)) return 'sqlite';
  if (/^postgres(ql)?:\/\//i.test(url)) return 'postgres';
  throw new RangeError('expected file:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME');
}

/** `file:./data/x.db` is relative to the working folder, as people write it; `file:///x.db` is a proper URL. */
export function sqlitePathOf(url: string): string {
  return url.slice('file:'.length).startsWith('//') ? fileURLToPath(url) : resolve(url.slice('file:'.length));
}

/** Anything that could be part of a password is left out. */
export function withoutSecrets(url: string): string {
  if (/^file:/i.test(url)) return url;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(url)?.[0];
  if (scheme === undefined) return /[@?]/.test(url) ? '…' : url;
  if (!URL.canParse(url)) return `${scheme}…`;
  const { host, pathname } = new URL(url);
  return `${scheme}${host}${pathname}`;
}

/** A refused connection to a name with several addresses has one error for each, and no words of its own. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}
