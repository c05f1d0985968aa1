import type { MessageBrowser } from '../domain/browsing.js';
import type { Page, StoredMessage } from '../domain/store.js';
import type { HashSender } from './hash-sender.js';
import { lookThrough } from './look-through.js';
import { passes, toWanted, type Wanted } from './message-filter.js';
import { MESSAGE_COLUMNS, parseMessageRow } from './message-row.js';
import { type Listing, selectRows } from './message-rows.js';
import { sourceOf } from './message-strands.js';
import type { Engine, Queries } from './tables.js';
import { countWaiting, listWaiting, newestWaiting } from './waiting.js';

export function createMessageBrowser(
  db: Queries,
  { engine, hashSender }: { readonly engine: Engine; readonly hashSender: HashSender },
): MessageBrowser {
  return {
    listMessages: async ({ limit, after, ...filter }) =>
      listMessages(db, engine, {
        wanted: toWanted(filter, hashSender),
        query: { limit, ...(after === undefined ? {} : { after }) },
      }),
    listWaiting: ({ kind, limit, after, ...filter }) =>
      listWaiting(db, engine, {
        kind,
        wanted: toWanted(filter, hashSender),
        query: { limit, ...(after === undefined ? {} : { after }) },
      }),
    newestWaiting: () => newestWaiting(db),
    countWaiting: (atMost) => countWaiting(db, atMost),
  };
}

async function listMessages(
  db: Queries,
  engine: Engine,
  { wanted, query }: Listing,
): Promise<Page<StoredMessage>> {
  const known = await findById(db, wanted);
  if (known !== null) return { items: query.after === undefined ? [known] : [], next: null };
  const condition = passes(wanted);
  const { items, next } = await lookThrough(await sourceOf(db, engine, wanted), query, (seqs) =>
    selectRows(db, seqs, condition).execute(),
  );
  return { items: items.map(parseMessageRow), next };
}

/** Nobody guesses an id: a search that is one is for this message. */
async function findById(db: Queries, wanted: Wanted): Promise<StoredMessage | null> {
  if (wanted.search === null) return null;
  const row = await db
    .selectFrom('messages')
    .select(MESSAGE_COLUMNS)
    .where('id', '=', wanted.search.id)
    .where(passes(wanted))
    .executeTakeFirst();
  return row === undefined ? null : parseMessageRow(row);
}
