import { sql } from 'kysely';
import { z } from 'zod';
import { parseJson } from '../json.js';
import { searchTextOf } from '../search-words.js';
import type { Engine, Queries } from '../tables.js';

/** What the lists are read by: states, channels, senders, and the words of a message. */
export async function indexForBrowsing(db: Queries, engine: Engine): Promise<void> {
  await addColumns(db, engine);
  await fillWords(db);
  await (engine === 'postgres' ? indexWordsInPostgres(db) : indexWordsInSqlite(db));
  await indexMessages(db);
  await db.schema.createIndex('corrections_of_author').on('corrections').columns(['author', 'seq']).execute();
  await db.schema
    .createIndex('outbox_unfinished')
    .on('outbox')
    .columns(['target', 'status', 'created_at', 'attempts'])
    .where(sql<boolean>`status <> 'done'`)
    .execute();
}

async function addColumns(db: Queries, engine: Engine): Promise<void> {
  await db.schema
    .alterTable('messages')
    .addColumn('words', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  const shelf = sql`case when status <> 'accepted' then status when band <> 'ham' then band end`;
  await db.schema
    .alterTable('messages')
    .addColumn('shelf', 'text', (column) =>
      engine === 'postgres' ? column.generatedAlwaysAs(shelf).stored() : column.generatedAlwaysAs(shelf),
    )
    .execute();
}

const Surfaces = z.array(z.object({ text: z.string() }));
const AT_ONCE = 1_000;

async function fillWords(db: Queries): Promise<void> {
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('messages')
      .select(['seq', 'message_id', 'sender_id', 'sender_key', 'sender_name', 'surfaces'])
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(AT_ONCE)
      .execute();
    for (const row of rows.filter(({ sender_key: key }) => key !== ''))
      await db
        .updateTable('messages')
        .set({
          words: searchTextOf({
            messageId: row.message_id,
            sender: { id: row.sender_id, name: row.sender_name },
            surfaces: parseJson(Surfaces, row.surfaces, `message ${row.seq}`),
          }),
        })
        .where('seq', '=', row.seq)
        .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

/** A cast and no parser: words are kept as they are. */
async function indexWordsInPostgres(db: Queries): Promise<void> {
  await sql`create index messages_search on messages using gin
    ((((to_hex(seq >> 12) || 'x') || replace(words, ' ', ' ' || (to_hex(seq >> 12) || 'x')))::tsvector))
    with (gin_pending_list_limit = 512)`.execute(db);
}

/**
 * What is kept is written into the index by whoever keeps it: by a trigger it would take four times as long, because the
 * index goes to the disk before each statement that a trigger belongs to. What is changed or deleted is taken out by
 * triggers, so that nobody forgets it. The index has no texts of its own, so a word is taken out of it by being given once more; `secure-delete` takes it out at
 * once, not when parts of the index are merged. Its tokenizer splits at what no word has in it, and at nothing else.
 */
async function indexWordsInSqlite(db: Queries): Promise<void> {
  await sql`create virtual table message_search using fts5
    (words, content='', columnsize=0, detail=none, tokenize='ascii')`.execute(db);
  await sql`insert into message_search (message_search, rank) values ('secure-delete', 1)`.execute(db);
  const prefixed = (row: 'new' | 'old') => {
    const block = `printf('%06x', ${row}.seq >> 12) || 'x'`;
    return sql.raw(`${block} || replace(${row}.words, ' ', ' ' || ${block})`);
  };
  const add = sql`insert into message_search (rowid, words) select new.seq, ${prefixed('new')} where new.words <> '';`;
  const remove = sql`insert into message_search (message_search, rowid, words)
    select 'delete', old.seq, ${prefixed('old')} where old.words <> '';`;
  await sql`insert into message_search (rowid, words) select new.seq, ${prefixed('new')}
    from messages as new where new.words <> '' order by new.seq`.execute(db);
  await sql`create trigger messages_search_delete after delete on messages begin ${remove} end`.execute(db);
  await sql`create trigger messages_search_update after update of words on messages when old.words <> new.words
    begin ${remove} ${add} end`.execute(db);
}

async function indexMessages(db: Queries): Promise<void> {
  const index = (
    name: string,
    columns: readonly (
      'channel' | 'conversation' | 'near_fingerprint' | 'shelf' | 'seq' | 'band' | 'sender_key'
    )[],
  ) =>
    db.schema
      .createIndex(name)
      .on('messages')
      .columns([...columns]);
  const isShelved = sql<boolean>`shelf is not null`;
  await index('messages_by_channel', ['channel', 'seq']).execute();
  // For what he wrote anywhere, too; with the conversation first, only for what he wrote in one.
  await db.schema.dropIndex('messages_by_sender').execute();
  await index('messages_by_sender', ['sender_key', 'channel', 'conversation', 'seq']).execute();
  await index('messages_shelved', ['shelf', 'seq']).where(isShelved).execute();
  // With the band, so that they are counted without the rows.
  await index('messages_shelved_there', ['channel', 'conversation', 'shelf', 'seq', 'band'])
    .where(isShelved)
    .execute();
  await index('messages_alike', ['channel', 'conversation', 'near_fingerprint', 'shelf', 'seq'])
    .where(isShelved)
    .execute();
  await index('messages_unscored', ['channel', 'conversation'])
    .where(sql<boolean>`unscored <> '[]'`)
    .execute();
  await db.schema.dropIndex('messages_by_status').execute();
}
