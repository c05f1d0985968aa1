import { z } from 'zod';
import { textOf } from '../domain/message.js';
import type {
  Lease,
  LeaseTerm,
  Retraining,
  RetrainingOutcome,
  RetrainingResult,
  RetrainingStore,
  TrafficText,
} from '../domain/retraining.js';
import { parseCorrectionRow } from './correction-row.js';
import { parseJson } from './json.js';
import { Surfaces } from './message-row.js';
import { Decision, insertModel, insertModelEvent } from './model-store.js';
import { insertTasks } from './outbox.js';
import { parseLimit } from './page-token.js';
import type { Queries, RetrainingRow } from './tables.js';

const Reasons = z.array(z.string());
const Outcome: z.ZodType<RetrainingOutcome> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('missing'), reasons: Reasons }),
  z.object({ kind: z.literal('candidate'), model: z.string(), decision: Decision }),
  z.object({ kind: z.literal('failed'), reasons: Reasons }),
]);

export function createRetrainingStore(db: Queries): RetrainingStore {
  return {
    readLessons: async () => {
      const rows = await selectLessons(db).selectAll().orderBy('seq').execute();
      return rows.map((row) => ({ ...parseCorrectionRow(row), seq: row.seq }));
    },
    hasWithdrawnLessons: async ({ learntThrough, createdAt }) => {
      const row = await db
        .selectFrom('corrections')
        .select('seq')
        .where('role', '=', 'admin')
        .where('seq', '<=', learntThrough)
        .where('withdrawn_at', '>', createdAt)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    countCorrectionsAfter: (seq) => countCorrectionsAfter(db, seq),
    readRecentTexts: (limit) => readRecentTexts(db, limit),
    takeLease: (lease, term) => takeLease(db, lease, term),
    releaseLease: async ({ job, holder }) => {
      await db.deleteFrom('leases').where('job', '=', job).where('holder', '=', holder).execute();
    },
    readLease: async (job) => {
      const row = await db
        .selectFrom('leases')
        .select(['holder', 'until'])
        .where('job', '=', job)
        .executeTakeFirst();
      return row ?? null;
    },
    saveRetraining: (result, lease) => saveRetraining(db, result, lease),
    listRetrainings: async (limit) => {
      const rows = await db
        .selectFrom('retrainings')
        .selectAll()
        .orderBy('seq', 'desc')
        .limit(parseLimit(limit))
        .execute();
      return rows.map(parseRetrainingRow);
    },
  };
}

/** There is nothing to learn of a picture without a text. */
const selectLessons = (db: Queries) =>
  db
    .selectFrom('corrections')
    .where('role', '=', 'admin')
    .where('withdrawn_at', 'is', null)
    .where('text', '<>', '');

async function countCorrectionsAfter(db: Queries, seq: number) {
  const row = await selectLessons(db)
    .where('seq', '>', seq)
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('seq').as('last')])
    .executeTakeFirstOrThrow();
  return { count: row.count, last: (row.last as number | null) ?? seq };
}

async function readRecentTexts(db: Queries, limit: number): Promise<readonly TrafficText[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'channel', 'surfaces', 'received_at'])
    .where('score', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(parseLimit(limit))
    .execute();
  return rows.map(({ id, channel, surfaces, received_at: receivedAt }) => ({
    id,
    channel,
    text: textOf({ surfaces: parseJson(Surfaces, surfaces, `message "${id}"`) }),
    receivedAt,
  }));
}

/** One statement, so that of several processes one gets it. */
async function takeLease(db: Queries, { job, holder }: Lease, { now, until }: LeaseTerm): Promise<boolean> {
  const taken = await db
    .insertInto('leases')
    .values({ job, holder, until })
    .onConflict((conflict) =>
      conflict
        .column('job')
        .doUpdateSet({ holder, until })
        .where((held) => held.or([held('leases.until', '<=', now), held('leases.holder', '=', holder)])),
    )
    .returning('holder')
    .executeTakeFirst();
  return taken?.holder === holder;
}

async function saveRetraining(
  db: Queries,
  { retraining, candidate, isPromoted, tasks }: RetrainingResult,
  lease: Lease,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    // Written, not only read: whoever takes the lease away now waits for this transaction.
    const held = await transaction
      .updateTable('leases')
      .set({ holder: lease.holder })
      .where('job', '=', lease.job)
      .where('holder', '=', lease.holder)
      .returning('holder')
      .executeTakeFirst();
    if (held === undefined) return false;
    await transaction
      .insertInto('retrainings')
      .values({
        trigger: retraining.trigger,
        started_at: retraining.startedAt,
        ended_at: retraining.endedAt,
        saw_through: retraining.sawThrough,
        outcome: JSON.stringify(retraining.outcome),
      })
      .execute();
    if (candidate !== null && !(await insertModel(transaction, candidate)))
      throw new Error(`Cannot keep model "${candidate.id}": there is another one with this id`);
    if (candidate !== null && isPromoted)
      await insertModelEvent(transaction, {
        place: 'current',
        model: candidate.id,
        kind: 'promote',
        author: 'retrain',
        at: retraining.endedAt,
      });
    await insertTasks(transaction, tasks, { now: retraining.endedAt, messageId: null });
    return true;
  });
}

function parseRetrainingRow(row: RetrainingRow): Retraining {
  return {
    seq: row.seq,
    trigger: row.trigger,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    sawThrough: row.saw_through,
    outcome: parseJson(Outcome, row.outcome, `retraining ${row.seq}`),
  };
}
