import { sql } from 'kysely';
import type { Engine, Queries } from '../tables.js';

/** As in the tables before: a time sorts by its bytes. */
const timeOf = (engine: Engine) => (engine === 'postgres' ? sql`text collate "C"` : sql`text`);

/** Who may ask, who is logged in, what people changed, and which requests were answered already. */
export async function createAccessTables(db: Queries, engine: Engine): Promise<void> {
  await createTokens(db, engine);
  await createSessions(db, engine);
  await createAuditLog(db, engine);
  await createIdempotencyKeys(db, engine);
}

function createCounted(db: Queries, table: string, engine: Engine) {
  const made = db.schema.createTable(table);
  return engine === 'postgres'
    ? made.addColumn('seq', 'bigserial', (column) => column.primaryKey())
    : made.addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement());
}

async function createTokens(db: Queries, engine: Engine): Promise<void> {
  await createCounted(db, 'access_tokens', engine)
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', timeOf(engine), (column) => column.notNull())
    .addColumn('revoked_at', timeOf(engine))
    .execute();
  await db.schema
    .createIndex('access_tokens_in_force')
    .unique()
    .on('access_tokens')
    .column('name')
    .where(sql<boolean>`revoked_at is null`)
    .execute();
}

async function createSessions(db: Queries, engine: Engine): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('token_hash', 'text', (column) => column.notNull())
    .addColumn('created_at', timeOf(engine), (column) => column.notNull())
    .addColumn('expires_at', timeOf(engine), (column) => column.notNull())
    .execute();
  await db.schema.createIndex('sessions_by_token').on('sessions').column('token_hash').execute();
}

async function createAuditLog(db: Queries, engine: Engine): Promise<void> {
  await createCounted(db, 'audit_log', engine)
    .addColumn('at', timeOf(engine), (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('before', 'text', (column) => column.notNull())
    .addColumn('after', 'text', (column) => column.notNull())
    .execute();
  for (const column of ['author', 'action', 'subject'])
    await db.schema.createIndex(`audit_log_by_${column}`).on('audit_log').columns([column, 'seq']).execute();
}

async function createIdempotencyKeys(db: Queries, engine: Engine): Promise<void> {
  await db.schema
    .createTable('idempotency_keys')
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('request_hash', 'text', (column) => column.notNull())
    .addColumn('status', 'integer')
    .addColumn('body', 'text')
    .addColumn('claimed_at', timeOf(engine), (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_keys_key', ['author', 'key'])
    .execute();
  await db.schema
    .createIndex('idempotency_keys_by_time')
    .on('idempotency_keys')
    .column('claimed_at')
    .execute();
}
