import type { BandsOf } from '../../domain/near-memory.js';
import type { Queries } from '../tables.js';

/** The memory of nearly equal texts, filled from the corrections that are there. */
export async function createNearMemory(db: Queries, bandsOf: BandsOf): Promise<void> {
  await db.schema
    .createTable('correction_bands')
    .addColumn('band', 'bigint', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('channel', 'text')
    .addColumn('conversation', 'text')
    // For what counts everywhere: the newest correction with a band stands at the end.
    .addPrimaryKeyConstraint('correction_bands_key', ['band', 'seq'])
    .execute();
  await db.schema
    .createIndex('correction_bands_by_conversation')
    .on('correction_bands')
    .columns(['channel', 'conversation', 'band', 'seq'])
    .execute();
  await db.schema
    .createIndex('correction_bands_by_correction')
    .on('correction_bands')
    .column('seq')
    .execute();
  await db.schema
    .createIndex('corrections_by_text')
    .on('corrections')
    .columns(['fingerprint', 'seq'])
    .execute();
  await fill(db, bandsOf);
}

const AT_ONCE = 500;

async function fill(db: Queries, bandsOf: BandsOf): Promise<void> {
  for (let after = 0; ;) {
    const corrections = await db
      .selectFrom('corrections')
      .select(['seq', 'text', 'channel', 'conversation'])
      .where('seq', '>', after)
      .where('role', '=', 'admin')
      .where('withdrawn_at', 'is', null)
      .orderBy('seq')
      .limit(AT_ONCE)
      .execute();
    const last = corrections.at(-1);
    if (last === undefined) return;
    const rows = corrections.flatMap(({ text, ...of }) => bandsOf(text).map((band) => ({ ...of, band })));
    if (rows.length > 0)
      await db
        .insertInto('correction_bands')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    after = last.seq;
  }
}
