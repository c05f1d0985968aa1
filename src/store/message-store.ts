import { cleanText, type MessageKey } from '../domain/message.js';
import type { Arrival, ConversationKey, MessageStore, SaveResult, StoredMessage } from '../domain/store.js';
import { findCampaign, listCopies } from './campaigns.js';
import type { HashSender } from './hash-sender.js';
import { countMessages } from './count-messages.js';
import { createMessageBrowser } from './message-browser.js';
import { readContext } from './message-context.js';
import { parseMessageRow, toMessageRow } from './message-row.js';
import { insertTasks } from './outbox.js';
import { insertOriginals, readOriginals } from './originals.js';
import { parseLimit } from './page-token.js';
import { prepare } from './prepared.js';
import { listDecided } from './standing-corrections.js';
import { insertShadowScore } from './shadow-store.js';
import { indexWords } from './search-blocks.js';
import { StoreError } from './store-error.js';
import type { Engine, NewMessageRow, Queries } from './tables.js';
import type { AtTheEnd, WriteGroup } from './write-group.js';

export interface MessageStoreParts {
  readonly engine: Engine;
  readonly writeGroup: WriteGroup;
  readonly hashSender: HashSender;
}

export function createMessageStore(
  db: Queries,
  { engine, writeGroup, hashSender }: MessageStoreParts,
): MessageStore {
  const { write } = writeGroup;
  return {
    saveArrival: (arrival) => {
      const isOne = arrival.tasks.length + arrival.originals.length === 0 && arrival.shadow === null;
      return write(isOne ? 'one' : 'several', (transaction, atTheEnd) =>
        saveArrival(transaction, arrival, { engine, hashSender, atTheEnd }),
      );
    },
    findMessage: async (id) => {
      const row = await db
        .selectFrom('messages')
        .selectAll()
        .where('id', '=', cleanText(id))
        .where('sender_key', '<>', '')
        .executeTakeFirst();
      return row === undefined ? null : parseMessageRow(row);
    },
    nameSender: (messageId, senderId) => nameSender(db, messageId, { senderId, hashSender }),
    readOriginals: (messageId) => readOriginals(db, messageId),
    findLatest: (key) => findLatest(db, key),
    ...createMessageBrowser(db, { engine, hashSender }),
    countMessages: (conversation, atMost) => countMessages(db, conversation, atMost),
    findCampaign: (query) => findCampaign(db, query),
    listCopies: (messageId, limit, kind = 'quarantined') => listCopies(db, messageId, { limit, kind }),
    readContext: (query) => readContext(db, query, hashSender),
    listScores: (conversation, limit) => listScores(db, conversation, limit),
    listDecided: (conversation, limit) => listDecided(db, conversation, limit),
  };
}

const insertMessage = prepare((db, row: NewMessageRow) =>
  db
    .insertInto('messages')
    .values(row)
    // Of any key: PostgreSQL does not say which one it meets first when two callers come at once.
    .onConflict((conflict) => conflict.doNothing())
    .returning('seq'),
);

interface SaveParts extends Pick<MessageStoreParts, 'engine' | 'hashSender'> {
  readonly atTheEnd: AtTheEnd;
}

async function saveArrival(
  db: Queries,
  arrival: Arrival,
  { engine, hashSender, atTheEnd }: SaveParts,
): Promise<SaveResult> {
  const row = toMessageRow(arrival, hashSender);
  const [kept] = await insertMessage(db, row);
  if (kept === undefined) return { isRepeat: true, message: await findRepeated(db, arrival.message) };
  // Between other statements, SQLite would write the index to the disk before each of them.
  atTheEnd((last) => indexWords(last, engine, [{ seq: kept.seq, words: row.words ?? '' }]));
  await insertTasks(db, arrival.tasks, { now: arrival.message.receivedAt, messageId: arrival.message.id });
  await insertOriginals(db, arrival.message.id, arrival.originals);
  if (arrival.shadow !== null) await insertShadowScore(db, arrival.message.id, arrival.shadow);
  return { isRepeat: false, message: arrival.message };
}

async function findRepeated(db: Queries, key: StoredMessage): Promise<StoredMessage> {
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where('channel', '=', key.channel)
    .where('conversation', '=', key.conversation)
    .where('message_id', '=', key.messageId)
    .where('revision', '=', key.revision)
    .executeTakeFirst();
  if (row === undefined) throw new StoreError(`Cannot keep message "${key.id}": another one has this id`);
  return parseMessageRow(row);
}

async function nameSender(
  db: Queries,
  messageId: string,
  { senderId, hashSender }: { readonly senderId: string; readonly hashSender: HashSender },
): Promise<void> {
  const row = await db
    .selectFrom('messages')
    .select('channel')
    .where('id', '=', cleanText(messageId))
    .executeTakeFirst();
  if (row === undefined) return;
  await db
    .updateTable('messages')
    .set({ sender_id: cleanText(senderId) })
    .where('id', '=', cleanText(messageId))
    .where('sender_key', '=', hashSender(row.channel, senderId))
    .execute();
}

async function findLatest(db: Queries, key: Omit<MessageKey, 'revision'>): Promise<StoredMessage | null> {
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where('channel', '=', key.channel)
    .where('conversation', '=', cleanText(key.conversation))
    .where('message_id', '=', cleanText(key.messageId))
    .where('sender_key', '<>', '')
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : parseMessageRow(row);
}

/** Of messages without a text, there are hardly more than those with one. */
const LOOKED_AT_FOR_EACH = 2;

async function listScores(
  db: Queries,
  { channel, id }: ConversationKey,
  limit: number,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('messages')
    .select('score')
    .where('channel', '=', channel)
    .where('conversation', '=', cleanText(id))
    .orderBy('seq', 'desc')
    .limit(LOOKED_AT_FOR_EACH * parseLimit(limit))
    .execute();
  return rows.flatMap(({ score }) => score ?? []).slice(0, limit);
}
