import { type RawBuilder, sql } from 'kysely';
import type { Act, AuditEntry } from '../domain/audit.js';
import {
  type ErasedCounts,
  hashedSender,
  type KeyedHash,
  type SenderData,
  type SenderDataStore,
  type Subject,
} from '../domain/privacy.js';
import type { JsonValue } from '../domain/task.js';
import { insertAudit } from './audit-log.js';
import { forgetBands } from './near-memory.js';
import { findTraces, type Traces } from './sender-traces.js';
import type { Queries, Tables } from './tables.js';

export function createSenderDataStore(db: Queries, keyedHash: KeyedHash): SenderDataStore {
  return {
    readSenderData: async (subject) => readSenderData(db, await findTraces(db, subject, keyedHash)),
    eraseSender: (subject, { keepsTexts, by }) =>
      db.transaction().execute(async (transaction) => {
        const counts = await eraseSender(transaction, { subject, keyedHash, keepsTexts });
        const isFound = Object.values(counts).some((count) => count > 0);
        if (by !== undefined && isFound) await insertAudit(transaction, erasureOf(subject, { counts, by }));
        return counts;
      }),
  };
}

/** That somebody was erased, and not who. */
function erasureOf(
  { channel }: Subject,
  { counts, by }: { readonly counts: ErasedCounts; readonly by: Act },
): AuditEntry {
  return { ...by, action: 'sender.erased', subject: channel, before: null, after: { ...counts } };
}

async function readSenderData(db: Queries, traces: Traces): Promise<SenderData> {
  const { corrections, ...others } = traces.rows;
  const { ofMembers, aboutHim, asAdmin } = corrections;
  const isHis = sql<boolean>`(${sql.join([ofMembers, aboutHim, asAdmin].map(inBrackets), sql` or `)})`;
  const tables = Object.entries({ ...others, corrections: isHis });
  const data: Record<string, SenderData[string]> = {};
  for (const [table, condition] of tables) {
    const { rows } = await sql<
      Record<string, JsonValue>
    >`select * from ${sql.table(table)} where ${condition}`.execute(db);
    if (rows.length > 0) data[table] = rows.map(readable);
  }
  return data;
}

const inBrackets = (condition: RawBuilder<boolean>) => sql<boolean>`(${condition})`;

const JSON_COLUMNS = new Set([
  ...['surfaces', 'unscored', 'signals', 'attachments', 'reasons', 'payload', 'headers', 'originals'],
  ...['message', 'sanction_before'],
]);

/** JSON as JSON, not as a text with JSON in it. */
function readable(row: Readonly<Record<string, JsonValue>>): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      JSON_COLUMNS.has(column) && typeof value === 'string' ? (JSON.parse(value) as JsonValue) : value,
    ]),
  );
}

interface Erasure {
  readonly subject: Subject;
  readonly keyedHash: KeyedHash;
  readonly keepsTexts: boolean;
}

/** Messages last: by them the rest is found. */
async function eraseSender(db: Queries, { subject, keyedHash, keepsTexts }: Erasure): Promise<ErasedCounts> {
  const traces = await findTraces(db, subject, keyedHash);
  const remove = async (table: keyof Tables, condition: RawBuilder<boolean>): Promise<number> => {
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${condition}`.execute(db);
    return Number(numAffectedRows ?? 0);
  };
  const { privateChat, rows } = traces;
  if (privateChat !== null)
    await db
      .updateTable('conversations')
      .set({ admin_chat: null })
      .where('admin_chat', '=', privateChat)
      .execute();
  await remove('shadow_scores', rows.shadow_scores);
  await hideAuthor(db, traces.authors);
  await hideSubject(db, [
    hashedSender(keyedHash, subject.channel, subject.id),
    ...traces.authors.flatMap((author) => [author, keyedHash(author)]),
  ]);
  return {
    tasks: await remove('outbox', rows.outbox),
    originals: await remove('originals', rows.originals),
    cards: await remove('cards', rows.cards),
    parts: await remove('message_parts', rows.message_parts),
    replies: await remove('spam_replies', rows.spam_replies),
    standings: await remove('senders', rows.senders),
    settings: await remove('conversations', rows.conversations),
    parkedUpdates: await remove('parked_updates', rows.parked_updates),
    appealsAndReports: await remove('corrections', rows.corrections.ofMembers),
    ownDecisions: await hideDecisions(db, rows.corrections.asAdmin),
    unlinkedCorrections: await unlinkCorrections(db, traces, keepsTexts),
    messages: await remove('messages', rows.messages),
  };
}

/** The id of a correction may have his number in it. */
async function hideDecisions(db: Queries, asAdmin: RawBuilder<boolean>): Promise<number> {
  const hidden = await db
    .updateTable('corrections')
    .set({ author: 'erased', id: sql<string>`'erased:' || seq` })
    .where(asAdmin)
    .returning('seq')
    .execute();
  return hidden.length;
}

/** Who put a model in its place, and whose corrections it learnt, stands beside the models. */
async function hideAuthor(db: Queries, authors: readonly string[]): Promise<void> {
  for (const author of authors) {
    // In JSON as a value, and in the sentence of an alarm.
    const without = (column: string) =>
      sql<string>`replace(replace(${sql.ref(column)}, ${`"${author}"`}, '"erased"'), ${`"${author} `}, '"erased ')`;
    await db.updateTable('model_events').set({ author: 'erased' }).where('author', '=', author).execute();
    await db.updateTable('audit_log').set({ author: 'erased' }).where('author', '=', author).execute();

    await db
      .updateTable('models')
      .set({ report: without('report'), decision: without('decision') })
      .where('origin', '=', 'learnt')
      .execute();
    await db
      .updateTable('retrainings')
      .set({ outcome: without('outcome') })
      .execute();
  }
}

/** What was changed may be his standing, a correction with his hash in its id, or the settings of his private chat. */
async function hideSubject(db: Queries, names: readonly string[]): Promise<void> {
  for (const name of names)
    await db
      .updateTable('audit_log')
      .set({ subject: 'erased' })
      .where((row) => row.or([row('subject', '=', name), row('subject', 'like', `%${name}`)]))
      .execute();
}

/** An administrator's label and its time stay; that it was about this person does not. */
async function unlinkCorrections(db: Queries, traces: Traces, keepsTexts: boolean): Promise<number> {
  const { aboutHim } = traces.rows.corrections;
  const unlinked = await db
    .updateTable('corrections')
    .set({
      message_id: null,
      sender_key: null,
      channel: withoutPrivate('channel', traces.privateChat),
      conversation: withoutPrivate('conversation', traces.privateChat),
      // A fingerprint is a text that was shortened; no text has this one.
      ...(keepsTexts ? {} : { text: '', fingerprint: '-' }),
    })
    .where(aboutHim)
    .returning('seq')
    .execute();
  if (!keepsTexts) for (const { seq } of unlinked) await forgetBands(db, seq);
  return unlinked.length;
}

const withoutPrivate = (column: 'channel' | 'conversation', privateChat: string | null) =>
  sql<null>`case when conversation = ${privateChat} then null else ${sql.ref(column)} end`;
