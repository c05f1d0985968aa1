import { type QueryCreator, sql } from 'kysely';
import type { ClaimRequest, DueTask } from '../domain/outbox.js';
import { TARGETS } from '../domain/task.js';
import { parseLimit } from './page-token.js';
import type { Queries, Tables } from './tables.js';

/** What a claim would begin with, so that it costs no more than one. */
export async function findDueTasks(db: Queries, now: string): Promise<readonly DueTask[]> {
  const due: DueTask[] = [];
  for (const target of TARGETS) {
    const first = await selectDue(db, { now, limit: 1, target })
      .select(({ fn }) => fn.coalesce('available_at', 'created_at').as('since'))
      .executeTakeFirst();
    if (first !== undefined) due.push({ target, dueSince: first.since });
  }
  return due;
}

type DueQuery = Omit<ClaimRequest, 'leaseUntil'>;

/** The pending tasks that no other one of their lane stands before, the oldest first. */
export function selectDue(query: QueryCreator<Tables>, { now, limit, target }: DueQuery) {
  // As a literal: by a parameter, a planner does not see that the index of the pending ones will do.
  const pending = sql.lit('pending' as const);
  return query
    .selectFrom('outbox')
    .select('outbox.id')
    .where('status', '=', pending)
    .where('finished_at', 'is', null)
    .where((task) => task.or([task('leased_until', 'is', null), task('leased_until', '<=', now)]))
    .where((task) => task.or([task('available_at', 'is', null), task('available_at', '<=', now)]))
    .where((task) =>
      task.not(
        task.exists(
          task
            .selectFrom('outbox as other')
            .select('other.id')
            .where('other.status', '=', pending)
            .whereRef('other.lane', '=', 'outbox.lane')
            .where((other) =>
              other.or([
                other('other.id', '<', other.ref('outbox.id')),
                other('other.leased_until', '>', now),
              ]),
            ),
        ),
      ),
    )
    .$if(target !== undefined, (select) => select.where('outbox.target', '=', target ?? 'telegram'))
    .orderBy('outbox.id')
    .limit(parseLimit(limit));
}
