import { sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../domain/audit.js';
import { cleanText } from '../domain/message.js';
import type {
  ClaimRequest,
  DeadTask,
  LateTask,
  Outbox,
  OutboxCounts,
  Postponement,
} from '../domain/outbox.js';
import type { NewTask, Task } from '../domain/task.js';
import { insertAudit } from './audit-log.js';
import { findDueTasks, selectDue } from './due-tasks.js';
import { parseJson } from './json.js';
import { parseLimit } from './page-token.js';
import { prepare } from './prepared.js';
import type { Engine, NewTaskRow, Queries, TaskRow } from './tables.js';
import type { WriteGroup } from './write-group.js';

const Payload = z.json();

/** Written in groups: a dispatcher finishes many tasks at once. */
export function createOutbox(
  db: Queries,
  engine: Engine,
  { write }: WriteGroup,
): Omit<Outbox, 'listTasks' | 'measureOutbox'> {
  return {
    addTasks: (tasks, now, order) =>
      write('several', async (transaction) => {
        const added = await insertTasks(transaction, tasks, { now, messageId: null });
        if (order !== undefined && added > 0) await insertAudit(transaction, order);
      }),
    claimTasks: (request) => write('one', (transaction) => claimTasks(transaction, engine, request)),
    finishTask: (id, at) => write('one', (transaction) => finishTask(transaction, { id, at })),
    postponeTask: (id, change) => write('one', (transaction) => postponeTask(transaction, id, change)),
    buryTask: async (id, { at, reason }) => {
      await db
        .updateTable('outbox')
        .set({ status: 'dead', finished_at: at, leased_until: null, last_reason: cleanText(reason) })
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .execute();
    },
    findDueTasks: (now) => findDueTasks(db, now),
    countTasks: () => countTasks(db),
    listDeadTasks: (limit) => listDeadTasks(db, limit),
    reviveTasks: (which, by) =>
      db.transaction().execute((transaction) => reviveTasks(transaction, which, by)),
    listLately: (target, since) => listLately(db, target, since),
    recoverLeases: async (now) => {
      // Other processes share a PostgreSQL server, and their leases are alive.
      if (engine === 'sqlite')
        await db.transaction().execute((transaction) => recoverLeases(transaction, now));
    },
  };
}

/** What a task carried is needed no more, and is somebody's text or number: only its key stays. */
const updateFinished = prepare((db, { id, at }: { readonly id: number; readonly at: string }) =>
  db
    .updateTable('outbox')
    .set({ status: 'done', finished_at: at, leased_until: null, payload: 'null' })
    .where('id', '=', id)
    .where('status', '=', 'pending'),
);

async function finishTask(db: Queries, done: { readonly id: number; readonly at: string }): Promise<void> {
  await updateFinished(db, done);
}

async function postponeTask(
  db: Queries,
  id: number,
  { availableAt, reason, hasFailed }: Postponement,
): Promise<void> {
  await db
    .updateTable('outbox')
    .set((task) => ({
      attempts: task('attempts', '+', hasFailed ? 1 : 0),
      available_at: availableAt,
      leased_until: null,
      last_reason: cleanText(reason),
    }))
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .execute();
}

async function recoverLeases(db: Queries, now: string): Promise<void> {
  const leased = await db
    .updateTable('outbox')
    .set({ leased_until: null })
    .where('status', '=', 'pending')
    .where('leased_until', 'is not', null)
    .returning(['id', 'target', 'lane'])
    .execute();
  if (leased.length === 0) return;
  await db
    .insertInto('outbox')
    .values(
      leased.map(({ id, target, lane }) => ({
        target,
        dedupe_key: `doubt:${id}:${now}`,
        lane,
        payload: 'null',
        status: 'done' as const,
        created_at: now,
        finished_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Part of the caller's transaction, if it has one. Says how many were new. */
export async function insertTasks(
  db: Queries,
  tasks: readonly NewTask[],
  { now, messageId }: { readonly now: string; readonly messageId: string | null },
): Promise<number> {
  let added = 0;
  for (const task of tasks) {
    const { numAffectedRows } = await insertTask.run(db, {
      target: task.target,
      dedupe_key: task.dedupeKey,
      lane: task.lane,
      payload: JSON.stringify(task.payload),
      created_at: now,
      available_at: task.notBefore ?? null,
      message_id: task.about ?? messageId,
    });
    added += Number(numAffectedRows ?? 0n);
  }
  return added;
}

const insertTask = prepare((db, row: NewTaskRow) =>
  db
    .insertInto('outbox')
    .values(row)
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing()),
);

/**
 * One statement, that ends with the last task it finds: it goes through the pending ones from the oldest on, and takes
 * those that no other one of their lane stands before.
 */
async function claimTasks(db: Queries, engine: Engine, request: ClaimRequest): Promise<readonly Task[]> {
  const { now, leaseUntil } = request;
  const rows = await db
    .with('due', (query) =>
      selectDue(query, request).$if(engine === 'postgres', (select) =>
        select.forUpdate('outbox').skipLocked(),
      ),
    )
    .updateTable('outbox')
    .set({ leased_until: leaseUntil })
    .where('id', 'in', (query) => query.selectFrom('due').select('due.id'))
    // Said again for the row itself, which another process may have changed since.
    .where('finished_at', 'is', null)
    .where((task) => task.or([task('leased_until', 'is', null), task('leased_until', '<=', now)]))
    .returning(['id', 'target', 'dedupe_key', 'lane', 'payload', 'attempts', 'created_at'])
    .execute();
  return rows.sort((one, other) => one.id - other.id).map(parseTaskRow);
}

function parseTaskRow(row: TaskRow): Task {
  return {
    id: row.id,
    target: row.target,
    dedupeKey: row.dedupe_key,
    lane: row.lane,
    payload: parseJson(Payload, row.payload, `task ${row.id}`),
    attempts: row.attempts,
    createdAt: row.created_at,
  };
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

async function listDeadTasks(db: Queries, limit: number): Promise<readonly DeadTask[]> {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('status', '=', 'dead')
    .orderBy('id', 'desc')
    .limit(parseLimit(limit))
    .execute();
  return rows.map((row) => ({
    ...parseTaskRow(row),
    reason: row.last_reason ?? '',
    diedAt: row.finished_at ?? row.created_at,
  }));
}

/** Its age counts anew, too: it is given up by that. */
async function reviveTasks(
  db: Queries,
  which: Parameters<Outbox['reviveTasks']>[0],
  by: Act,
): Promise<number> {
  if ('ids' in which && which.ids.length === 0) return 0;
  const dead = db.updateTable('outbox').where('status', '=', 'dead');
  const revived = await (
    'ids' in which ? dead.where('id', 'in', which.ids) : dead.where('target', '=', which.target)
  )
    .set({ status: 'pending', attempts: 0, available_at: null, finished_at: null, created_at: by.at })
    .returning('id')
    .execute();
  if (revived.length > 0)
    await insertAudit(db, {
      ...{ author: by.author, at: by.at, action: 'tasks.revived', subject: 'outbox' },
      ...{ before: { status: 'dead' }, after: { status: 'pending', ids: revived.map(({ id }) => id) } },
    });
  return revived.length;
}

async function listLately(
  db: Queries,
  target: NewTask['target'],
  since: string,
): Promise<readonly LateTask[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['lane', 'finished_at'])
    .where('target', '=', target)
    .where((task) =>
      task.or([
        task.and([task('status', '=', 'done'), task('finished_at', '>=', since)]),
        task.and([task('status', '=', 'pending'), task('leased_until', 'is not', null)]),
      ]),
    )
    .execute();
  return rows.map(({ lane, finished_at: finishedAt }) => ({ lane, finishedAt }));
}
