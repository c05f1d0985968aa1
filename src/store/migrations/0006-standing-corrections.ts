import { sql } from 'kysely';
import type { Queries } from '../tables.js';

/** For labels that contradict each other, and for what was decided in a conversation: only of those that stand. */
export async function indexStandingCorrections(db: Queries): Promise<void> {
  const stands = sql<boolean>`role = 'admin' and withdrawn_at is null`;
  await db.schema
    .createIndex('corrections_standing')
    .on('corrections')
    .columns(['fingerprint', 'label', 'seq'])
    .where(stands)
    .execute();
  await db.schema
    .createIndex('corrections_decisions')
    .on('corrections')
    .columns(['channel', 'conversation', 'seq'])
    .where(sql<boolean>`${stands} and message_id is not null`)
    .execute();
}
