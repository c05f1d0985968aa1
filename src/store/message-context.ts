import { sql } from 'kysely';
import type { CorrectionScope } from '../domain/correction.js';
import { cleanText } from '../domain/message.js';
import type { ContextQuery, MessageContext } from '../domain/store.js';
import { settingsIn } from './conversation-store.js';
import { type BandValues, bandValues, readRemembered, selectAnyBand } from './near-memory.js';
import type { HashSender } from './hash-sender.js';
import { parseLimit } from './page-token.js';
import { prepare } from './prepared.js';
import type { Queries } from './tables.js';

/** A flood of copies must not make each of them slower than the one before. */
const MOST_COPIES = 50;

type Values = Omit<ContextQuery, 'bands' | 'scope'> & BandValues;

/** One row, whether anything is known or not. One statement, because it is asked for every message. */
const selectContext = (scope: CorrectionScope) =>
  prepare((db, query: Values) => {
    const copies = db
      .selectFrom('messages')
      .select('sender_key')
      .where('channel', '=', query.channel)
      .where('near_fingerprint', '=', query.nearFingerprint)
      .where('received_at', '>=', query.since)
      .where('sender_key', '<>', query.sender)
      .orderBy('received_at', 'desc')
      .limit(sql.lit(MOST_COPIES));
    const senders = db.selectFrom(copies.as('copies')).select('sender_key').distinct().limit(query.atMost);
    const corrections = db.selectFrom('corrections').where('fingerprint', '=', query.fingerprint);
    const label = (
      scope === 'everywhere'
        ? corrections
        : corrections.where('channel', '=', query.channel).where('conversation', '=', query.conversation)
    )
      .select('label')
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
        selectAnyBand(db, query, scope).as('hasNear'),
        db
          .selectFrom(senders.as('senders'))
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .as('otherSenders'),
      ]);
  });

const CONTEXT = {
  conversation: selectContext('conversation'),
  everywhere: selectContext('everywhere'),
} satisfies Record<CorrectionScope, unknown>;

export async function readContext(
  db: Queries,
  query: ContextQuery,
  hashSender: HashSender,
): Promise<MessageContext> {
  const values: Values = {
    channel: query.channel,
    conversation: cleanText(query.conversation),
    sender: hashSender(query.channel, query.sender),
    fingerprint: query.fingerprint,
    nearFingerprint: query.nearFingerprint,
    since: query.since,
    atMost: parseLimit(query.atMost),
    ...bandValues(query.bands),
  };
  const [row] = await CONTEXT[query.scope](db, values);
  const memory = row?.memory ?? null;
  const mayBeNear = memory === null && row?.hasNear === 1;
  return {
    settings: settingsIn(row),
    memory,
    remembered: mayBeNear ? await readRemembered(db, values, query.scope) : [],
    otherSenders: row?.otherSenders ?? 0,
  };
}
