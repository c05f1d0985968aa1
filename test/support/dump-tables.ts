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
    const tables = `select name from sqlite_master where type = 'table' and name <> 'message_search'`;
    const hasSearch = (await query(`select 1 from sqlite_master where name = 'message_search'`)).length > 0;
    if (!hasSearch) return await dump(query, tables);
    // The search index has no rows; what it has can be listed, word by word.
    database.exec(
      `create virtual table temp.words_of_the_index using fts5vocab('main', 'message_search', 'instance')`,
    );
    return await dump(query, `${tables} union all select 'words_of_the_index'`);
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
