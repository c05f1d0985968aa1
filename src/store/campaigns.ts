import type { Campaign, CampaignQuery, CardStore, StoredMessage, WaitingQuery } from '../domain/store.js';
import { parseMessageRow } from './message-row.js';
import { parseLimit } from './page-token.js';
import type { Queries } from './tables.js';

/** A flood of copies must not make each of them slower than the one before. */
const MOST_COUNTED = 1_000;

export async function findCampaign(db: Queries, query: CampaignQuery): Promise<Campaign | null> {
  const found = db
    .selectFrom('messages')
    .where('channel', '=', query.channel)
    .where('near_fingerprint', '=', query.nearFingerprint)
    .where('received_at', '>=', query.since)
    .where('conversation', '=', query.conversation)
    .where('status', '=', 'quarantined');
  const [first] = await found.selectAll().orderBy('seq').limit(1).execute();
  if (first === undefined) return null;
  const { count } = await db
    .selectFrom(found.select('seq').limit(MOST_COUNTED).as('copies'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { leader: parseMessageRow(first), count };
}

export async function listCopies(
  db: Queries,
  messageId: string,
  { limit, kind }: { readonly limit: number; readonly kind: WaitingQuery['kind'] },
): Promise<readonly StoredMessage[]> {
  const rows = await db
    .selectFrom('messages as one')
    .innerJoin('messages as copy', (join) =>
      join
        .onRef('copy.channel', '=', 'one.channel')
        .onRef('copy.conversation', '=', 'one.conversation')
        .onRef('copy.near_fingerprint', '=', 'one.near_fingerprint'),
    )
    .selectAll('copy')
    .where('one.id', '=', messageId)
    .where('copy.id', '<>', messageId)
    .where('one.near_fingerprint', '<>', '')
    .where('copy.shelf', '=', kind)
    .orderBy('copy.seq')
    .limit(parseLimit(limit))
    .execute();
  return rows.map(parseMessageRow);
}

export function createCardStore(db: Queries): CardStore {
  return {
    saveCard: async (messageId, { chat, cardId }) => {
      await db
        .insertInto('cards')
        .values({ message_id: messageId, chat, card_id: cardId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    readCard: async (messageId) => {
      const row = await db
        .selectFrom('cards')
        .select(['chat', 'card_id'])
        .where('message_id', '=', messageId)
        .executeTakeFirst();
      return row === undefined ? null : { chat: row.chat, cardId: row.card_id };
    },
  };
}
