import { z } from 'zod';
import type { AuditAction } from '../domain/audit.js';
import type { ModelEvent, ModelFiles, ModelRecord, ModelStore, NewModel } from '../domain/model.js';
import { insertAudit } from './audit-log.js';
import { parseJson } from './json.js';
import { insertTasks } from './outbox.js';
import { parseLimit } from './page-token.js';
import { prepare } from './prepared.js';
import type { ModelRow, Queries } from './tables.js';

export const Decision = z.object({
  isPromotable: z.boolean(),
  reasons: z.array(z.string()),
  alarms: z.array(z.string()),
});
const Report = z.json();

export function createModelStore(db: Queries): ModelStore {
  return {
    addModel: (model) => db.transaction().execute((transaction) => insertModel(transaction, model)),
    findModel: async (id) => {
      const row = await db.selectFrom('models').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : parseModelRow(row);
    },
    listModels: async () => {
      const rows = await db.selectFrom('models').selectAll().orderBy('seq', 'desc').execute();
      return rows.map(parseModelRow);
    },
    readModelFiles: (id) => readModelFiles(db, id),
    readModelReport: async (id) => {
      const row = await db.selectFrom('models').select('report').where('id', '=', id).executeTakeFirst();
      return row?.report == null ? null : parseJson(Report, row.report, `report of model "${id}"`);
    },
    readModelPlaces: async () => {
      const [row] = await selectPlaces(db, {});
      return { current: row?.current ?? null, shadow: row?.shadow ?? null };
    },
    addModelEvent: (event, tasks = []) =>
      db.transaction().execute(async (transaction) => {
        await insertModelEvent(transaction, event);
        await insertTasks(transaction, tasks, { now: event.at, messageId: null });
      }),
    listModelEvents: async (limit) =>
      db.selectFrom('model_events').selectAll().orderBy('seq', 'desc').limit(parseLimit(limit)).execute(),
    pruneModels: (keep) => pruneModels(db, keep),
  };
}

/** Once a second in every process, hence prepared. */
const selectPlaces = prepare((db) => {
  const last = (place: ModelEvent['place']) =>
    db.selectFrom('model_events').select('model').where('place', '=', place).orderBy('seq', 'desc').limit(1);
  return db.selectNoFrom([last('current').as('current'), last('shadow').as('shadow')]);
});

/** Part of the caller's transaction. False when there is one with this id already. */
export async function insertModel(db: Queries, model: NewModel): Promise<boolean> {
  const inserted = await db
    .insertInto('models')
    .values({
      id: model.id,
      origin: model.origin,
      architecture: model.architecture,
      parent: model.parent,
      measured_against: model.measuredAgainst,
      digest: model.digest,
      bytes: model.bytes,
      learnt_through: model.learntThrough,
      decision: model.decision === null ? null : JSON.stringify(model.decision),
      report: model.report === null ? null : JSON.stringify(model.report),
      created_at: model.createdAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('seq')
    .executeTakeFirst();
  if (inserted === undefined) return false;
  for (const [name, bytes] of Object.entries(model.files))
    await db
      .insertInto('model_files')
      .values({ model: model.id, name, bytes: Buffer.from(bytes) })
      .execute();
  return true;
}

const ACTION_OF = {
  promote: 'model.promoted',
  rollback: 'model.rolled-back',
  shadow: 'model.shadowed',
} as const satisfies Record<ModelEvent['kind'], AuditAction>;

/** Part of the caller's transaction, if it has one. */
export async function insertModelEvent(db: Queries, event: Omit<ModelEvent, 'seq'>): Promise<void> {
  const { place, model, kind, author, at } = event;
  const [before] = await selectPlaces(db, {});
  await db.insertInto('model_events').values({ place, model, kind, author, at }).execute();
  await insertAudit(db, {
    ...{ author, at, action: ACTION_OF[kind], subject: model ?? '' },
    ...{ before: { model: before?.[place] ?? null }, after: { model } },
  });
}

async function readModelFiles(db: Queries, id: string): Promise<ModelFiles | null> {
  const rows = await db.selectFrom('model_files').select(['name', 'bytes']).where('model', '=', id).execute();
  if (rows.length === 0) return null;
  return Object.fromEntries(rows.map(({ name, bytes }) => [name, new Uint8Array(bytes)]));
}

async function pruneModels(db: Queries, keep: number): Promise<number> {
  const unused = db
    .selectFrom('models')
    .select('id')
    .where('origin', '=', 'learnt')
    .where((model) =>
      model.not(
        model.exists(
          model.selectFrom('model_events').select('seq').whereRef('model_events.model', '=', 'models.id'),
        ),
      ),
    );
  const newest = unused.orderBy('seq', 'desc').limit(parseLimit(keep));
  const gone = await db
    .deleteFrom('model_files')
    .where('model', 'in', unused)
    .where('model', 'not in', newest)
    .returning('model')
    .execute();
  return new Set(gone.map(({ model }) => model)).size;
}

function parseModelRow(row: ModelRow): ModelRecord {
  return {
    id: row.id,
    origin: row.origin,
    architecture: row.architecture,
    parent: row.parent,
    measuredAgainst: row.measured_against,
    digest: row.digest,
    bytes: row.bytes,
    learntThrough: row.learnt_through,
    decision: row.decision === null ? null : parseJson(Decision, row.decision, `model "${row.id}"`),
    createdAt: row.created_at,
  };
}
