import type { Compilable, CompiledQuery, QueryExecutorProvider, QueryResult } from 'kysely';
import type { Queries } from './tables.js';

/** Stands in a query for a value that is not known yet. */
class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Runs a query with these values. */
export interface Prepared<Values, Row> {
  (db: Queries, values: Values): Promise<readonly Row[]>;
  /** For how many rows were written. */
  run(db: Queries, values: Values): Promise<QueryResult<Row>>;
}

/**
 * A query that is built and compiled once, for what is asked for every message: to build it takes longer than to run it.
 * `build` must use each value as a parameter and nothing else, and may not look at it; the values have the same names each
 * time.
 */
export function prepare<Values extends object, Row>(
  build: (db: Queries, values: Values) => Compilable<Row>,
): Prepared<Values, Row> {
  const compiledBy = new WeakMap<object, CompiledQuery<Row>>();
  const run = (db: Queries, values: Values): Promise<QueryResult<Row>> => {
    // Transactions come and go; their executors belong to one adapter.
    const { adapter } = (db as QueryExecutorProvider & Queries).getExecutor();
    const compiled = compiledBy.get(adapter) ?? build(db, placeholdersFor(values)).compile();
    compiledBy.set(adapter, compiled);
    const given = values as Readonly<Record<string, unknown>>;
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Placeholder ? given[parameter.name] : parameter,
    );
    return db.executeQuery<Row>({ ...compiled, parameters });
  };
  const select = async (db: Queries, values: Values) => (await run(db, values)).rows;
  return Object.assign(select, { run });
}

/** Kysely takes them for values, and gives them back as parameters. */
function placeholdersFor<Values extends object>(values: Values): Values {
  const placeholders = Object.keys(values).map((name) => [name, new Placeholder(name)] as const);
  return Object.fromEntries(placeholders) as Values;
}
