import type { WaitingMessage, WaitingQuery } from '../domain/browsing.js';
import type { Page } from '../domain/page.js';
import { lookThrough } from './look-through.js';
import { type Condition, filledUp, type Listing, selectRows } from './message-rows.js';
import { passes, type Wanted } from './message-filter.js';
import { parseMessageRow } from './message-row.js';
import { sourceOf } from './message-strands.js';
import type { Engine, MessageRow, Queries } from './tables.js';

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
    const leads: Lead[] = [];
    for (const row of await selectLeads(db, seqs, condition).execute()) {
      const group = groupOf(row);
      if (led.has(group)) continue;
      led.add(group);
      if (place === null || !(await isLedBefore(db, row, { kind, place, condition }))) leads.push(row);
    }
    return leads;
  });
  return { items: await readLeads(db, items, { kind, condition }), next };
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
    .selectFrom('messages')
    .select(['seq', 'channel', 'conversation', 'near_fingerprint'])
    .where('seq', 'in', filledUp(seqs))
    .where(condition)
    .orderBy('seq', 'desc');

/** All of its kind that wait, by an index that has all of this. */
export const selectAlike = (db: Queries, lead: Lead, kind: Kind) =>
  db
    .selectFrom('messages')
    .where('channel', '=', lead.channel)
    .where('conversation', '=', lead.conversation)
    .where('near_fingerprint', '=', lead.near_fingerprint)
    .where('shelf', '=', kind)
    .limit(MOST_COPIES);

interface Before {
  readonly kind: Kind;
  /** Pages before this one had what has this number or a higher one. */
  readonly place: number;
  readonly condition: Condition;
}

async function isLedBefore(db: Queries, lead: Lead, { kind, place, condition }: Before): Promise<boolean> {
  if (isAlone(lead)) return false;
  const newer = selectAlike(db, lead, kind).selectAll().where('seq', '>=', place).orderBy('seq');
  const row = await db
    .selectFrom(newer.as('messages'))
    .select('seq')
    .where(condition)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function readLeads(
  db: Queries,
  leads: readonly Lead[],
  { kind, condition }: Omit<Before, 'place'>,
): Promise<readonly WaitingMessage[]> {
  if (leads.length === 0) return [];
  const seqs = leads.map(({ seq }) => seq);
  const rows = new Map((await selectRows(db, seqs, condition).execute()).map((row) => [row.seq, row]));
  const waiting: WaitingMessage[] = [];
  for (const lead of leads) {
    // Somebody has decided about it meanwhile, or not.
    const row = rows.get(lead.seq);
    if (row !== undefined)
      waiting.push({ message: parseMessageRow(row), copies: await countCopies(db, lead, kind) });
  }
  return waiting;
}

async function countCopies(db: Queries, lead: Lead, kind: Kind): Promise<number> {
  if (isAlone(lead)) return 0;
  const others = selectAlike(db, lead, kind).select('seq').where('seq', '<>', lead.seq);
  const { count } = await db
    .selectFrom(others.as('others'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
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
