import type { ClaimOutcome, IdempotencyClaim, IdempotencyStore } from '../domain/access.js';
import { cleanText } from '../domain/message.js';
import { parseLimit } from './page-token.js';
import type { Queries } from './tables.js';

export function createIdempotencyStore(db: Queries): IdempotencyStore {
  return {
    claimKey: (claim) => db.transaction().execute((transaction) => claimKey(transaction, claim)),
    keepAnswer: async ({ author, key }, { status, body }) => {
      await db
        .updateTable('idempotency_keys')
        .set({ status, body: cleanText(body) })
        .where('author', '=', author)
        .where('key', '=', key)
        .execute();
    },
    freeKey: async ({ author, key }) => {
      await db
        .deleteFrom('idempotency_keys')
        .where('author', '=', author)
        .where('key', '=', key)
        .where('status', 'is', null)
        .execute();
    },
    forgetKeys: async ({ before, limit }) => {
      const due = db
        .selectFrom('idempotency_keys')
        .select(['author', 'key'])
        .where('claimed_at', '<', before)
        .orderBy('claimed_at')
        .limit(parseLimit(limit));
      const forgotten = await db
        .deleteFrom('idempotency_keys')
        .where((row) => row(row.refTuple('author', 'key'), 'in', due.$asTuple('author', 'key')))
        .returning('key')
        .execute();
      return forgotten.length;
    },
  };
}

/** Of two that come at once, one inserts the row; the other finds it. */
async function claimKey(db: Queries, claim: IdempotencyClaim): Promise<ClaimOutcome> {
  const { author, key, requestHash, now, staleBefore } = claim;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('idempotency_keys')
    .values({ author, key, request_hash: requestHash, claimed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 0n) return { kind: 'claimed' };
  const kept = await db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('author', '=', author)
    .where('key', '=', key)
    .executeTakeFirst();
  // Freed since: the caller may try again.
  if (kept === undefined) return { kind: 'in-progress' };
  if (kept.request_hash !== requestHash) return { kind: 'different' };
  if (kept.status !== null)
    return { kind: 'answered', answer: { status: kept.status, body: kept.body ?? '' } };
  const taken = await db
    .updateTable('idempotency_keys')
    .set({ claimed_at: now })
    .where('author', '=', author)
    .where('key', '=', key)
    .where('status', 'is', null)
    .where('claimed_at', '<', staleBefore)
    .returning('key')
    .executeTakeFirst();
  return { kind: taken === undefined ? 'in-progress' : 'claimed' };
}
