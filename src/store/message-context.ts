import { sql } from 'kysely';
import { cleanText } from '../domain/message.js';
import type { ContextQuery, MessageContext } from '../domain/store.js';
import { settingsIn } from './conversation-store.js';
import { parseLimit } from './page-token.js';
import { prepare } from './prepared.js';
import type { Queries } from './tables.js';

/** A flood of copies must not make each of them slower than the one before. */
const MOST_COPIES = 50;

/** One row, whether anything is known or not. One statement, because it is asked for every message. */
const selectContext = prepare((db, query: ContextQuery) => {
  const copies = db
    .selectFrom('messages')
    .select('sender_id')
    .where('channel', '=', query.channel)
    .where('near_fingerprint', '=', query.nearFingerprint)
    .where('received_at', '>=', query.since)
    .where('sender_id', '<>', query.sender)
    .orderBy('received_at', 'desc')
    .limit(sql.lit(MOST_COPIES));
  const senders = db.selectFrom(copies.as('copies')).select('sender_id').distinct().limit(query.atMost);
  const label = db
    .selectFrom('corrections')
    .select('label')
    .where('channel', '=', query.channel)
    .where('conversation', '=', query.conversation)
    .where('fingerprint', '=', query.fingerprint)
    .where('role', '=', 'admin')
    .where('withdrawn_at', 'is', null)
    .orderBy('seq', 'desc')
    .limit(1);
  return db
    .selectFrom(db.selectNoFrom(sql.lit(1).as('one')).as('message'))
    .leftJoin('conversations', (join) =>
      join.on('conversations.channel', '=', query.channel).on('conversations.id', '=', query.conversation),
    )
    .selectAll('conversations')
    .select(() => [
      label.as('memory'),
      db
        .selectFrom(senders.as('senders'))
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('otherSenders'),
    ]);
});

export async function readContext(db: Queries, query: ContextQuery): Promise<MessageContext> {
  const [row] = await selectContext(db, {
    channel: query.channel,
    conversation: cleanText(query.conversation),
    sender: cleanText(query.sender),
    fingerprint: query.fingerprint,
    nearFingerprint: query.nearFingerprint,
    since: query.since,
    atMost: parseLimit(query.atMost),
  });
  return {
    settings: settingsIn(row),
    memory: row?.memory ?? null,
    otherSenders: row?.otherSenders ?? 0,
  };
}
