import type { Queries } from '../tables.js';

/** For the question who decided about a message. */
export async function indexCorrectionsByMessage(db: Queries): Promise<void> {
  await db.schema
    .createIndex('corrections_by_message')
    .on('corrections')
    .columns(['message_id', 'seq'])
    .execute();
}
