import Database from 'libsql';
import pg from 'pg';
import { z } from 'zod';

const Names = z.array(z.object({ name: z.string() }));

type Query = (statement: string) => Promise<readonly unknown[]>;

/** Every row of every table of a database, as one text. */
export function dumpTables(url: string): Promise<string> {
  return url.startsWith('file:') ? dumpFile(url) : dumpServer(url);
}

async function dumpFile(url: string): Promise<string> {
  const database = new Database(url.slice('file:'.length));
  const query: Query = async (statement) => database.prepare(statement).all();
  try {
    return await dump(query, `select name from sqlite_master where type = 'table'`);
  } finally {
    database.close();
  }
}

async function dumpServer(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const query: Query = async (statement) => (await client.query<object>(statement)).rows;
  try {
    return await dump(query, 'select tablename as name from pg_tables where schemaname = current_schema()');
  } finally {
    await client.end();
  }
}

async function dump(query: Query, names: string): Promise<string> {
  const rows: unknown[] = [];
  for (const { name } of Names.parse(await query(names)))
    rows.push(name, ...(await query(`select * from "${name}"`)));
  return rows.map((row) => JSON.stringify(row)).join('\n');
}
