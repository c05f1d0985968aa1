import { sql } from 'kysely';
import { CHANNELS } from '../domain/message.js';
import { braid, EVERYTHING, type Source, type Span, type Strand } from './look-through.js';
import type { Wanted } from './message-filter.js';
import { searchSource } from './search-blocks.js';
import type { Engine, MessageRow, Queries, Shelf } from './tables.js';
import { findSpans } from './traffic-store.js';

/** What a row must equal, so that an index gives the numbers of those that do in their order. */
export type StrandKey = Partial<Pick<MessageRow, 'channel' | 'conversation' | 'sender_key'>> & {
  readonly shelf?: Shelf;
};

export function selectStrand(
  db: Queries,
  key: StrandKey,
  { span, count }: { readonly span: Span; readonly count: number },
) {
  let select = db
    .selectFrom('messages')
    .select('seq')
    .where('seq', '>', span.above)
    .where('seq', '<', span.below)
    .orderBy('seq', 'desc')
    .limit(count);
  if (key.channel !== undefined) select = select.where('channel', '=', key.channel);
  if (key.conversation !== undefined) select = select.where('conversation', '=', key.conversation);
  if (key.sender_key !== undefined) select = select.where('sender_key', '=', key.sender_key);
  if (key.shelf !== undefined) select = select.where('shelf', '=', key.shelf);
  return select;
}

const toStrand =
  (db: Queries) =>
  (key: StrandKey): Strand =>
  async (span, count) =>
    (await selectStrand(db, key, { span, count }).execute()).map(({ seq }) => seq);

/** The few rows among which all that is wanted lies. One for each channel where none is named, and for each state. */
export function strandsOf({ channel, conversation, senderKeys, ...wanted }: Wanted): readonly StrandKey[] {
  const channels = channel === undefined ? CHANNELS : [channel];
  const shelves = shelvesOf(wanted);
  if (conversation !== undefined)
    return channels.flatMap((name) => {
      const there = { channel: name, conversation };
      if (senderKeys !== null) return senderKeys.map((key) => ({ ...there, sender_key: key }));
      return shelves === null ? [there] : shelves.map((shelf) => ({ ...there, shelf }));
    });
  if (shelves !== null) return shelves.map((shelf) => ({ shelf }));
  return [channel === undefined ? {} : { channel }];
}

const DECIDED = ['quarantined', 'released', 'confirmed'] as const;

/** Null: most messages are so, and no state narrows it. */
function shelvesOf({ status, band }: Pick<Wanted, 'status' | 'band'>): readonly Shelf[] | null {
  if (status !== undefined && status !== 'accepted') return [status];
  if (band === undefined || band === 'ham') return null;
  return status === 'accepted' ? [band] : [band, ...DECIDED];
}

/** Whoever writes in more conversations is looked for among all messages. */
const MOST_PLACES = 60;

/** Where a sender has written: one look into the index for each conversation. */
async function findPlaces(
  db: Queries,
  senderKeys: readonly string[],
  wanted: Wanted,
): Promise<readonly StrandKey[]> {
  const places: (StrandKey & Place)[] = [];
  for (const key of senderKeys)
    for (let last: Place | undefined; ;) {
      const place: Place | undefined = await selectPlace(db, key, last).executeTakeFirst();
      if (place === undefined) break;
      if (places.length === MOST_PLACES) return strandsOf({ ...wanted, senderKeys: null });
      places.push({ ...place, sender_key: key });
      last = place;
    }
  return places;
}

type Place = Pick<MessageRow, 'channel' | 'conversation'>;

const BEFORE_ALL = { channel: '', conversation: '' };

const selectPlace = (db: Queries, key: string, last: Place | typeof BEFORE_ALL = BEFORE_ALL) =>
  db
    .selectFrom('messages')
    .select(['channel', 'conversation'])
    .where('sender_key', '=', key)
    .where(sql<boolean>`(channel, conversation) > (${last.channel}, ${last.conversation})`)
    .orderBy('channel')
    .orderBy('conversation')
    .limit(1);

/** With so few there is no need to search. */
const FEW = 1_000;

export async function sourceOf(db: Queries, engine: Engine, wanted: Wanted): Promise<Source> {
  const spans = await spansOf(db, wanted);
  const keys = await keysOf(db, wanted);
  const plain = braid(keys.map(toStrand(db)), spans);
  if (wanted.search === null) return plain;
  const isNarrow = Object.keys(keys[0] ?? {}).length > 0 && (await isFew(plain));
  return isNarrow ? plain : searchSource(db, { engine, terms: wanted.search, spans });
}

async function spansOf(db: Queries, { from, to }: Wanted): Promise<readonly Span[]> {
  if (from === undefined && to === undefined) return [EVERYTHING];
  return findSpans(db, { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
}

const keysOf = async (db: Queries, wanted: Wanted): Promise<readonly StrandKey[]> =>
  wanted.senderKeys === null || wanted.conversation !== undefined
    ? strandsOf(wanted)
    : findPlaces(db, wanted.senderKeys, wanted);

/** Asked from the beginning, so that every page goes the same way. */
async function isFew(source: Source): Promise<boolean> {
  let place: number | null = null;
  for (let found = 0; found < FEW;) {
    const { seqs, next }: Awaited<ReturnType<Source>> = await source(place, FEW);
    if (next === null) return true;
    [found, place] = [found + Math.max(seqs.length, 1), next];
  }
  return false;
}
