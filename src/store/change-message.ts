import type { CorrectionChange } from '../domain/store.js';
import type { Queries } from './tables.js';

/** Part of the caller's transaction. False when the message is not in the state that the change starts from. */
export async function changeMessage(
  db: Queries,
  messageId: string | null,
  transition: CorrectionChange['transition'],
): Promise<boolean> {
  if (transition === null) return true;
  if (messageId === null)
    throw new TypeError('Cannot change the message of a correction: it belongs to none');
  const { from, to } = transition;
  const changed = await db
    .updateTable('messages')
    .set({ status: to.status, is_withheld: to.isWithheld ? 1 : 0 })
    .where('id', '=', messageId)
    .where('status', '=', from.status)
    .where('is_withheld', '=', from.isWithheld ? 1 : 0)
    .returning('seq')
    .executeTakeFirst();
  return changed !== undefined;
}
