import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { type Channel, cleanText } from '../domain/message.js';
import { hashedSender, type KeyedHash, type Subject } from '../domain/privacy.js';
import type { JsonValue } from '../domain/task.js';
import { parseJson } from './json.js';
import type { Queries } from './tables.js';

type Condition = RawBuilder<boolean>;

export interface Traces {
  /** In Telegram, the chat with the bot has the number of the user; null elsewhere. */
  readonly privateChat: string | null;
  /** As what he appears where it stands who decided something. */
  readonly authors: readonly string[];
  readonly rows: RowsAbout;
}

/** Which rows of each table are about somebody. */
interface RowsAbout {
  readonly messages: Condition;
  readonly originals: Condition;
  readonly cards: Condition;
  readonly shadow_scores: Condition;
  readonly corrections: {
    /** His appeals and reports, and what members said of his messages. */
    readonly ofMembers: Condition;
    /** What administrators said of his messages. */
    readonly aboutHim: Condition;
    /** What he said as an administrator. */
    readonly asAdmin: Condition;
  };
  readonly senders: Condition;
  readonly outbox: Condition;
  readonly message_parts: Condition;
  readonly spam_replies: Condition;
  readonly parked_updates: Condition;
  readonly conversations: Condition;
}

/** Goes through everything once, except for what an index finds: it is asked for rarely. */
export async function findTraces(db: Queries, subject: Subject, keyedHash: KeyedHash): Promise<Traces> {
  const { channel } = subject;
  const ids = spellingsOf(subject);
  const keys = ids.map((id) => hashedSender(keyedHash, channel, id));
  const privateChat = channel === 'telegram' && /^\d+$/.test(subject.id) ? subject.id : null;
  const isOne = (column: string, values: readonly string[]): Condition =>
    sql`${sql.ref(column)} in (${sql.join(values)})`;
  const isPrivate = (column: string): Condition =>
    privateChat === null ? sql`1 = 0` : sql`${sql.ref(column)} = ${privateChat}`;

  const messages: Condition = sql`channel = ${channel}
    and (${isOne('sender_key', keys)} or ${isPrivate('conversation')})`;
  const isOfHis: Condition = sql`message_id in (select id from messages where ${messages})`;
  const isAbout: Condition = sql`(${isOfHis} or ${isOne('sender_key', keys)}
    or (channel = ${channel} and ${isPrivate('conversation')}))`;
  const tasks = await findTasks(db, { ids: [...ids, ...keys], messageIds: await readIds(db, messages) });
  const rows: RowsAbout = {
    messages,
    originals: isOfHis,
    shadow_scores: isOfHis,
    cards: sql`(${isOfHis} or ${isPrivate('chat')})`,
    corrections: {
      ofMembers: sql`role <> 'admin' and (${isOne('author', keys)} or ${isAbout})`,
      aboutHim: sql`role = 'admin' and ${isAbout}`,
      asAdmin: sql`role = 'admin' and ${isOne('author', authorsOf(channel, ids))}`,
    },
    senders: sql`channel = ${channel} and (${isOne('id', keys)} or ${isPrivate('conversation')})`,
    outbox: sql`(${isOfHis} or ${lanesOf(privateChat, keys)}
      or ${idsIn('id', tasks)})`,
    message_parts: idsIn('seq', await findParts(db, channel, ids)),
    spam_replies: channel === 'sms' ? isOne('sender', keys) : sql`1 = 0`,
    parked_updates: idsIn('seq', await findParked(db, channel, ids)),
    conversations: sql`channel = ${channel} and ${isPrivate('id')}`,
  };
  return { privateChat, authors: authorsOf(channel, ids), rows };
}

/** As the channels write who corrected. */
const authorsOf = (channel: Channel, ids: readonly string[]): readonly string[] =>
  channel === 'sms' ? ids : ids.map((id) => `${channel}:${id}`);

/** Gateways write one number with a plus and without. */
function spellingsOf({ channel, id }: Subject): readonly string[] {
  const clean = cleanText(id);
  if (channel !== 'sms' || !/^\+?\d+$/.test(clean)) return [clean];
  const digits = clean.replace(/^\+/, '');
  return [digits, `+${digits}`];
}

/** Numbers made by the database, which may be too many for parameters. */
const idsIn = (column: 'id' | 'seq', ids: readonly number[]): Condition =>
  ids.length === 0 ? sql`1 = 0` : sql`${sql.ref(column)} in (${sql.raw(ids.join(','))})`;

function lanesOf(privateChat: string | null, keys: readonly string[]): Condition {
  const forwards = keys.map((key) => sql<boolean>`lane like ${`forward:%:${key}`}`);
  const own =
    privateChat === null
      ? []
      : [
          sql<boolean>`lane in (${`telegram:${privateChat}`}, ${`telegram:${privateChat}:posts`})`,
          sql<boolean>`dedupe_key like ${`telegram:${privateChat}:%`}`,
        ];
  return sql`(${sql.join([...forwards, ...own], sql` or `)})`;
}

async function readIds(db: Queries, messages: Condition): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('messages').select('id').where(messages).execute();
  return new Set(rows.map(({ id }) => id));
}

interface Needles {
  readonly ids: readonly string[];
  readonly messageIds: ReadonlySet<string>;
}

const PAGE = 1_000;

/** By what they carry: those that tell of a message of his are found by that already. Done ones carry nothing. */
async function findTasks(db: Queries, needles: Needles): Promise<readonly number[]> {
  const select = db
    .selectFrom('outbox')
    .select(['id', 'payload'])
    .where('status', '<>', 'done')
    .orderBy('id')
    .limit(PAGE);
  const found: number[] = [];
  for (let after = 0; ;) {
    const page = await select.where('id', '>', after).execute();
    for (const { id, payload } of page)
      if (namesHim(parseJson(z.json(), payload, `task ${id}`), needles)) found.push(id);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return found;
    after = last.id;
  }
}

/** His own id, or the gate's id of a message of his, which stands in every text that is about one. */
function namesHim(payload: JsonValue, { ids, messageIds }: Needles): boolean {
  return stringsIn(payload).some(
    (text) => ids.includes(text) || text.split(/[^\w-]+/).some((word) => messageIds.has(word)),
  );
}

function stringsIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

const PartSender = z.object({ channel: z.string(), sender: z.object({ id: z.string() }) });

async function findParts(db: Queries, channel: string, ids: readonly string[]): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('message_parts')
    .select(['seq', 'message'])
    .where('is_joined', '=', 0)
    .execute();
  return rows
    .filter(({ seq, message }) => {
      const part = parseJson(PartSender, message, `part ${seq}`);
      return part.channel === channel && ids.includes(part.sender.id);
    })
    .map(({ seq }) => seq);
}

async function findParked(db: Queries, channel: string, ids: readonly string[]): Promise<readonly number[]> {
  const rows = await db.selectFrom('parked_updates').select(['seq', 'body', 'channel']).execute();
  return rows.filter((row) => row.channel === channel && mentions(row.body, ids)).map(({ seq }) => seq);
}

/** As a whole number or word: 42 is not in 1420, but in `"id":42`, and in a link to a user. */
function mentions(body: string, ids: readonly string[]): boolean {
  return ids.some((id) => {
    for (let at = body.indexOf(id); at >= 0; at = body.indexOf(id, at + 1))
      if (!isWordPart(body[at - 1]) && !isWordPart(body[at + id.length])) return true;
    return false;
  });
}

const isWordPart = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);
