import { sql } from 'kysely';
import type { Outbox, OutboxMeasure, TaskQuery, TaskRecord } from '../domain/outbox.js';
import type { Page } from '../domain/page.js';
import { TARGETS } from '../domain/task.js';
import { braid, EVERYTHING, lookThrough, type Span } from './look-through.js';
import { filledUp } from './message-rows.js';
import type { Queries } from './tables.js';

/** The outbox as people see it. */
export function createTaskRecords(db: Queries): Pick<Outbox, 'listTasks' | 'measureOutbox'> {
  return {
    listTasks: (query) => listTasks(db, query),
    measureOutbox: async () => {
      const measures: OutboxMeasure[] = [];
      for (const target of TARGETS) measures.push(await measure(db, target));
      return measures;
    },
  };
}

async function listTasks(db: Queries, query: TaskQuery): Promise<Page<TaskRecord>> {
  const strand = async (span: Span, count: number) =>
    (await selectTaskIds(db, query.status, { span, count }).execute()).map(({ id }) => id);
  const { items, next } = await lookThrough(braid([strand], [EVERYTHING]), query, (ids) =>
    selectTasks(db, ids, query).execute(),
  );
  return { items: items.map(toRecord), next };
}

/** What is done lies among all of them, the rest has indexes of its own, which a literal is needed for. */
export function selectTaskIds(
  db: Queries,
  status: TaskQuery['status'],
  { span, count }: { readonly span: Span; readonly count: number },
) {
  return db
    .selectFrom('outbox')
    .select('id')
    .where('id', '>', span.above)
    .where('id', '<', span.below)
    .$if(status !== 'done', (select) => select.where('status', '=', sql.lit(status)))
    .orderBy('id', 'desc')
    .limit(count);
}

/** Behind a limit that no planner looks through, as `selectNumbered`. */
function selectTasks(db: Queries, ids: readonly number[], { status, target }: TaskQuery) {
  const numbers = filledUp(ids, 0);
  const numbered = db
    .selectFrom('outbox')
    .select(['id as seq', 'target', 'lane', 'dedupe_key', 'status', 'attempts', 'created_at'])
    .select(['available_at', 'leased_until', 'last_reason', 'finished_at', 'message_id'])
    .where('id', 'in', numbers)
    .limit(numbers.length);
  const select = db.selectFrom(numbered.as('numbered')).selectAll().where('status', '=', status);
  return (target === undefined ? select : select.where('target', '=', target)).orderBy('seq', 'desc');
}

type Row = Awaited<ReturnType<ReturnType<typeof selectTasks>['execute']>>[number];

const toRecord = (row: Row): TaskRecord => ({
  id: row.seq,
  target: row.target,
  lane: row.lane,
  dedupeKey: row.dedupe_key,
  status: row.status,
  attempts: row.attempts,
  createdAt: row.created_at,
  availableAt: row.available_at,
  leasedUntil: row.leased_until,
  reason: row.last_reason,
  finishedAt: row.finished_at,
  messageId: row.message_id,
});

const MOST_COUNTED = 100_000;

/** By an index that has all of this; both conditions, for SQLite does not conclude the one that the index has. */
export const selectUnfinished = (db: Queries, target: OutboxMeasure['target'], status: 'pending' | 'dead') =>
  db
    .selectFrom('outbox')
    .select(['attempts', 'created_at'])
    .where('target', '=', target)
    .where('status', '=', status)
    .where(sql<boolean>`status <> 'done'`)
    .orderBy('created_at')
    .limit(MOST_COUNTED);

async function measure(db: Queries, target: OutboxMeasure['target']): Promise<OutboxMeasure> {
  const [pending, dead] = [await count(db, target, 'pending'), await count(db, target, 'dead')];
  return {
    target,
    pending: pending.count,
    dead: dead.count,
    retried: pending.retried,
    oldestPending: pending.oldest,
  };
}

const count = (db: Queries, target: OutboxMeasure['target'], status: 'pending' | 'dead') =>
  db
    .selectFrom(selectUnfinished(db, target, status).as('unfinished'))
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('count'),
      fn.count<number>(eb.case().when('attempts', '>', 0).then(1).end()).as('retried'),
      fn.min('created_at').as('oldest'),
    ])
    .executeTakeFirstOrThrow();
