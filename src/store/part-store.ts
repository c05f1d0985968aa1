import { z } from 'zod';
import { CHANNELS, cleanText, type Message } from '../domain/message.js';
import type { MessagePart, PartStore } from '../domain/store.js';
import type { HashSender } from './hash-sender.js';
import { parseJson } from './json.js';
import { Attachments, Surfaces } from './message-row.js';
import { parseLimit } from './page-token.js';
import type { Queries } from './tables.js';

const Part = z.object({
  channel: z.enum(CHANNELS),
  conversation: z.string(),
  messageId: z.string(),
  revision: z.number(),
  sender: z.object({ id: z.string(), name: z.string(), role: z.enum(['admin', 'exempt', 'member']) }),
  surfaces: Surfaces,
  attachments: Attachments,
  gateway: z.string().nullable(),
  receivedAt: z.string(),
});

const Originals = z.array(
  z.object({
    method: z.string(),
    query: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
);

export function createPartStore(db: Queries, hashSender: HashSender): PartStore {
  // `listLateGroups` gives what is kept, which then stays as it is.
  const groupKey = (group: string): string => hashSender('sms', group);
  return {
    savePart: (part) => savePart(db, { ...part, group: groupKey(part.group) }),
    listParts: async (group) => (await listParts(db, groupKey(group))).map((part) => ({ ...part, group })),
    listLateGroups: async (before, limit) => {
      const rows = await db
        .selectFrom('message_parts')
        .select('group_key')
        .distinct()
        .where('is_joined', '=', 0)
        .where('received_at', '<', before)
        .limit(parseLimit(limit))
        .execute();
      return rows.map(({ group_key: group }) => group);
    },
    markJoined: async (parts) => {
      const [first] = parts;
      if (first === undefined) return;
      const ids = parts.map(({ message }) => cleanText(message.messageId));
      await db
        .updateTable('message_parts')
        .set({ is_joined: 1, message: 'null', originals: '[]' })
        .where('group_key', '=', groupKey(first.group))
        .where('part_id', 'in', ids)
        .execute();
    },
    forgetParts: async (before) => {
      await db
        .deleteFrom('message_parts')
        .where('is_joined', '=', 1)
        .where('received_at', '<', before)
        .execute();
    },
  };
}

async function savePart(db: Queries, part: MessagePart): Promise<boolean> {
  const saved = await db
    .insertInto('message_parts')
    .values({
      group_key: part.group,
      part_id: cleanText(part.message.messageId),
      number: part.number,
      total: part.total,
      message: cleanText(JSON.stringify(part.message)),
      originals: JSON.stringify(part.originals),
      received_at: part.message.receivedAt,
      is_joined: 0,
    })
    .onConflict((conflict) => conflict.columns(['group_key', 'part_id']).doNothing())
    .returning('seq')
    .executeTakeFirst();
  return saved !== undefined;
}

async function listParts(db: Queries, group: string): Promise<readonly MessagePart[]> {
  const rows = await db
    .selectFrom('message_parts')
    .selectAll()
    .where('group_key', '=', group)
    .where('is_joined', '=', 0)
    .orderBy('number')
    .orderBy('seq')
    .execute();
  return rows.map((row) => {
    const what = `part "${row.part_id}"`;
    const message: Message = { ...parseJson(Part, row.message, what), unscored: [], signals: [] };
    const originals = parseJson(Originals, row.originals, what);
    return { group: row.group_key, number: row.number, total: row.total, message, originals };
  });
}
