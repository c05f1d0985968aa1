import type { ShadowCounts, ShadowScore, ShadowStore } from '../domain/shadow.js';
import { parseMessageRow } from './message-row.js';
import { parseLimit } from './page-token.js';
import type { Queries } from './tables.js';

export function createShadowStore(db: Queries): ShadowStore {
  return {
    listDisagreements: async (model, limit) => {
      const rows = await db
        .selectFrom('shadow_scores as shadow')
        .innerJoin('messages', 'messages.id', 'shadow.message_id')
        .selectAll('messages')
        .select([
          'shadow.score as shadowScore',
          'shadow.band as shadowBand',
          'shadow.gap as gap',
          'shadow.model as shadowModel',
        ])
        .where('shadow.model', '=', model)
        .where('shadow.is_other', '=', 1)
        .where('messages.status', 'in', ['accepted', 'quarantined'])
        .orderBy('shadow.gap', 'desc')
        .orderBy('shadow.seq', 'desc')
        .limit(parseLimit(limit))
        .execute();
      return rows.map((row) => ({
        message: parseMessageRow(row),
        shadow: {
          model: row.shadowModel,
          score: row.shadowScore,
          band: row.shadowBand,
          gap: row.gap,
          isOther: true,
        },
      }));
    },
    countShadow: (model) => countShadow(db, model),
  };
}

async function countShadow(db: Queries, model: string): Promise<ShadowCounts> {
  const rows = await db
    .selectFrom('shadow_scores')
    .where('model', '=', model)
    .groupBy(['is_other', 'band'])
    .select(({ fn }) => ['is_other', 'band', fn.countAll<number>().as('count')])
    .execute();
  const sum = (is: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(is).reduce((total, { count }) => total + count, 0);
  return {
    scored: sum(() => true),
    toSpam: sum(({ is_other: isOther, band }) => isOther === 1 && band === 'spam'),
    toHam: sum(({ is_other: isOther, band }) => isOther === 1 && band !== 'spam'),
  };
}

/** Part of the caller's transaction. */
export async function insertShadowScore(
  db: Queries,
  messageId: string,
  { model, score, band, gap, isOther }: ShadowScore,
): Promise<void> {
  await db
    .insertInto('shadow_scores')
    .values({ message_id: messageId, model, score, band, gap, is_other: isOther ? 1 : 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
