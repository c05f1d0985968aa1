import { sql } from 'kysely';
import { z } from 'zod';
import type { Engine, MessageRow, Queries } from './tables.js';
import { SCORE_BINS, type TrafficQuery, type TrafficRow, type TrafficStore } from '../domain/traffic.js';
import { parseJson } from './json.js';
import { parseLimit } from './page-token.js';
import { toTime } from './message-filter.js';

export function createTrafficStore(db: Queries, engine: Engine): TrafficStore {
  return {
    readTraffic: (query) => readTraffic(db, query),
    rollUpTraffic: ({ now, limit }) =>
      db
        .transaction()
        .execute((transaction) => rollUp(transaction, engine, { now, limit: parseLimit(limit) })),
  };
}

const FACT = 'traffic';

const State = z.object({
  /** Messages up to this number are rolled up, or were counted when they were forgotten. */
  through: z.number(),
  /** No message with a number up to this one is still to come. */
  settled: z.number(),
  /** The highest number there was at this time. */
  seen: z.number(),
  seenAt: z.string(),
  /** Grows with each change of what is counted. */
  version: z.number(),
});
type State = z.infer<typeof State>;
const NOTHING: State = { through: 0, settled: 0, seen: 0, seenAt: '', version: 0 };

/** A number is given when a message is written, and is seen when that is committed: a later one may be seen earlier. */
const SETTLE_MS = 60_000;

async function readState(db: Queries): Promise<State> {
  const row = await db.selectFrom('facts').select('value').where('name', '=', FACT).executeTakeFirst();
  return row === undefined ? NOTHING : parseJson(State, row.value, 'the state of the traffic');
}

/** One process at a time. */
async function lockState(db: Queries, engine: Engine): Promise<State> {
  await db
    .insertInto('facts')
    .values({ name: FACT, value: JSON.stringify(NOTHING) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (engine === 'postgres')
    await db.selectFrom('facts').select('name').where('name', '=', FACT).forUpdate().execute();
  return readState(db);
}

async function writeState(db: Queries, state: State): Promise<void> {
  await db
    .updateTable('facts')
    .set({ value: JSON.stringify(state) })
    .where('name', '=', FACT)
    .execute();
}

/** Part of the caller's transaction. */
async function rollUp(
  db: Queries,
  engine: Engine,
  { now, limit }: { readonly now: string; readonly limit: number },
): Promise<number> {
  const state = await settle(db, await lockState(db, engine), now);
  const rows = await selectOpen(db, state.through).where('seq', '<=', state.settled).limit(limit).execute();
  await addTraffic(db, rows.filter(isStored));
  const through = rows.length < limit ? state.settled : (rows.at(-1)?.seq ?? state.settled);
  await writeState(db, { ...state, through, version: state.version + 1 });
  return rows.length;
}

async function settle(db: Queries, state: State, now: string): Promise<State> {
  if (state.seenAt !== '' && Date.parse(now) - Date.parse(state.seenAt) < SETTLE_MS) return state;
  const newest = await db
    .selectFrom('messages')
    .select('seq')
    .where('seq', '>', state.through)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { ...state, settled: state.seen, seen: Math.max(newest?.seq ?? 0, state.seen), seenAt: now };
}

export type Counted = Pick<MessageRow, 'seq' | 'channel' | 'band' | 'action' | 'score' | 'received_at'>;

export const COUNTED = ['seq', 'channel', 'band', 'action', 'score', 'received_at'] as const;

export const selectOpen = (db: Queries, through: number) =>
  db
    .selectFrom('messages')
    .select([...COUNTED, 'sender_key'])
    .where('seq', '>', through)
    .orderBy('seq');

/** One that was forgotten was counted then. */
const isStored = ({ sender_key: key }: { readonly sender_key: string }): boolean => key !== '';

/** Counts messages that are about to be forgotten and were not rolled up yet. Part of the caller's transaction. */
export async function countForgotten(db: Queries, engine: Engine, rows: readonly Counted[]): Promise<void> {
  const { through } = await readState(db);
  if (rows.every(({ seq }) => seq <= through)) return;
  const state = await lockState(db, engine);
  await addTraffic(
    db,
    rows.filter(({ seq }) => seq > state.through),
  );
  await writeState(db, { ...state, version: state.version + 1 });
}

/** Parameters of one statement; SQLite takes 32,766. */
const AT_ONCE = 1_000;

async function addTraffic(db: Queries, rows: readonly Counted[]): Promise<void> {
  if (rows.length === 0) return;
  const kinds = countKinds(rows).map(({ scoreBin, ...row }) => ({ ...row, score_bin: scoreBin ?? UNSCORED }));
  for (let from = 0; from < kinds.length; from += AT_ONCE)
    await db
      .insertInto('traffic')
      .values(kinds.slice(from, from + AT_ONCE))
      .onConflict((conflict) =>
        conflict
          .columns(['hour', 'channel', 'band', 'action', 'score_bin'])
          .doUpdateSet((row) => ({ messages: row('traffic.messages', '+', row.ref('excluded.messages')) })),
      )
      .execute();
  for (const [hour, { first, last }] of spansOf(rows))
    await db
      .insertInto('traffic_hours')
      .values({ hour, first_seq: first, last_seq: last })
      .onConflict((conflict) =>
        conflict.column('hour').doUpdateSet({
          first_seq: sql<number>`case when traffic_hours.first_seq < excluded.first_seq
            then traffic_hours.first_seq else excluded.first_seq end`,
          last_seq: sql<number>`case when traffic_hours.last_seq > excluded.last_seq
            then traffic_hours.last_seq else excluded.last_seq end`,
        }),
      )
      .execute();
}

const UNSCORED = -1;
const hourOf = (time: string): string => `${time.slice(0, 13)}:00:00.000Z`;

function binOf(score: number | null): number | null {
  return score === null ? null : Math.min(Math.floor(score * SCORE_BINS), SCORE_BINS - 1);
}

function countKinds(rows: readonly Counted[]): readonly TrafficRow[] {
  return addUp(
    rows.map(({ channel, band, action, score, received_at: at }) => ({
      ...{ hour: hourOf(at), channel, band, action, scoreBin: binOf(score), messages: 1 },
    })),
  );
}

/** Rows of one kind as one, in the order of the hours. */
function addUp(rows: readonly TrafficRow[]): readonly TrafficRow[] {
  const kinds = new Map<string, TrafficRow>();
  for (const row of rows) {
    const key = [row.hour, row.channel, row.band, row.action, row.scoreBin].join(' ');
    kinds.set(key, { ...row, messages: row.messages + (kinds.get(key)?.messages ?? 0) });
  }
  return [...kinds.values()].sort((one, other) => (one.hour < other.hour ? -1 : 1));
}

/** The first and the last number of each hour. */
function spansOf(
  rows: readonly Counted[],
): ReadonlyMap<string, { readonly first: number; readonly last: number }> {
  const spans = new Map<string, { first: number; last: number }>();
  for (const { seq, received_at: at } of rows) {
    const known = spans.get(hourOf(at)) ?? { first: seq, last: seq };
    spans.set(hourOf(at), { first: Math.min(known.first, seq), last: Math.max(known.last, seq) });
  }
  return spans;
}

/** What came since the last roll-up, some minutes; more only after an upgrade, until everything is rolled up. */
const MOST_OPEN = 20_000;

async function readTraffic(db: Queries, query: TrafficQuery): Promise<readonly TrafficRow[]> {
  const [from, to] = [toTime(query.from), toTime(query.to)];
  const isDaily = query.by === 'day';
  for (;;) {
    const { through, version } = await readState(db);
    const open = await selectOpen(db, through).limit(MOST_OPEN).execute();
    const rolled = await (isDaily ? selectDays : selectHours)(db, from, to).execute();
    // Or what was rolled up in between would count twice.
    if ((await readState(db)).version !== version) continue;
    const kinds = countKinds(open.filter(isStored)).filter(({ hour }) => hour >= from && hour < to);
    return addUp([
      ...rolled.map(({ score_bin: bin, ...row }) => ({ ...row, scoreBin: bin === UNSCORED ? null : bin })),
      ...(isDaily ? kinds.map((row) => ({ ...row, hour: dayOf(row.hour) })) : kinds),
    ]);
  }
}

const dayOf = (time: string): string => `${time.slice(0, 10)}T00:00:00.000Z`;

export const selectHours = (db: Queries, from: string, to: string) =>
  db.selectFrom('traffic').selectAll().where('hour', '>=', from).where('hour', '<', to).orderBy('hour');

const selectDays = (db: Queries, from: string, to: string) => {
  const day = sql<string>`substr(hour, 1, 10) || 'T00:00:00.000Z'`;
  return db
    .selectFrom('traffic')
    .select(['channel', 'band', 'action', 'score_bin'])
    .select([day.as('hour'), sql<number>`cast(sum(messages) as bigint)`.as('messages')])
    .where('hour', '>=', from)
    .where('hour', '<', to)
    .groupBy([day, 'channel', 'band', 'action', 'score_bin'])
    .orderBy(day);
};

/** Where messages of these times can stand: those not rolled up yet, and the hours. The highest numbers first. */
export async function findSpans(
  db: Queries,
  { from, to }: { readonly from?: string; readonly to?: string },
): Promise<readonly { readonly above: number; readonly below: number }[]> {
  const { through } = await readState(db);
  const open = { above: through, below: Number.MAX_SAFE_INTEGER };
  let select = db
    .selectFrom('traffic_hours')
    .select(({ fn }) => [
      fn.min<number | null>('first_seq').as('first'),
      fn.max<number | null>('last_seq').as('last'),
    ]);
  if (from !== undefined) select = select.where('hour', '>=', hourOf(from));
  if (to !== undefined) select = select.where('hour', '<', to);
  const { first, last } = await select.executeTakeFirstOrThrow();
  // An hour with a forgotten message beyond what is rolled up would overlap.
  const below = Math.min((last ?? 0) + 1, through + 1);
  return first === null || first >= below ? [open] : [open, { above: first - 1, below }];
}
