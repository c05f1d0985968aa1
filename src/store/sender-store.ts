import { z } from 'zod';
import { cleanText } from '../domain/message.js';
import type { Sanction, SenderKey, SenderStore } from '../domain/store.js';
import type { SenderRecord } from '../domain/trust.js';
import { parseJson } from './json.js';
import { parseLimit } from './page-token.js';
import type { NewSenderRow, Queries } from './tables.js';

const Before = z.json();

export function createSenderStore(db: Queries): SenderStore {
  return {
    readSender: (sender, atMost) => readSender(db, sender, atMost),
    changeStanding: (sender, standing) => change(db, sender, { standing }),
    noteJoin: async (sender, at) => {
      await db
        .insertInto('senders')
        .values({ ...keyOf(sender), joined_at: at })
        .onConflict((conflict) =>
          conflict
            .columns(['channel', 'conversation', 'id'])
            .doUpdateSet((row) => ({ joined_at: row.fn.coalesce('senders.joined_at', row.val(at)) })),
        )
        .execute();
    },
    noteReaction: async (sender) => {
      await db
        .insertInto('senders')
        .values({ ...keyOf(sender), reactions: 1 })
        .onConflict((conflict) =>
          conflict
            .columns(['channel', 'conversation', 'id'])
            .doUpdateSet((row) => ({ reactions: row('senders.reactions', '+', 1) })),
        )
        .execute();
    },
    readSanction: (sender) => readSanction(db, sender),
    changeSanction: (sender, sanction) =>
      change(db, sender, {
        sanction_before: sanction === null ? null : JSON.stringify(sanction.before),
        sanction_until: sanction?.until ?? null,
      }),
  };
}

function keyOf({ channel, conversation, id }: SenderKey) {
  return { channel, conversation: cleanText(conversation), id: cleanText(id) };
}

/** Unless somebody has said something of him already. Part of the caller's transaction, if it has one. */
export async function trustSender(db: Queries, sender: SenderKey): Promise<void> {
  await db
    .insertInto('senders')
    .values({ ...keyOf(sender), standing: 'trusted' })
    .onConflict((conflict) =>
      conflict.columns(['channel', 'conversation', 'id']).doUpdateSet((row) => ({
        standing: row.fn.coalesce('senders.standing', row.val('trusted' as const)),
      })),
    )
    .execute();
}

async function change(db: Queries, sender: SenderKey, values: Partial<NewSenderRow>): Promise<void> {
  await db
    .insertInto('senders')
    .values({ ...keyOf(sender), ...values })
    .onConflict((conflict) => conflict.columns(['channel', 'conversation', 'id']).doUpdateSet(values))
    .execute();
}

/** One statement: it is asked for every message. */
async function readSender(db: Queries, sender: SenderKey, atMost: number): Promise<SenderRecord> {
  const { channel, conversation, id } = keyOf(sender);
  const known = db
    .selectFrom('senders')
    .where('channel', '=', channel)
    .where('conversation', '=', conversation)
    .where('id', '=', id);
  const messages = db
    .selectFrom('messages')
    .where('channel', '=', channel)
    .where('conversation', '=', conversation)
    .where('sender_id', '=', id);
  const accepted = messages
    .select('seq')
    .where((message) =>
      message.or([
        message('status', '=', 'released'),
        message.and([message('status', '=', 'accepted'), message('band', '=', 'ham')]),
      ]),
    )
    .limit(parseLimit(Math.max(atMost, 1)));
  const row = await db
    .selectNoFrom([
      known.select('standing').as('standing'),
      known.select('joined_at').as('joinedAt'),
      known.select('reactions').as('reactions'),
      messages.select('received_at').orderBy('seq').limit(1).as('firstSeenAt'),
      db
        .selectFrom(accepted.as('accepted'))
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('accepted'),
    ])
    .executeTakeFirstOrThrow();
  return { ...row, reactions: row.reactions ?? 0, accepted: row.accepted ?? 0 };
}

async function readSanction(db: Queries, sender: SenderKey): Promise<Sanction | null> {
  const { channel, conversation, id } = keyOf(sender);
  const row = await db
    .selectFrom('senders')
    .select(['sanction_before', 'sanction_until'])
    .where('channel', '=', channel)
    .where('conversation', '=', conversation)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row?.sanction_before == null || row.sanction_until === null) return null;
  return { before: parseJson(Before, row.sanction_before, `sender "${id}"`), until: row.sanction_until };
}
