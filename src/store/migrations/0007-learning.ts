import { type CreateTableBuilder, sql } from 'kysely';
import type { Engine, Queries } from '../tables.js';

/** As in the tables before: a time sorts by its bytes. */
const timeOf = (engine: Engine) => (engine === 'postgres' ? sql`text collate "C"` : sql`text`);
const bytesOf = (engine: Engine) => (engine === 'postgres' ? sql`bytea` : sql`blob`);

function addSequence<Table extends string>(
  table: CreateTableBuilder<Table>,
  engine: Engine,
): CreateTableBuilder<Table, 'seq'> {
  return engine === 'postgres'
    ? table.addColumn('seq', 'bigserial', (column) => column.primaryKey())
    : table.addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement());
}

/** Models with their files, what they are used for, runs of retraining, and the right to do a job alone. */
export async function createLearningTables(db: Queries, engine: Engine): Promise<void> {
  await createModels(db, engine);
  await addSequence(db.schema.createTable('retrainings'), engine)
    .addColumn('trigger', 'text', (column) => column.notNull())
    .addColumn('started_at', timeOf(engine), (column) => column.notNull())
    .addColumn('ended_at', timeOf(engine), (column) => column.notNull())
    .addColumn('saw_through', 'bigint', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('leases')
    .addColumn('job', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('until', timeOf(engine), (column) => column.notNull())
    .execute();
  await addSequence(db.schema.createTable('shadow_scores'), engine)
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('score', 'double precision')
    .addColumn('band', 'text', (column) => column.notNull())
    .addColumn('gap', 'double precision', (column) => column.notNull())
    .addColumn('is_other', 'integer', (column) => column.notNull())
    .addUniqueConstraint('shadow_scores_key', ['model', 'message_id'])
    .execute();
  await db.schema
    .createIndex('shadow_scores_disputed')
    .on('shadow_scores')
    .columns(['model', 'is_other', 'gap'])
    .execute();
  await db.schema.createIndex('messages_by_time').on('messages').columns(['received_at', 'seq']).execute();
}

async function createModels(db: Queries, engine: Engine): Promise<void> {
  await addSequence(db.schema.createTable('models'), engine)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('architecture', 'text', (column) => column.notNull())
    .addColumn('parent', 'text')
    .addColumn('measured_against', 'text')
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('learnt_through', 'bigint', (column) => column.notNull())
    .addColumn('decision', 'text')
    .addColumn('report', 'text')
    .addColumn('created_at', timeOf(engine), (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('model_files')
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('bytes', bytesOf(engine), (column) => column.notNull())
    .addPrimaryKeyConstraint('model_files_key', ['model', 'name'])
    .execute();
  await addSequence(db.schema.createTable('model_events'), engine)
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('model', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('at', timeOf(engine), (column) => column.notNull())
    .execute();
  await db.schema.createIndex('model_events_by_place').on('model_events').columns(['place', 'seq']).execute();
}
