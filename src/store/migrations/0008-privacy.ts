import { sql } from 'kysely';
import { z } from 'zod';
import type { Channel } from '../../domain/message.js';
import { hashedSender, type KeyedHash } from '../../domain/privacy.js';
import { parseJson } from '../json.js';
import type { Engine, Queries } from '../tables.js';

/** As in the tables before: a time sorts by its bytes. */
const timeOf = (engine: Engine) => (engine === 'postgres' ? sql`text collate "C"` : sql`text`);

/** Senders are kept as keyed hashes, and so is everything that is there already. */
export async function hideIdentities(db: Queries, engine: Engine, keyedHash: KeyedHash): Promise<void> {
  await addColumns(db, engine);
  await mapSenders(db, keyedHash);
  await hashMessages(db);
  await hashCorrections(db, keyedHash);
  await db.schema.dropTable('sender_keys').execute();
  await hashParts(db, keyedHash);
  await emptyTasks(db, keyedHash);
  await addIndexes(db);
}

async function addColumns(db: Queries, engine: Engine): Promise<void> {
  await db.schema
    .createTable('facts')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .alterTable('messages')
    .addColumn('sender_key', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema.alterTable('corrections').addColumn('sender_key', 'text').execute();
  await db.schema.alterTable('outbox').addColumn('message_id', 'text').execute();
  await db.schema
    .alterTable('senders')
    .addColumn('accepted_before', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('senders').addColumn('first_seen_at', timeOf(engine)).execute();
}

/** How many rows go into one statement. */
const ROWS = 1_000;

/** One row a sender, so that each table is changed by a single statement however many messages there are. */
async function mapSenders(db: Queries, keyedHash: KeyedHash): Promise<void> {
  await sql`create table sender_keys (channel text, id text, hashed text, primary key (channel, id))`.execute(
    db,
  );
  const { rows } = await sql<{ channel: Channel; id: string }>`
    select channel, sender_id as id from messages union select channel, id from senders
    union select 'sms' as channel, sender as id from spam_replies`.execute(db);
  for (let first = 0; first < rows.length; first += ROWS) {
    const values = rows
      .slice(first, first + ROWS)
      .map(({ channel, id }) => sql`(${channel}, ${id}, ${hashedSender(keyedHash, channel, id)})`);
    await sql`insert into sender_keys (channel, id, hashed) values ${sql.join(values)}`.execute(db);
  }
}

/** Nobody will act on what was accepted as ham, unless it waits to be forwarded or the conversation mutes or bans. */
async function hashMessages(db: Queries): Promise<void> {
  await sql`update messages set sender_key = (select hashed from sender_keys
    where sender_keys.channel = messages.channel and sender_keys.id = messages.sender_id)`.execute(db);
  await sql`update messages set
      sender_name = case when sender_name = sender_id then sender_key else sender_name end,
      sender_id = sender_key
    where band = 'ham' and status = 'accepted' and is_withheld = 0
      and not exists (select 1 from conversations where conversations.channel = messages.channel
        and conversations.id = messages.conversation and conversations.mode in ('restrict', 'ban'))
      and not exists (select 1 from outbox where outbox.status <> 'done' and outbox.dedupe_key =
        messages.channel || ':' || messages.conversation || ':' || messages.message_id || ':' ||
        messages.revision || ':forward')`.execute(db);
  await sql`update senders set id = (select hashed from sender_keys
    where sender_keys.channel = senders.channel and sender_keys.id = senders.id)`.execute(db);
  await sql`update spam_replies set sender = (select hashed from sender_keys
    where sender_keys.channel = 'sms' and sender_keys.id = spam_replies.sender)`.execute(db);
}

async function hashCorrections(db: Queries, keyedHash: KeyedHash): Promise<void> {
  await sql`update corrections set sender_key = (select sender_key from messages
    where messages.id = corrections.message_id)`.execute(db);
  const members = db.selectFrom('corrections').where('role', '<>', 'admin');
  for (const { author } of await members.select('author').distinct().execute())
    await db
      .updateTable('corrections')
      .set({ author: keyedHash(author) })
      .where('author', '=', author)
      .where('role', '<>', 'admin')
      .execute();
  // The id of a report ends with who made it.
  for (const { seq, id } of await members.select(['seq', 'id']).where('role', '=', 'report').execute())
    await db
      .updateTable('corrections')
      .set({
        id: id.replace(/:report:(-?\d+)$/, (_, user: string) => `:report:${keyedHash(`telegram:${user}`)}`),
      })
      .where('seq', '=', seq)
      .execute();
}

async function hashParts(db: Queries, keyedHash: KeyedHash): Promise<void> {
  await db
    .updateTable('message_parts')
    .set({ message: 'null', originals: '[]' })
    .where('is_joined', '=', 1)
    .execute();
  for (const { group_key: group } of await db
    .selectFrom('message_parts')
    .select('group_key')
    .distinct()
    .execute())
    await db
      .updateTable('message_parts')
      .set({ group_key: hashedSender(keyedHash, 'sms', group) })
      .where('group_key', '=', group)
      .execute();
}

const Forward = z.object({
  id: z.string(),
  channel: z.string(),
  conversation: z.string(),
  sender: z.object({ id: z.string() }),
});

/** The lane of a forward has the sender's number in it, too. */
async function emptyTasks(db: Queries, keyedHash: KeyedHash): Promise<void> {
  await db.updateTable('outbox').set({ payload: 'null' }).where('status', '=', 'done').execute();
  await db
    .updateTable('outbox')
    .set({ lane: 'forward' })
    .where('status', '=', 'done')
    .where('target', '=', 'forward')
    .execute();
  const waiting = db
    .selectFrom('outbox')
    .select(['id', 'payload'])
    .where('status', '<>', 'done')
    .where('target', '=', 'forward')
    .orderBy('id')
    .limit(ROWS);
  for (
    let last = 0, page = await waiting.execute();
    page.length > 0;
    page = await waiting.where('id', '>', last).execute()
  )
    for (const { id, payload } of page) {
      last = id;
      const message = Forward.safeParse(parseJson(z.json(), payload, `task ${id}`)).data;
      if (message === undefined) continue;
      const sender = keyedHash(`${message.channel}:${message.sender.id}`);
      await db
        .updateTable('outbox')
        .set({ message_id: message.id, lane: `forward:${message.channel}:${message.conversation}:${sender}` })
        .where('id', '=', id)
        .execute();
    }
}

async function addIndexes(db: Queries): Promise<void> {
  await db.schema.dropIndex('messages_by_sender').execute();
  await db.schema
    .createIndex('messages_by_sender')
    .on('messages')
    .columns(['channel', 'conversation', 'sender_key', 'seq'])
    .execute();
  // The job that forgets finds what is due, and no more. By length: where an index compares a column with a value, SQLite
  // prepares each statement that compares it with a parameter anew, each time, which takes longer than to run it.
  await db.schema
    .createIndex('messages_by_age')
    .on('messages')
    .columns(['band', 'received_at'])
    .where(sql<boolean>`length(sender_key) > 0`)
    .execute();
  await db.schema
    .createIndex('messages_stripped')
    .on('messages')
    .columns(['received_at'])
    .where(sql<boolean>`length(sender_key) = 0`)
    .execute();
  await db.schema
    .createIndex('messages_named')
    .on('messages')
    .columns(['status', 'channel', 'band'])
    .where(sql<boolean>`sender_id <> sender_key`)
    .execute();
  await db.schema
    .createIndex('outbox_by_message')
    .on('outbox')
    .columns(['message_id'])
    .where(sql<boolean>`status <> 'done'`)
    .execute();
  await db.schema
    .createIndex('corrections_withdrawn')
    .on('corrections')
    .columns(['withdrawn_at'])
    .where(sql<boolean>`withdrawn_at is not null`)
    .execute();
}
