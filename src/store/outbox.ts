import { sql } from 'kysely';
import { z } from 'zod';
import { cleanText } from '../domain/message.js';
import type { ClaimRequest, Outbox, OutboxCounts } from '../domain/store.js';
import type { NewTask, Task } from '../domain/task.js';
import { parseJson } from './json.js';
import { parseLimit } from './page-token.js';
import type { Engine, Queries } from './tables.js';

const Payload = z.json();

export function createOutbox(db: Queries, engine: Engine): Outbox {
  const pendingTask = (id: number) =>
    db.updateTable('outbox').where('id', '=', id).where('status', '=', 'pending');
  return {
    addTasks: (tasks, now) => insertTasks(db, tasks, now),
    claimTasks: (request) => claimTasks(db, engine, request),
    finishTask: async (id, at) => {
      await pendingTask(id).set({ status: 'done', finished_at: at, leased_until: null }).execute();
    },
    postponeTask: async (id, { availableAt, reason }) => {
      await pendingTask(id)
        .set((task) => ({
          attempts: task('attempts', '+', 1),
          available_at: availableAt,
          leased_until: null,
          last_reason: cleanText(reason),
        }))
        .execute();
    },
    buryTask: async (id, { at, reason }) => {
      await pendingTask(id)
        .set({ status: 'dead', finished_at: at, leased_until: null, last_reason: cleanText(reason) })
        .execute();
    },
    countTasks: () => countTasks(db),
    recoverLeases: async () => {
      // Other processes share a PostgreSQL server, and their leases are alive.
      if (engine === 'postgres') return;
      await db
        .updateTable('outbox')
        .set({ leased_until: null })
        .where('status', '=', 'pending')
        .where('leased_until', 'is not', null)
        .execute();
    },
  };
}

/** Part of the caller's transaction, if it has one. */
export async function insertTasks(db: Queries, tasks: readonly NewTask[], now: string): Promise<void> {
  if (tasks.length === 0) return;
  await db
    .insertInto('outbox')
    .values(
      tasks.map((task) => ({
        target: task.target,
        dedupe_key: task.dedupeKey,
        lane: task.lane,
        payload: JSON.stringify(task.payload),
        created_at: now,
      })),
    )
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .execute();
}

/** One statement. Of each lane in which nothing is leased, the oldest pending task, if it is due. */
async function claimTasks(db: Queries, engine: Engine, request: ClaimRequest): Promise<readonly Task[]> {
  const { now, leaseUntil } = request;
  const rows = await db
    .with('due', (query) =>
      query
        .selectFrom('outbox')
        .select('id')
        .where('id', 'in', headsOfFreeLanes(db, now))
        // Said again for the row itself: another process may have taken it since the heads were read.
        .where('status', '=', 'pending')
        .where((task) => task.or([task('leased_until', 'is', null), task('leased_until', '<=', now)]))
        .where((task) => task.or([task('available_at', 'is', null), task('available_at', '<=', now)]))
        .orderBy('id')
        .limit(parseLimit(request.limit))
        .$if(engine === 'postgres', (select) => select.forUpdate().skipLocked()),
    )
    .updateTable('outbox')
    .set({ leased_until: leaseUntil })
    .where('id', 'in', (query) => query.selectFrom('due').select('id'))
    .returning(['id', 'target', 'dedupe_key', 'lane', 'payload', 'attempts', 'created_at'])
    .execute();
  return rows
    .sort((one, other) => one.id - other.id)
    .map((row) => ({
      id: row.id,
      target: row.target,
      dedupeKey: row.dedupe_key,
      lane: row.lane,
      payload: parseJson(Payload, row.payload, `task ${row.id}`),
      attempts: row.attempts,
      createdAt: row.created_at,
    }));
}

function headsOfFreeLanes(db: Queries, now: string) {
  return db
    .selectFrom('outbox')
    .select((task) => task.fn.min('id').as('id'))
    .where('status', '=', 'pending')
    .groupBy('lane')
    .having((lane) => lane(lane.fn.coalesce(lane.fn.max('leased_until'), sql.lit('')), '<=', now));
}

async function countTasks(db: Queries): Promise<OutboxCounts> {
  const countOf = (status: 'pending' | 'dead') =>
    db
      .selectFrom('outbox')
      .where('status', '=', status)
      .select(({ fn }) => fn.countAll<number>().as('count'));
  return db
    .selectNoFrom([
      sql<number>`(${countOf('pending')})`.as('pending'),
      sql<number>`(${countOf('dead')})`.as('dead'),
    ])
    .executeTakeFirstOrThrow();
}
