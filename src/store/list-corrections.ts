import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Correction } from '../domain/correction.js';
import { cleanText } from '../domain/message.js';
import type { CorrectionQuery, Page } from '../domain/store.js';
import { parseCorrectionRow } from './correction-row.js';
import { EVERYTHING, type Found, lookThrough, type Source } from './look-through.js';
import { filledUp } from './message-rows.js';
import type { Queries, Tables } from './tables.js';

export async function listCorrections(db: Queries, query: CorrectionQuery): Promise<Page<Correction>> {
  const { items, next } = await lookThrough(sourceOf(db, query), query, (seqs) =>
    selectCorrections(db, seqs, query).execute(),
  );
  return { items: items.map(parseCorrectionRow), next };
}

const sourceOf =
  (db: Queries, query: CorrectionQuery): Source =>
  async (place, count): Promise<Found> => {
    const rows = await selectCorrectionSeqs(db, query, { place, count }).execute();
    const seqs = rows.map(({ seq }) => seq);
    return { seqs, next: seqs.length < count ? null : (seqs.at(-1) ?? null) };
  };

/** By the message or the author where one is asked for, else all. */
export function selectCorrectionSeqs(
  db: Queries,
  { messageId, author, oldestFirst }: Omit<CorrectionQuery, 'limit' | 'after'>,
  { place, count }: { readonly place: number | null; readonly count: number },
) {
  const isForward = oldestFirst === true;
  const select = db
    .selectFrom('corrections')
    .select('seq')
    .where('seq', isForward ? '>' : '<', place ?? (isForward ? EVERYTHING.above : EVERYTHING.below))
    .orderBy('seq', isForward ? 'asc' : 'desc')
    .limit(count);
  if (messageId !== undefined) return select.where('message_id', '=', cleanText(messageId));
  return author === undefined ? select : select.where('author', '=', cleanText(author));
}

/** Behind a limit that no planner looks through, as `selectNumbered`. */
const selectCorrections = (db: Queries, seqs: readonly number[], query: CorrectionQuery) =>
  db
    .selectFrom(
      db
        .selectFrom('corrections')
        .selectAll()
        .where('seq', 'in', filledUp(seqs, 0))
        .limit(filledUp(seqs, 0).length)
        .as('corrections'),
    )
    .selectAll()
    .where((correction) => correction.and([...byColumn(correction, query), ...byState(correction, query)]))
    .orderBy('seq', query.oldestFirst === true ? 'asc' : 'desc');

type CorrectionBuilder = ExpressionBuilder<Tables, 'corrections'>;

function byColumn(
  correction: CorrectionBuilder,
  { author, label, messageId, source, role }: CorrectionQuery,
): Expression<SqlBool>[] {
  return [
    ...(author === undefined ? [] : [correction('author', '=', cleanText(author))]),
    ...(label === undefined ? [] : [correction('label', '=', label)]),
    ...(messageId === undefined ? [] : [correction('message_id', '=', cleanText(messageId))]),
    ...(source === undefined ? [] : [correction('source', '=', source)]),
    ...(role === undefined ? [] : [correction('role', '=', role)]),
  ];
}

function byState(correction: CorrectionBuilder, { isLabel, state }: CorrectionQuery): Expression<SqlBool>[] {
  return [
    ...(isLabel === true ? [correction('role', '=', 'admin')] : []),
    ...(isLabel === true || state === 'standing' ? [correction('withdrawn_at', 'is', null)] : []),
    ...(state === 'withdrawn' ? [correction('withdrawn_at', 'is not', null)] : []),
  ];
}
