import Database from 'libsql';
import pg from 'pg';
import type { CompiledQuery } from 'kysely';
import { z } from 'zod';

/** How an engine goes about a query. */
export interface Plan {
  readonly sql: string;
  readonly steps: readonly string[];
}

export interface Planner {
  readonly plan: (query: CompiledQuery) => Promise<Plan>;
  readonly close: () => Promise<void>;
}

const SqliteSteps = z.array(z.object({ detail: z.string() }));

export function openSqlitePlanner(path: string): Planner {
  const database = new Database(path);
  return {
    plan: async ({ sql, parameters }) => ({
      sql,
      steps: SqliteSteps.parse(database.prepare(`explain query plan ${sql}`).all([...parameters])).map(
        ({ detail }) => detail,
      ),
    }),
    close: async () => {
      database.close();
    },
  };
}

const PostgresSteps = z.array(z.object({ 'QUERY PLAN': z.string() }));

/** A small table is read as a whole, however good its indexes are: here only where there is no other way. */
export async function openPostgresPlanner(url: string): Promise<Planner> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('set enable_seqscan = off');
  return {
    plan: async ({ sql, parameters }) => {
      const { rows } = await client.query<object>(`explain (costs off) ${sql}`, [...parameters]);
      return { sql, steps: PostgresSteps.parse(rows).map((row) => row['QUERY PLAN']) };
    },
    close: () => client.end(),
  };
}
