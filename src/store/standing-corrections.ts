import { type ExpressionBuilder, sql } from 'kysely';
import { type Contradiction, type Correction, type Label, labelsInForce } from '../domain/correction.js';
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
    .where('corrections.seq', 'in', filledUp(seqs, 0))
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
  const rows = await selectStanding(db)
    .select(['seq', 'label', 'message_id'])
    .where('channel', '=', channel)
    .where('conversation', '=', cleanText(id))
    .where('message_id', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(LOOKED_AT_FOR_EACH * parseLimit(limit))
    .execute();
  // The last one of each message comes first.
  const labels = new Map<string, Label>();
  for (const { message_id: message, label } of rows)
    if (message !== null && !labels.has(message)) labels.set(message, label);
  const messages = await readJudged(db, [...labels.keys()]);
  return [...labels]
    .flatMap(([message, label]) => {
      const judged = messages.get(message);
      return judged === undefined ? [] : [{ label, ...judged }];
    })
    .slice(0, limit);
}

type Judged = Pick<DecidedMessage, 'band' | 'score'>;

/** Without those that were forgotten. */
async function readJudged(db: Queries, ids: readonly string[]): Promise<ReadonlyMap<string, Judged>> {
  const found = new Map<string, Judged>();
  for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
    const some = ids.slice(from, from + MOST_AT_ONCE);
    const rows = await db
      .selectFrom('messages')
      .select(['id', 'band', 'score'])
      .where('id', 'in', filledUp(some, ''))
      .execute();
    for (const { id, band, score } of rows) found.set(id, { band, score });
  }
  return found;
}
