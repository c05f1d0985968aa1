import { type ExpressionBuilder, sql } from 'kysely';
import type { Batch, Forgettable, Retention } from '../domain/privacy.js';
import { TARGETS } from '../domain/task.js';
import { addStanding } from './sender-store.js';
import type { Engine, MessageRow, Queries, Tables } from './tables.js';
import { COUNTED, countForgotten } from './traffic-store.js';

export function createRetention(db: Queries, engine: Engine): Retention {
  const inTransaction = (work: (transaction: Queries) => Promise<number>) => db.transaction().execute(work);
  return {
    forgetMessages: (which, batch) =>
      inTransaction((transaction) => forgetMessages(transaction, engine, { which, ...batch })),
    hideSenders: (batch) => inTransaction((transaction) => hideSenders(transaction, engine, batch)),
    forget: (what, batch) => FORGET[what](db, batch),
  };
}

/** As the partial indexes say it, or they would not be used. */
const isKept = sql<boolean>`length(sender_key) > 0`;
const isStripped = sql<boolean>`length(sender_key) = 0`;
const isAcceptedHam = sql<boolean>`(band = 'ham' and status = 'accepted')`;

/** A task that waits, or that a person may have done again, needs its message. */
const isFree = (message: ExpressionBuilder<Tables, 'messages'>) =>
  message.not(
    message.exists(
      message
        .selectFrom('outbox')
        .select('outbox.id')
        .whereRef('outbox.message_id', '=', 'messages.id')
        .where(sql<boolean>`outbox.status <> 'done'`),
    ),
  );

interface Due extends Batch {
  readonly which: 'ham' | 'others';
  readonly keysBefore: string;
}

async function forgetMessages(
  db: Queries,
  engine: Engine,
  { which, before, keysBefore, limit }: Due,
): Promise<number> {
  const due = await db
    .selectFrom('messages')
    .select(['id', 'conversation', 'sender_key', ...COUNTED])
    .select(sql<number>`case when status = 'released' or ${isAcceptedHam} then 1 else 0 end`.as('accepted'))
    .where(isKept)
    .where('band', 'in', [sql.lit('ham' as const), sql.lit('unsure' as const), sql.lit('spam' as const)])
    .where('received_at', '<', before)
    .where(which === 'ham' ? isAcceptedHam : sql<boolean>`not ${isAcceptedHam}`)
    .where(isFree)
    .limit(limit)
    // What another process has in hand is left to it.
    .$if(engine === 'postgres', (select) => select.forUpdate('messages').skipLocked())
    .execute();
  if (due.length === 0) return 0;
  const ids = due.map(({ id }) => id);
  await db.deleteFrom('originals').where('message_id', 'in', ids).execute();
  await db.deleteFrom('cards').where('message_id', 'in', ids).execute();
  await db.deleteFrom('shadow_scores').where('message_id', 'in', ids).execute();
  await keepStandings(db, due);
  await countForgotten(db, engine, due);
  const isOld = ({ received_at: at }: { received_at: string }): boolean => at < keysBefore;
  await deleteMessages(db, due.filter(isOld));
  await stripMessages(
    db,
    due.filter((message) => !isOld(message)),
  );
  return due.length;
}

interface Rows {
  readonly seq: number;
}

const seqsOf = (rows: readonly Rows[]): readonly number[] => rows.map(({ seq }) => seq);

async function deleteMessages(db: Queries, rows: readonly Rows[]): Promise<void> {
  if (rows.length > 0) await db.deleteFrom('messages').where('seq', 'in', seqsOf(rows)).execute();
}

/** The key stays, and the verdict that was answered: a gateway that delivers again is answered alike. */
async function stripMessages(db: Queries, rows: readonly Rows[]): Promise<void> {
  if (rows.length === 0) return;
  const nothing = { surfaces: '[]', unscored: '[]', signals: '[]', attachments: '[]', words: '' };
  // No text has these fingerprints.
  const nobody = { sender_id: '', sender_key: '', sender_name: '', fingerprint: '-', near_fingerprint: '-' };
  await db
    .updateTable('messages')
    .set({ ...nothing, ...nobody })
    .where('seq', 'in', seqsOf(rows))
    .execute();
}

interface Counted extends Pick<MessageRow, 'channel' | 'conversation' | 'sender_key' | 'received_at'> {
  /** 1 for a message that counts for trust. */
  readonly accepted: number;
}

/** Telegram's alone: nobody else is trusted for what he wrote before. */
async function keepStandings(db: Queries, messages: readonly Counted[]): Promise<void> {
  const standings = new Map<string, { accepted: number; firstSeenAt: string; of: Counted }>();
  for (const message of messages) {
    if (message.channel !== 'telegram') continue;
    const key = `${message.conversation} ${message.sender_key}`;
    const known = standings.get(key);
    const at = message.received_at;
    standings.set(key, {
      of: message,
      accepted: (known?.accepted ?? 0) + message.accepted,
      firstSeenAt: known === undefined || at < known.firstSeenAt ? at : known.firstSeenAt,
    });
  }
  if (standings.size === 0) return;
  // In one order, so that two processes never wait for each other.
  const sorted = [...standings].sort(([one], [other]) => (one < other ? -1 : 1));
  await db
    .insertInto('senders')
    .values(
      sorted.map(([, { of, accepted, firstSeenAt }]) => ({
        channel: of.channel,
        conversation: of.conversation,
        id: of.sender_key,
        accepted_before: accepted,
        first_seen_at: firstSeenAt,
      })),
    )
    .onConflict(addStanding)
    .execute();
}

/** Two queries, for each goes by its part of the index of those whose id is still there. */
async function hideSenders(db: Queries, engine: Engine, { before, limit }: Batch): Promise<number> {
  const named = db
    .selectFrom('messages')
    .select(['seq', 'id'])
    .where(sql<boolean>`sender_id <> sender_key`)
    .where(isFree)
    .limit(limit)
    .$if(engine === 'postgres', (select) => select.forUpdate('messages').skipLocked());
  const forwarded = await named.where('channel', '=', 'sms').where(isAcceptedHam).execute();
  const decided = await named
    .where('status', 'in', [sql.lit('released' as const), sql.lit('confirmed' as const)])
    .where((message) =>
      message.not(
        message.exists(
          message
            .selectFrom('corrections')
            .select('corrections.seq')
            .whereRef('corrections.message_id', '=', 'messages.id')
            .where('corrections.created_at', '>=', before),
        ),
      ),
    )
    .execute();
  const due = [...forwarded, ...decided];
  if (due.length === 0) return 0;
  const ids = due.map(({ id }) => id);
  await db.deleteFrom('originals').where('message_id', 'in', ids).execute();
  await db
    .updateTable('messages')
    .set({
      sender_id: sql<string>`sender_key`,
      sender_name: sql<string>`case when sender_name = sender_id then sender_key else sender_name end`,
    })
    .where('seq', 'in', seqsOf(due))
    .execute();
  return due.length;
}

type Forget = (db: Queries, batch: Batch) => Promise<number>;

const forgetTasks =
  (status: 'done' | 'dead'): Forget =>
  async (db, { before, limit }) => {
    const due = db
      .selectFrom('outbox')
      .select('id')
      .where('status', '=', sql.lit(status))
      .where('target', 'in', TARGETS)
      .where('finished_at', '<', before)
      .limit(limit);
    return (await db.deleteFrom('outbox').where('id', 'in', due).returning('id').execute()).length;
  };

const FORGET: Readonly<Record<Forgettable, Forget>> = {
  key: async (db, { before, limit }) => {
    const due = db
      .selectFrom('messages')
      .select('seq')
      .where(isStripped)
      .where('received_at', '<', before)
      .limit(limit);
    return (await db.deleteFrom('messages').where('seq', 'in', due).returning('seq').execute()).length;
  },
  'done-task': forgetTasks('done'),
  'dead-task': forgetTasks('dead'),
  'withdrawn-correction': async (db, { before, limit }) => {
    // The row stays: a model that learnt of it has to be known.
    const due = db
      .selectFrom('corrections')
      .select('seq')
      .where('withdrawn_at', '<', before)
      .where('text', '<>', '')
      .limit(limit);
    const emptied = await db
      .updateTable('corrections')
      .set({ text: '', fingerprint: '-' })
      .where('seq', 'in', due)
      .returning('seq')
      .execute();
    return emptied.length;
  },
  'parked-update': async (db, { before, limit }) => {
    const due = db.selectFrom('parked_updates').select('seq').where('parked_at', '<', before).limit(limit);
    return (await db.deleteFrom('parked_updates').where('seq', 'in', due).returning('seq').execute()).length;
  },
  reply: async (db, { before, limit }) => {
    const due = db.selectFrom('spam_replies').select('sender').where('replied_at', '<', before).limit(limit);
    // Said again for the row itself: he may have been answered anew meanwhile.
    const gone = db.deleteFrom('spam_replies').where('sender', 'in', due).where('replied_at', '<', before);
    return (await gone.returning('sender').execute()).length;
  },
};
