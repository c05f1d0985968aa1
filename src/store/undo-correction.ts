import { z } from 'zod';
import type { Act } from '../domain/audit.js';
import { cleanText } from '../domain/message.js';
import type { Undoing } from '../domain/store.js';
import { insertAudit } from './audit-log.js';
import { changeMessage } from './change-message.js';
import type { HashSender } from './hash-sender.js';
import { parseJson } from './json.js';
import { forgetBands } from './near-memory.js';
import { insertTasks } from './outbox.js';
import { senderRowKey } from './sender-store.js';
import type { Queries } from './tables.js';

/** Part of the caller's transaction. False when there is none with this id. */
export async function withdrawCorrection(db: Queries, id: string, by: Act): Promise<boolean> {
  const found = await db
    .selectFrom('corrections')
    .select(['seq', 'label', 'withdrawn_at'])
    .where('id', '=', cleanText(id))
    .executeTakeFirst();
  if (found === undefined) return false;
  if (found.withdrawn_at !== null) return true;
  const withdrawn = await db
    .updateTable('corrections')
    .set({ withdrawn_at: by.at })
    .where('seq', '=', found.seq)
    // Somebody else may have been faster: the first time counts.
    .where('withdrawn_at', 'is', null)
    .returning('seq')
    .executeTakeFirst();
  if (withdrawn === undefined) return true;
  await forgetBands(db, found.seq);
  await insertAudit(db, {
    ...{ author: by.author, at: by.at, action: 'correction.withdrawn', subject: id },
    ...{ before: { label: found.label }, after: null },
  });
  return true;
}

/** Thrown inside a transaction to undo it. */
class StaleUndoing extends Error {}

export async function undoCorrection(
  db: Queries,
  undoing: Undoing,
  hashSender: HashSender,
): Promise<{ readonly isWithheld: boolean } | 'stale'> {
  try {
    return await db.transaction().execute((transaction) => undo(transaction, undoing, hashSender));
  } catch (error) {
    if (error instanceof StaleUndoing) return 'stale';
    throw error;
  }
}

async function undo(db: Queries, undoing: Undoing, hashSender: HashSender) {
  const { correctionId, messageId, transition, by } = undoing;
  const isHeld = await dropTasks(db, undoing.cancels);
  const to = { ...transition.to, isWithheld: isHeld || transition.to.isWithheld };
  if (!(await changeMessage(db, messageId, { from: transition.from, to }))) throw new StaleUndoing();
  if (!(await withdrawCorrection(db, correctionId, by))) throw new StaleUndoing();
  await takeTrustBack(db, messageId, hashSender);
  await insertTasks(db, undoing.tasks, { now: by.at, messageId });
  await insertAudit(db, {
    ...{ author: by.author, at: by.at, action: 'message.undone', subject: messageId },
    ...{ before: { ...transition.from }, after: to },
  });
  return { isWithheld: to.isWithheld };
}

/** All of them, or, where one was begun, none. */
async function dropTasks(db: Queries, dedupeKeys: readonly string[]): Promise<boolean> {
  if (dedupeKeys.length === 0) return false;
  const untouched = await selectUntouched(db, dedupeKeys).select('id').execute();
  if (untouched.length !== dedupeKeys.length) return false;
  const dropped = await db
    .deleteFrom('outbox')
    .where('id', 'in', selectUntouched(db, dedupeKeys).select('id'))
    .returning('id')
    .execute();
  // A dispatcher was faster.
  if (dropped.length !== dedupeKeys.length) throw new StaleUndoing();
  return true;
}

const selectUntouched = (db: Queries, dedupeKeys: readonly string[]) =>
  db
    .selectFrom('outbox')
    .where('dedupe_key', 'in', dedupeKeys)
    .where('status', '=', 'pending')
    .where('leased_until', 'is', null)
    .where('attempts', '=', 0);

const Released = z.object({ trusts: z.literal(true).optional() });

/** Only if it was this release that gave it to the sender. */
async function takeTrustBack(db: Queries, messageId: string, hashSender: HashSender): Promise<void> {
  const released = await db
    .selectFrom('audit_log')
    .select('after')
    .where('subject', '=', messageId)
    .where('action', '=', 'message.released')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const what = `the release of message "${messageId}"`;
  if (released === undefined || parseJson(Released, released.after, what).trusts !== true) return;
  const message = await db
    .selectFrom('messages')
    .select(['channel', 'conversation', 'sender_key'])
    .where('id', '=', messageId)
    .executeTakeFirst();
  if (message === undefined) return;
  const { channel, conversation } = message;
  const sender = senderRowKey({ channel, conversation, id: message.sender_key }, hashSender);
  await db
    .updateTable('senders')
    .set({ standing: null })
    .where('channel', '=', channel)
    .where('conversation', '=', conversation)
    .where('id', '=', sender.id)
    .where('standing', '=', 'trusted')
    .execute();
}
