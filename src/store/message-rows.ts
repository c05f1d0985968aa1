import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { MessageQuery } from '../domain/browsing.js';
import type { Wanted } from './message-filter.js';
import { MESSAGE_COLUMNS } from './message-row.js';
import type { Queries, Tables } from './tables.js';

export interface Listing {
  readonly wanted: Wanted;
  readonly query: Pick<MessageQuery, 'limit' | 'after'>;
}

export type Condition = (message: ExpressionBuilder<Tables, 'messages'>) => Expression<SqlBool>;

/**
 * These rows and no others, behind a limit that no planner looks through: it would try the conditions first, by indexes
 * that have many more rows for them.
 */
export const selectNumbered = (db: Queries, seqs: readonly number[]) => {
  const numbers = filledUp(seqs, 0);
  return db.selectFrom('messages').selectAll().where('seq', 'in', numbers).limit(numbers.length);
};

export const selectRows = (db: Queries, seqs: readonly number[], condition: Condition) =>
  db
    .selectFrom(selectNumbered(db, seqs).as('messages'))
    .select(MESSAGE_COLUMNS)
    .where(condition)
    .orderBy('seq', 'desc');

const SIZES = [16, 64, 256, 1024];

/** To one of a few lengths, with what is nobody's, so that the statements that are kept prepared are few. */
export function filledUp<Item>(items: readonly Item[], nobody: Item): readonly Item[] {
  const size = SIZES.find((length) => length >= items.length) ?? items.length;
  return [...items, ...Array.from({ length: size - items.length }, () => nobody)];
}
