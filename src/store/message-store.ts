import { cleanText, type MessageKey } from '../domain/message.js';
import type {
  Arrival,
  ConversationKey,
  MessageCounts,
  MessageQuery,
  MessageStatus,
  MessageStore,
  Page,
  SaveResult,
  StoredMessage,
} from '../domain/store.js';
import type { Band } from '../domain/verdict.js';
import { findCampaign, listCopies } from './campaigns.js';
import type { HashSender } from './hash-sender.js';
import { readContext } from './message-context.js';
import { parseMessageRow, toMessageRow } from './message-row.js';
import { insertTasks } from './outbox.js';
import { insertOriginals, readOriginals } from './originals.js';
import { pageOf, parseLimit, parsePageToken } from './page-token.js';
import { prepare } from './prepared.js';
import { listDecided } from './standing-corrections.js';
import { insertShadowScore } from './shadow-store.js';
import { StoreError } from './store-error.js';
import type { NewMessageRow, Queries } from './tables.js';
import type { WriteGroup } from './write-group.js';

export interface MessageStoreParts {
  readonly writeGroup: WriteGroup;
  readonly hashSender: HashSender;
}

export function createMessageStore(db: Queries, { writeGroup, hashSender }: MessageStoreParts): MessageStore {
  const { write } = writeGroup;
  return {
    saveArrival: (arrival) => {
      const isOne = arrival.tasks.length + arrival.originals.length === 0 && arrival.shadow === null;
      return write(isOne ? 'one' : 'several', (transaction) => saveArrival(transaction, arrival, hashSender));
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
    listMessages: (query) => listMessages(db, query),
    countMessages: (conversation) => countMessages(db, conversation),
    findCampaign: (query) => findCampaign(db, query),
    listCopies: (messageId, limit) => listCopies(db, messageId, limit),
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
    .onConflict((conflict) => conflict.doNothing()),
);

async function saveArrival(db: Queries, arrival: Arrival, hashSender: HashSender): Promise<SaveResult> {
  const { numAffectedRows } = await insertMessage.run(db, toMessageRow(arrival, hashSender));
  if (numAffectedRows === 0n) return { isRepeat: true, message: await findRepeated(db, arrival.message) };
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

async function listMessages(db: Queries, query: MessageQuery): Promise<Page<StoredMessage>> {
  const limit = parseLimit(query.limit);
  let select = db
    .selectFrom('messages')
    .selectAll()
    .where('sender_key', '<>', '')
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
