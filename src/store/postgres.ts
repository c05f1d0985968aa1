import { type DatabaseConnection, Kysely, PostgresDialect, PostgresDriver } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** A process that hangs in the middle of a transaction must not hold its locks for ever. */
const IDLE_TRANSACTION_TIMEOUT_MS = 60_000;

/** Counts and keys come as numbers: none of them reaches 2^53. Only this pool reads them so. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

/** Connects with the first query. */
export function openPostgres(url: string): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'hamgate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
    keepAlive: true,
    types,
  });
  // Of a connection that breaks, the query under way or the next one hears; the pool drops it and opens another.
  // But without these listeners, one for connections at rest and one for those in use, the process would end.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = new PostgresDialect({ pool });
  return new Kysely({
    dialect: {
      createDriver: () => new PatientDriver(pool),
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
  });
}

type PooledConnection = Parameters<PostgresDriver['releaseConnection']>[0];

/** Waits for what is in hand before it ends the pool, which would forget those who wait for a connection. */
class PatientDriver extends PostgresDriver {
  #inHand = 0;
  #onIdle: (() => void) | null = null;

  constructor(pool: pg.Pool) {
    super({ pool });
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#inHand++;
    try {
      return await super.acquireConnection();
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  override async releaseConnection(connection: PooledConnection): Promise<void> {
    await super.releaseConnection(connection);
    this.#release();
  }

  override async destroy(): Promise<void> {
    if (this.#inHand > 0) await new Promise<void>((resolve) => (this.#onIdle = resolve));
    await super.destroy();
  }

  #release(): void {
    this.#inHand--;
    if (this.#inHand === 0) this.#onIdle?.();
  }
}
