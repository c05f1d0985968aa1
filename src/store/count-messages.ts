import { sql } from 'kysely';
import { cleanText } from '../domain/message.js';
import type { ConversationKey, MessageCounts } from '../domain/store.js';
import type { Band } from '../domain/verdict.js';
import { parseLimit } from './page-token.js';
import type { Queries, Shelf } from './tables.js';

const MOST_COUNTED = 100_000;

/** By indexes alone, which have all of it: no row is read. */
export async function countMessages(
  db: Queries,
  { channel, id }: ConversationKey,
  atMost = MOST_COUNTED,
): Promise<MessageCounts> {
  const there: There = { channel, conversation: cleanText(id), limit: parseLimit(atMost) };
  const shelved = db
    .selectFrom(selectShelved(db, there).as('shelved'))
    .select(({ fn, eb }) => {
      const ofBand = (band: Band) => fn.count<number>(eb.case().when('band', '=', band).then(1).end());
      const onShelf = (shelf: Shelf) => fn.count<number>(eb.case().when('shelf', '=', shelf).then(1).end());
      return [
        ofBand('spam').as('spam'),
        ofBand('unsure').as('unsure'),
        onShelf('quarantined').as('quarantined'),
        onShelf('released').as('released'),
        onShelf('confirmed').as('confirmed'),
      ];
    })
    .executeTakeFirstOrThrow();
  const [kinds, messages, unscored] = await Promise.all([
    shelved,
    count(db, selectThere(db, there)),
    count(db, selectThere(db, there).where(sql<boolean>`unscored <> '[]'`)),
  ]);
  return { ...kinds, messages, unscored };
}

export interface There {
  readonly channel: ConversationKey['channel'];
  readonly conversation: string;
  readonly limit: number;
}

export const selectThere = (db: Queries, { channel, conversation, limit }: There) =>
  db
    .selectFrom('messages')
    .select('channel')
    .where('channel', '=', channel)
    .where('conversation', '=', conversation)
    .limit(limit);

export const selectShelved = (db: Queries, { channel, conversation, limit }: There) =>
  db
    .selectFrom('messages')
    .select(['shelf', 'band'])
    .where('channel', '=', channel)
    .where('conversation', '=', conversation)
    .where('shelf', 'is not', null)
    .limit(limit);

async function count(db: Queries, rows: ReturnType<typeof selectThere>): Promise<number> {
  const counted = await db
    .selectFrom(rows.as('counted'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return counted.count;
}
