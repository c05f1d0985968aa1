import { type Channel, cleanText } from '../domain/message.js';
import type { ParkedUpdate, ParkedUpdates } from '../domain/store.js';
import { parseLimit } from './page-token.js';
import type { ParkedUpdateRow, Queries } from './tables.js';

export function createParkedUpdates(db: Queries): ParkedUpdates {
  return {
    parkUpdate: async ({ channel, updateId, body, reason, at }) => {
      await db
        .insertInto('parked_updates')
        .values({
          channel,
          update_id: cleanText(updateId),
          body: cleanText(body),
          reason: cleanText(reason),
          parked_at: at,
        })
        .execute();
    },
    countParkedUpdates: async () => {
      const { count } = await db
        .selectFrom('parked_updates')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
    listParkedUpdates: async (channel, limit) => {
      const rows = await parked(db, channel).limit(parseLimit(limit)).execute();
      return rows.map(parseRow);
    },
    findParkedUpdate: async (channel, updateId) => {
      const row = await parked(db, channel)
        .where('update_id', '=', cleanText(updateId))
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : parseRow(row);
    },
    removeParkedUpdate: async (channel, updateId) => {
      await db
        .deleteFrom('parked_updates')
        .where('channel', '=', channel)
        .where('update_id', '=', cleanText(updateId))
        .execute();
    },
  };
}

const parked = (db: Queries, channel: Channel) =>
  db.selectFrom('parked_updates').selectAll().where('channel', '=', channel).orderBy('seq', 'desc');

function parseRow(row: ParkedUpdateRow): ParkedUpdate {
  return {
    channel: row.channel,
    updateId: row.update_id,
    body: row.body,
    reason: row.reason,
    at: row.parked_at,
  };
}
