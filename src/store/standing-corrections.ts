import { sql } from 'kysely';
import { type Contradiction, type Correction, labelsInForce } from '../domain/correction.js';
import { cleanText } from '../domain/message.js';
import type { DecidedMessage } from '../domain/quality.js';
import type { ConversationKey, Page } from '../domain/store.js';
import { parseCorrectionRow } from './correction-row.js';
import { pageOf, parseLimit, parsePageToken } from './page-token.js';
import type { Queries } from './tables.js';

/** The word itself and no parameter: else the indexes of what stands could not be used. */
const ADMIN = sql.lit('admin' as const);

const selectStanding = (db: Queries) =>
  db.selectFrom('corrections').where('role', '=', ADMIN).where('withdrawn_at', 'is', null);

const selectContradicted = (db: Queries) =>
  selectStanding(db)
    .groupBy('fingerprint')
    .having(({ fn, eb }) => eb(fn.min('label'), '<>', fn.max('label')));

export async function listContradictions(
  db: Queries,
  query: { readonly limit: number; readonly after?: string },
): Promise<Page<Contradiction>> {
  const limit = parseLimit(query.limit);
  let select = selectContradicted(db)
    .select(({ fn }) => ['fingerprint', fn.max('seq').as('seq')])
    .orderBy(({ fn }) => fn.max('seq'), 'desc')
    .limit(limit + 1);
  if (query.after !== undefined) {
    const before = parsePageToken(query.after);
    select = select.having(({ fn }) => fn.max('seq'), '<', before);
  }
  const rows = await select.execute();
  const corrections = await readStanding(
    db,
    rows.map(({ fingerprint }) => fingerprint),
  );
  return pageOf(rows, limit, ({ fingerprint }) =>
    contradictionOf(fingerprint, corrections.get(fingerprint) ?? []),
  );
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

export async function listDecided(
  db: Queries,
  { channel, id }: ConversationKey,
  limit: number,
): Promise<readonly DecidedMessage[]> {
  return db
    .selectFrom('corrections')
    .innerJoin('messages', 'messages.id', 'corrections.message_id')
    .select(['corrections.label', 'messages.band', 'messages.score'])
    .where('corrections.channel', '=', channel)
    .where('corrections.conversation', '=', cleanText(id))
    .where('corrections.role', '=', ADMIN)
    .where('corrections.withdrawn_at', 'is', null)
    .where('corrections.message_id', 'is not', null)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('corrections as later')
            .select('later.seq')
            .whereRef('later.message_id', '=', 'corrections.message_id')
            .whereRef('later.seq', '>', 'corrections.seq')
            .where('later.role', '=', ADMIN)
            .where('later.withdrawn_at', 'is', null),
        ),
      ),
    )
    .orderBy('corrections.seq', 'desc')
    .limit(parseLimit(limit))
    .execute();
}
