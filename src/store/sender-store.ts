import { type OnConflictBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../domain/audit.js';
import { cleanText } from '../domain/message.js';
import type { Sanction, SenderKey, SenderStore } from '../domain/store.js';
import type { SenderRecord, Standing } from '../domain/trust.js';
import { insertAudit } from './audit-log.js';
import type { HashSender } from './hash-sender.js';
import { parseJson } from './json.js';
import { parseLimit } from './page-token.js';
import type { NewSenderRow, Queries, Tables } from './tables.js';

const Before = z.json();

export function createSenderStore(db: Queries, hashSender: HashSender): SenderStore {
  const keyOf = (sender: SenderKey): SenderKey => senderRowKey(sender, hashSender);
  return {
    readSender: (sender, atMost) => readSender(db, keyOf(sender), atMost),
    changeStanding: (sender, standing, by) =>
      db.transaction().execute((transaction) => changeStanding(transaction, keyOf(sender), { standing, by })),
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
    readSanction: (sender) => readSanction(db, keyOf(sender)),
    changeSanction: (sender, sanction) =>
      change(db, keyOf(sender), {
        sanction_before: sanction === null ? null : JSON.stringify(sanction.before),
        sanction_until: sanction?.until ?? null,
      }),
  };
}

/** As it stands in the table. */
export function senderRowKey({ channel, conversation, id }: SenderKey, hashSender: HashSender): SenderKey {
  return { channel, conversation: cleanText(conversation), id: hashSender(channel, id) };
}

/**
 * By the row's key, unless somebody has said something of him already: false then. Part of the caller's transaction, if it
 * has one.
 */
export async function trustSender(db: Queries, sender: SenderKey): Promise<boolean> {
  const trusted = await db
    .insertInto('senders')
    .values({ ...sender, standing: 'trusted' })
    .onConflict((conflict) =>
      conflict
        .columns(['channel', 'conversation', 'id'])
        .doUpdateSet({ standing: 'trusted' })
        .where('senders.standing', 'is', null),
    )
    .returning('standing')
    .executeTakeFirst();
  return trusted !== undefined;
}

async function changeStanding(
  db: Queries,
  sender: SenderKey,
  { standing, by }: { readonly standing: Standing | null; readonly by: Act | undefined },
): Promise<void> {
  const { channel, conversation, id } = sender;
  const before = await db
    .selectFrom('senders')
    .select('standing')
    .where('channel', '=', channel)
    .where('conversation', '=', conversation)
    .where('id', '=', id)
    .executeTakeFirst();
  await change(db, sender, { standing });
  if (by === undefined) return;
  await insertAudit(db, {
    ...{ ...by, action: 'sender.changed', subject: `${channel}:${conversation}:${id}` },
    ...{ before: { standing: before?.standing ?? null }, after: { standing } },
  });
}

async function change(db: Queries, sender: SenderKey, values: Partial<NewSenderRow>): Promise<void> {
  await db
    .insertInto('senders')
    .values({ ...sender, ...values })
    .onConflict((conflict) => conflict.columns(['channel', 'conversation', 'id']).doUpdateSet(values))
    .execute();
}

/** One statement: it is asked for every message. */
async function readSender(
  db: Queries,
  { channel, conversation, id }: SenderKey,
  atMost: number,
): Promise<SenderRecord> {
  const most = parseLimit(Math.max(atMost, 1));
  const known = db
    .selectFrom('senders')
    .where('channel', '=', channel)
    .where('conversation', '=', conversation)
    .where('id', '=', id);
  const messages = db
    .selectFrom('messages')
    .where('channel', '=', channel)
    .where('conversation', '=', conversation)
    .where('sender_key', '=', id);
  const accepted = messages
    .select('seq')
    .where((message) =>
      message.or([
        message('status', '=', 'released'),
        message.and([message('status', '=', 'accepted'), message('band', '=', 'ham')]),
      ]),
    )
    .limit(most);
  const row = await db
    .selectNoFrom([
      known.select('standing').as('standing'),
      known.select('joined_at').as('joinedAt'),
      known.select('reactions').as('reactions'),
      known.select('accepted_before').as('acceptedBefore'),
      known.select('first_seen_at').as('firstForgottenAt'),
      messages.select('received_at').orderBy('seq').limit(1).as('firstKeptAt'),
      db
        .selectFrom(accepted.as('accepted'))
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('accepted'),
    ])
    .executeTakeFirstOrThrow();
  const { standing, joinedAt, acceptedBefore, firstForgottenAt, firstKeptAt } = row;
  return {
    standing,
    joinedAt,
    reactions: row.reactions ?? 0,
    firstSeenAt: [firstForgottenAt, firstKeptAt].filter((time) => time !== null).sort()[0] ?? null,
    accepted: Math.min((acceptedBefore ?? 0) + (row.accepted ?? 0), most),
  };
}

async function readSanction(db: Queries, { channel, conversation, id }: SenderKey): Promise<Sanction | null> {
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

/** For rows that tell of messages before those of the row that is there; what people have said stays. */
export const addStanding = (conflict: OnConflictBuilder<Tables, 'senders'>) =>
  conflict.columns(['channel', 'conversation', 'id']).doUpdateSet((row) => ({
    accepted_before: row('senders.accepted_before', '+', row.ref('excluded.accepted_before')),
    first_seen_at: sql<string | null>`case
      when senders.first_seen_at <= excluded.first_seen_at or excluded.first_seen_at is null
      then senders.first_seen_at else excluded.first_seen_at end`,
  }));
