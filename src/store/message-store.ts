import { cleanText, type MessageKey } from '../domain/message.js';
import type {
  Arrival,
  ConversationKey,
  MessageCounts,
  MessageQuery,
  MessageStatus,
  MessageStore,
  Page,
  SameText,
  SaveResult,
  StoredMessage,
} from '../domain/store.js';
import type { Band } from '../domain/verdict.js';
import { findCampaign, listCopies } from './campaigns.js';
import { parseMessageRow, toMessageRow } from './message-row.js';
import { insertTasks } from './outbox.js';
import { insertOriginals, readOriginals } from './originals.js';
import { pageOf, parseLimit, parsePageToken } from './page-token.js';
import { StoreError } from './store-error.js';
import type { Queries } from './tables.js';

export function createMessageStore(db: Queries): MessageStore {
  return {
    saveArrival: (arrival) =>
      // A single statement is a transaction, and spares two round trips.
      arrival.tasks.length + arrival.originals.length === 0
        ? saveArrival(db, arrival)
        : db.transaction().execute((transaction) => saveArrival(transaction, arrival)),
    findMessage: async (id) => {
      const row = await db
        .selectFrom('messages')
        .selectAll()
        .where('id', '=', cleanText(id))
        .executeTakeFirst();
      return row === undefined ? null : parseMessageRow(row);
    },
    readOriginals: (messageId) => readOriginals(db, messageId),
    findLatest: (key) => findLatest(db, key),
    listMessages: (query) => listMessages(db, query),
    countMessages: (conversation) => countMessages(db, conversation),
    findCampaign: (query) => findCampaign(db, query),
    listCopies: (messageId, limit) => listCopies(db, messageId, limit),
    countSendersOf: (text) => countSendersOf(db, text),
    listScores: (conversation, limit) => listScores(db, conversation, limit),
  };
}

async function saveArrival(db: Queries, arrival: Arrival): Promise<SaveResult> {
  const inserted = await db
    .insertInto('messages')
    .values(toMessageRow(arrival))
    // Of any key: PostgreSQL does not say which one it meets first when two callers come at once.
    .onConflict((conflict) => conflict.doNothing())
    .returning('seq')
    .executeTakeFirst();
  if (inserted === undefined) return { isRepeat: true, message: await findRepeated(db, arrival.message) };
  await insertTasks(db, arrival.tasks, arrival.message.receivedAt);
  await insertOriginals(db, arrival.message.id, arrival.originals);
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

async function findLatest(db: Queries, key: Omit<MessageKey, 'revision'>): Promise<StoredMessage | null> {
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where('channel', '=', key.channel)
    .where('conversation', '=', cleanText(key.conversation))
    .where('message_id', '=', cleanText(key.messageId))
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : parseMessageRow(row);
}

async function listMessages(db: Queries, query: MessageQuery): Promise<Page<StoredMessage>> {
  const limit = parseLimit(query.limit);
  let select = db
    .selectFrom('messages')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(limit + 1);
  if (query.channel !== undefined) select = select.where('channel', '=', query.channel);
  if (query.conversation !== undefined)
    select = select.where('conversation', '=', cleanText(query.conversation));
  if (query.status !== undefined) select = select.where('status', '=', query.status);
  if (query.after !== undefined) select = select.where('seq', '<', parsePageToken(query.after));
  return pageOf(await select.execute(), limit, parseMessageRow);
}

async function countMessages(db: Queries, { channel, id }: ConversationKey): Promise<MessageCounts> {
  return db
    .selectFrom('messages')
    .where('channel', '=', channel)
    .where('conversation', '=', cleanText(id))
    .select(({ fn, eb }) => {
      const countBand = (band: Band) => fn.count<number>(eb.case().when('band', '=', band).then(1).end());
      const countStatus = (status: MessageStatus) =>
        fn.count<number>(eb.case().when('status', '=', status).then(1).end());
      return [
        fn.countAll<number>().as('messages'),
        countBand('spam').as('spam'),
        countBand('unsure').as('unsure'),
        countStatus('quarantined').as('quarantined'),
        countStatus('released').as('released'),
        countStatus('confirmed').as('confirmed'),
        fn.count<number>(eb.case().when('unscored', '<>', '[]').then(1).end()).as('unscored'),
      ];
    })
    .executeTakeFirstOrThrow();
}

async function countSendersOf(db: Queries, text: SameText): Promise<number> {
  const senders = await db
    .selectFrom('messages')
    .select('sender_id')
    .distinct()
    .where('channel', '=', text.channel)
    .where('near_fingerprint', '=', text.nearFingerprint)
    .where('received_at', '>=', text.since)
    .where('sender_id', '<>', cleanText(text.exceptSender))
    .limit(parseLimit(text.atMost))
    .execute();
  return senders.length;
}

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
    .where('score', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(parseLimit(limit))
    .execute();
  return rows.flatMap(({ score }) => score ?? []);
}
