import type { ExpressionBuilder } from 'kysely';
import type { WaitingCounts, WaitingMessage, WaitingQuery } from '../domain/browsing.js';
import type { Page } from '../domain/page.js';
import { lookThrough } from './look-through.js';
import { type Condition, type Listing, selectNumbered, selectRows } from './message-rows.js';
import { passes, type Wanted } from './message-filter.js';
import { parseMessageRow } from './message-row.js';
import { sourceOf } from './message-strands.js';
import { parseLimit } from './page-token.js';
import type { Engine, MessageRow, Queries, Tables } from './tables.js';

type Kind = WaitingQuery['kind'];

/** A message that stands for its copies in a list. */
type Lead = Pick<MessageRow, 'seq' | 'channel' | 'conversation' | 'near_fingerprint'>;

/** Copies are looked at up to so many. */
const MOST_COPIES = 1_000;

export async function listWaiting(
  db: Queries,
  engine: Engine,
  { kind, wanted, query }: Listing & { readonly kind: Kind },
): Promise<Page<WaitingMessage>> {
  const narrowed = narrow(wanted, kind);
  if (narrowed === null) return { items: [], next: null };
  const source = await sourceOf(db, engine, narrowed);
  const condition = passes(narrowed);
  const led = new Set<string>();
  const { items, next } = await lookThrough<Lead>(source, query, async (seqs, place) => {
    const rows = await selectLeads(db, seqs, condition).execute();
    const leads = rows.filter((row) => isFirst(led, groupOf(row)));
    if (place === null || leads.length === 0) return leads;
    const before = await selectLedBefore(db, leads, { kind, place, condition }).execute();
    const others = new Set(before.map(({ seq }) => seq));
    return leads.filter(({ seq }) => !others.has(seq));
  });
  return { items: await readLeads(db, items, { kind, condition }), next };
}

function isFirst(led: Set<string>, group: string): boolean {
  if (led.has(group)) return false;
  led.add(group);
  return true;
}

/** Null: nothing that waits is like that. */
function narrow(wanted: Wanted, kind: Kind): Wanted | null {
  const { status, band } = wanted;
  const [waits, as] =
    kind === 'quarantined'
      ? [{ status: 'quarantined' } as const, band]
      : [{ status: 'accepted', band: 'unsure' } as const, 'unsure' as const];
  if (status !== undefined && status !== waits.status) return null;
  return band !== undefined && band !== as ? null : { ...wanted, ...waits };
}

/** Without a text, a message is like no other. */
const isAlone = ({ near_fingerprint: near }: Lead): boolean => near === '';

const groupOf = (row: Lead): string =>
  isAlone(row) ? String(row.seq) : JSON.stringify([row.channel, row.conversation, row.near_fingerprint]);

const selectLeads = (db: Queries, seqs: readonly number[], condition: Condition) =>
  db
    .selectFrom(selectNumbered(db, seqs).as('messages'))
    .select(['seq', 'channel', 'conversation', 'near_fingerprint'])
    .where(condition)
    .orderBy('seq', 'desc');

type LeadBuilder = ExpressionBuilder<Tables & { readonly lead: MessageRow }, 'lead'>;

/** All of its kind that wait, by an index that has all of this; none where it is like no other. */
const alike = (lead: LeadBuilder, kind: Kind) =>
  lead
    .selectFrom('messages as copy')
    .whereRef('copy.channel', '=', 'lead.channel')
    .whereRef('copy.conversation', '=', 'lead.conversation')
    .whereRef('copy.near_fingerprint', '=', 'lead.near_fingerprint')
    .where('copy.near_fingerprint', '<>', '')
    .where('copy.shelf', '=', kind)
    .limit(MOST_COPIES);

interface Before {
  readonly kind: Kind;
  /** Pages before this one had what has this number or a higher one. */
  readonly place: number;
  readonly condition: Condition;
}

/** Those that a newer one stands for, which was shown already. */
export const selectLedBefore = (db: Queries, leads: readonly Lead[], { kind, place, condition }: Before) =>
  db
    .selectFrom(selectNumbered(db, seqsOf(leads)).as('lead'))
    .select('lead.seq')
    .where((lead) => {
      const newer = alike(lead, kind).selectAll('copy').where('copy.seq', '>=', place).orderBy('copy.seq');
      return lead.exists(
        lead.selectFrom(newer.as('messages')).select('messages.seq').where(condition).limit(1),
      );
    });

export const selectCopies = (db: Queries, leads: readonly Lead[], kind: Kind) =>
  db.selectFrom(selectNumbered(db, seqsOf(leads)).as('lead')).select((lead) => {
    const others = alike(lead, kind).select('copy.seq').whereRef('copy.seq', '<>', 'lead.seq');
    return [
      'lead.seq',
      lead
        .selectFrom(others.as('others'))
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('copies'),
    ];
  });

const seqsOf = (leads: readonly Lead[]): readonly number[] => leads.map(({ seq }) => seq);

async function readLeads(
  db: Queries,
  leads: readonly Lead[],
  { kind, condition }: Omit<Before, 'place'>,
): Promise<readonly WaitingMessage[]> {
  if (leads.length === 0) return [];
  const [rows, counts] = await Promise.all([
    selectRows(db, seqsOf(leads), condition).execute(),
    selectCopies(db, leads, kind).execute(),
  ]);
  const copies = new Map(counts.map((row) => [row.seq, row.copies ?? 0]));
  // Somebody may have decided about one of them meanwhile.
  return rows.map((row) => ({ message: parseMessageRow(row), copies: copies.get(row.seq) ?? 0 }));
}

/** The two last numbers of their states. */
export async function newestWaiting(db: Queries): Promise<number> {
  const newest = async (shelf: Kind) =>
    await db
      .selectFrom('messages')
      .select('seq')
      .where('shelf', '=', shelf)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
  const found = [await newest('quarantined'), await newest('unsure')];
  return Math.max(...found.map((row) => row?.seq ?? 0));
}

/** By an index that has all of this. */
export async function countWaiting(db: Queries, atMost: number): Promise<WaitingCounts> {
  const count = async (shelf: Kind): Promise<number> => {
    const rows = db
      .selectFrom('messages')
      .select('seq')
      .where('shelf', '=', shelf)
      .orderBy('seq', 'desc')
      .limit(parseLimit(atMost));
    const counted = await db
      .selectFrom(rows.as('waiting'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return counted.count;
  };
  return { quarantined: await count('quarantined'), unsure: await count('unsure') };
}
