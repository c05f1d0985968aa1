import type { CompiledQuery, QueryResult } from 'kysely';
import type Database from 'libsql';

/** More than the program has queries; a query whose length varies, with a list in it, must not fill the memory. */
const MOST = 300;

interface Prepared {
  readonly statement: Database.Statement;
  /** It gives rows. */
  readonly isReader: boolean;
}

/** Statements of one connection, each prepared once: to prepare one takes as long as to run it. */
export class StatementCache {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Prepared>();

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Synchronous, as the driver underneath is. */
  run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const { statement, isReader } = this.#prepare(sql);
    try {
      if (isReader) return { rows: statement.all(parameters) as Row[] };
      const { changes } = statement.run(parameters);
      return { rows: [], numAffectedRows: BigInt(changes) };
    } catch (error) {
      // The driver does not reset a statement that failed.
      this.#statements.delete(sql);
      throw error;
    }
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    if (this.#statements.size >= MOST) this.#statements.clear();
    const statement = this.#database.prepare(sql);
    const prepared = { statement, isReader: statement.reader };
    this.#statements.set(sql, prepared);
    return prepared;
  }
}
