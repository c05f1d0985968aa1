import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type QueryResult,
  SelectQueryNode,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import Database from 'libsql';
import { StatementCache } from './statement-cache.js';
import { StoreError } from './store-error.js';
import type { Tables } from './tables.js';

/**
 * Every commit reaches the disk before it is answered: an acknowledged message survives a power cut. What is deleted is
 * overwritten with zeros, because people are told that it is gone.
 */
const PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'secure_delete = ON'];

/** How long a statement waits for another process that writes: 10 s. */
const BUSY_PAUSE_MS = 5;
const BUSY_TRIES = 2_000;

/** Opens the file, and makes it and its folder where they are missing. */
export function openSqlite(path: string): Kysely<Tables> {
  prepareFile(path);
  const database = new Database(path);
  const dialect = new SqliteDialect({ database });
  return new Kysely({
    dialect: {
      createDriver: () => new PatientDriver(database),
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
  });
}

/**
 * The driver would answer "14" to all of this. A file that is there is never opened here: closing it again would
 * release the locks of every other connection that this process has to it.
 */
function prepareFile(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  if (!existsSync(path)) {
    // People's messages are in it: its owner alone reads it, and SQLite's files beside it take after it. Nobody has it open yet.
    closeSync(openSync(path, 'a', 0o600));
    return;
  }
  if (!statSync(path).isFile()) throw new StoreError('it is not a file');
  accessSync(path, constants.R_OK | constants.W_OK);
}

/**
 * One connection, one transaction at a time, and every write in a transaction that began by taking the lock.
 *
 * The driver underneath is synchronous: its own way to wait for the lock would stop the whole process, and
 * would wait in vain for a lock that this process holds elsewhere. And it never resets a prepared statement
 * that found the file locked, after which no transaction of that connection can commit. So the lock is asked
 * for with `exec`, which resets, and nothing prepared ever meets it.
 */
class PatientDriver extends SqliteDriver {
  readonly #database: Database.Database;
  readonly #connection: DatabaseConnection;
  /** Resolves when whoever asked last for the connection has given it back. */
  #last: Promise<void> = Promise.resolve();
  #release = (): void => undefined;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
    const statements = new StatementCache(database);
    this.#connection = {
      executeQuery: (query) => execute(database, statements, query),
      streamQuery: () => {
        throw new TypeError('Cannot stream: nothing here needs it');
      },
    };
  }

  override async init(): Promise<void> {
    await super.init();
    try {
      for (const pragma of PRAGMAS) await execPatiently(this.#database, `pragma ${pragma}`);
    } catch (error) {
      // Kysely does not destroy what never began.
      this.#database.close();
      throw error;
    }
  }

  /** Whoever comes first has it first. */
  override async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last;
    let release = (): void => undefined;
    this.#last = new Promise((resolve) => (release = resolve));
    await before;
    this.#release = release;
    return this.#connection;
  }

  override async releaseConnection(): Promise<void> {
    this.#release();
  }

  override async beginTransaction(): Promise<void> {
    await execPatiently(this.#database, 'begin immediate');
  }

  override async commitTransaction(): Promise<void> {
    this.#database.exec('commit');
  }

  override async rollbackTransaction(): Promise<void> {
    rollBack(this.#database);
  }

  /** Waits for what is in hand. */
  override async destroy(): Promise<void> {
    await this.acquireConnection();
    try {
      emptyLog(this.#database);
      await super.destroy();
    } finally {
      await this.releaseConnection();
    }
  }
}

async function execute<Row>(
  database: Database.Database,
  statements: StatementCache,
  query: CompiledQuery,
): Promise<QueryResult<Row>> {
  if (database.inTransaction || SelectQueryNode.is(query.query)) return statements.run(query);
  await execPatiently(database, 'begin immediate');
  try {
    const result = statements.run<Row>(query);
    database.exec('commit');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/** Or what was deleted would still stand in the write-ahead log; statements that are kept prevent SQLite from doing it itself. */
function emptyLog(database: Database.Database): void {
  try {
    database.exec('pragma wal_checkpoint(truncate)');
  } catch {
    // A full disk, for instance: nothing is lost, and the next process that ends does it.
  }
}

/** Some errors, a full disk for instance, have rolled back already. */
function rollBack(database: Database.Database): void {
  if (database.inTransaction) database.exec('rollback');
}

async function execPatiently(database: Database.Database, statement: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      database.exec(statement);
      return;
    } catch (error) {
      if (!isBusy(error) || tries === BUSY_TRIES) throw error;
    }
    await sleep(BUSY_PAUSE_MS);
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
