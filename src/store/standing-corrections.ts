import { type ExpressionBuilder, sql } from 'kysely';
import { type Contradiction, type Correction, labelsInForce } from '../domain/correction.js';
import { cleanText } from '../domain/message.js';
import type { DecidedMessage } from '../domain/quality.js';
import type { ConversationKey, Page } from '../domain/store.js';
import { parseCorrectionRow } from './correction-row.js';
import { braid, EVERYTHING, lookThrough, type Span } from './look-through.js';
import { filledUp } from './message-rows.js';
import { parseLimit } from './page-token.js';
import type { Queries, Tables } from './tables.js';

/** The word itself and no parameter: else the indexes of what stands could not be used. */
const ADMIN = sql.lit('admin' as const);

const selectStanding = (db: Queries) =>
  db.selectFrom('corrections').where('role', '=', ADMIN).where('withdrawn_at', 'is', null);

const selectContradicted = (db: Queries) =>
  selectStanding(db)
    .groupBy('fingerprint')
    .having(({ fn, eb }) => eb(fn.min('label'), '<>', fn.max('label')));

/** In the order of the last correction of each; every correction is looked at that could be one. */
export async function listContradictions(
  db: Queries,
  query: { readonly limit: number; readonly after?: string },
): Promise<Page<Contradiction>> {
  const strand = async (span: Span, count: number) =>
    (await selectStandingSeqs(db, { span, count }).execute()).map(({ seq }) => seq);
  const { items, next } = await lookThrough(braid([strand], [EVERYTHING]), query, (seqs) =>
    selectLastOfContradicted(db, seqs).execute(),
  );
  const corrections = await readStanding(
    db,
    items.map(({ fingerprint }) => fingerprint),
  );
  return {
    items: items.map(({ fingerprint }) => contradictionOf(fingerprint, corrections.get(fingerprint) ?? [])),
    next,
  };
}

const selectStandingSeqs = (db: Queries, { span, count }: { readonly span: Span; readonly count: number }) =>
  selectStanding(db)
    .select('seq')
    .where('seq', '>', span.above)
    .where('seq', '<', span.below)
    .orderBy('seq', 'desc')
    .limit(count);

/** Of a text, the last correction alone: there is another label, and no later one of either. */
export function selectLastOfContradicted(db: Queries, seqs: readonly number[]) {
  const same = (row: ExpressionBuilder<Tables, 'corrections'>) =>
    row
      .selectFrom('corrections as other')
      .select('other.seq')
      .whereRef('other.fingerprint', '=', 'corrections.fingerprint')
      .where('other.role', '=', ADMIN)
      .where('other.withdrawn_at', 'is', null);
  return selectStanding(db)
    .select(['corrections.seq', 'corrections.fingerprint'])
    .where('corrections.seq', 'in', filledUp(seqs))
    .where((row) => row.exists(same(row).whereRef('other.label', '<>', 'corrections.label')))
    .where((row) => row.not(row.exists(same(row).whereRef('other.seq', '>', 'corrections.seq'))))
    .orderBy('corrections.seq', 'desc');
}

function contradictionOf(fingerprint: string, corrections: readonly Correction[]): Contradiction {
  return { fingerprint, text: corrections[0]?.text ?? '', inForce: labelsInForce(corrections), corrections };
}

/** By fingerprint, the last one first. */
async function readStanding(
  db: Queries,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, readonly Correction[]>> {
  const found = new Map<string, Correction[]>(fingerprints.map((fingerprint) => [fingerprint, []]));
  if (fingerprints.length === 0) return found;
  const rows = await selectStanding(db)
    .selectAll()
    .where('fingerprint', 'in', fingerprints)
    .orderBy('seq', 'desc')
    .execute();
  for (const row of rows) found.get(row.fingerprint)?.push(parseCorrectionRow(row));
  return found;
}

/** Parameters of one statement; SQLite takes 32,766. */
const MOST_AT_ONCE = 1_000;

export async function countContradictions(db: Queries, fingerprints: readonly string[]): Promise<number> {
  const different = [...new Set(fingerprints)];
  let count = 0;
  for (let from = 0; from < different.length; from += MOST_AT_ONCE) {
    const contradicted = await selectContradicted(db)
      .select('fingerprint')
      .where('fingerprint', 'in', different.slice(from, from + MOST_AT_ONCE))
      .execute();
    count += contradicted.length;
  }
  return count;
}

/** Of decisions whose message was forgotten, or that were changed later, there are hardly more than of the others. */
const LOOKED_AT_FOR_EACH = 2;

export async function listDecided(
  db: Queries,
  { channel, id }: ConversationKey,
  limit: number,
): Promise<readonly DecidedMessage[]> {
  const last = selectStanding(db)
    .select(['seq', 'label', 'message_id'])
    .where('channel', '=', channel)
    .where('conversation', '=', cleanText(id))
    .where('message_id', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(LOOKED_AT_FOR_EACH * parseLimit(limit));
  return db
    .selectFrom(last.as('last'))
    .innerJoin('messages', 'messages.id', 'last.message_id')
    .select(['last.label', 'messages.band', 'messages.score'])
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('corrections as later')
            .select('later.seq')
            .whereRef('later.message_id', '=', 'last.message_id')
            .whereRef('later.seq', '>', 'last.seq')
            .where('later.role', '=', ADMIN)
            .where('later.withdrawn_at', 'is', null),
        ),
      ),
    )
    .orderBy('last.seq', 'desc')
    .limit(limit)
    .execute();
}
