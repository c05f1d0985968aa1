import type { Act, AuditEntry } from '../domain/audit.js';
import type { Correction, Label } from '../domain/correction.js';
import { cleanText } from '../domain/message.js';
import { isHashed, type KeyedHash } from '../domain/privacy.js';
import type {
  ConversationKey,
  CorrectionChange,
  CorrectionStore,
  NewCorrection,
  ReportQuery,
} from '../domain/store.js';
import { insertAudit } from './audit-log.js';
import { changeMessage } from './change-message.js';
import { insertBands } from './near-memory.js';
import { parseCorrectionRow, toCorrectionRow } from './correction-row.js';
import type { HashSender } from './hash-sender.js';
import { listCorrections } from './list-corrections.js';
import { insertTasks } from './outbox.js';
import { parseLimit } from './page-token.js';
import { prepare } from './prepared.js';
import { senderRowKey, trustSender } from './sender-store.js';
import { countContradictions, listContradictions } from './standing-corrections.js';
import type { NewBandRow, Queries } from './tables.js';
import { undoCorrection, withdrawCorrection } from './undo-correction.js';

export interface CorrectionStoreParts {
  readonly keyedHash: KeyedHash;
  readonly hashSender: HashSender;
}

export function createCorrectionStore(db: Queries, parts: CorrectionStoreParts): CorrectionStore {
  return {
    saveCorrection: (change) => saveCorrection(db, change, parts),
    recallLabel: (conversation, fingerprint) => recallLabel(db, conversation, fingerprint),
    findDecision: (messageId) => findDecision(db, messageId),
    countReports: (of) => countReports(db, of, parts.keyedHash),
    listCorrections: (query) => listCorrections(db, query),
    findCorrections: (ids) => findCorrections(db, ids),
    withdrawCorrection: (id, by) =>
      db.transaction().execute((transaction) => withdrawCorrection(transaction, id, by)),
    undoCorrection: (undoing) => undoCorrection(db, undoing, parts.hashSender),
    listDecisions: (messageId, limit) => listDecisions(db, messageId, limit),
    addCorrections: (corrections, by) => addCorrections(db, corrections, by),
    listContradictions: (query) => listContradictions(db, query),
    countContradictions: (fingerprints) => countContradictions(db, fingerprints),
  };
}

/** Thrown inside a transaction to undo it. */
class StaleChange extends Error {}

async function saveCorrection(
  db: Queries,
  change: CorrectionChange,
  parts: CorrectionStoreParts,
): Promise<'saved' | 'repeat' | 'stale'> {
  const { correction, trusts, tasks } = change;
  try {
    return await db.transaction().execute(async (transaction) => {
      if (!(await insertCorrection(transaction, change, parts.keyedHash))) return 'repeat';
      if (!(await changeMessage(transaction, correction.messageId, change.transition)))
        throw new StaleChange();
      const isTrusted =
        trusts !== null && (await trustSender(transaction, senderRowKey(trusts, parts.hashSender)));
      if (correction.role === 'admin') await insertAudit(transaction, auditOf(change, isTrusted));
      await insertTasks(transaction, tasks, { now: correction.createdAt, messageId: correction.messageId });
      return 'saved';
    });
  } catch (error) {
    if (error instanceof StaleChange) return 'stale';
    throw error;
  }
}

/** Of what undoes it, `trusts` is needed again. */
function auditOf({ correction, transition }: CorrectionChange, trusts: boolean): AuditEntry {
  const { id, messageId, label, author, createdAt: at } = correction;
  const by = { author, at };
  if (messageId === null)
    return { ...by, action: 'text.labelled', subject: id, before: null, after: { label } };
  const action = label === 'ham' ? 'message.released' : 'message.confirmed';
  const before = transition === null ? null : { ...transition.from };
  const after = { ...transition?.to, label, ...(trusts ? { trusts } : {}) };
  return { ...by, action, subject: messageId, before, after };
}

async function insertCorrection(
  db: Queries,
  change: CorrectionChange,
  keyedHash: KeyedHash,
): Promise<boolean> {
  const { messageId, role, author } = change.correction;
  const inserted = await db
    .insertInto('corrections')
    .values((row) => ({
      ...toCorrectionRow(change),
      author: role === 'admin' ? author : hashedAuthor(keyedHash, author),
      sender_key: row.selectFrom('messages').select('sender_key').where('id', '=', messageId),
    }))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('seq')
    .executeTakeFirst();
  if (inserted === undefined) return false;
  if (change.correction.role === 'admin') await insertBands(db, bandRowsOf(inserted.seq, change));
  return true;
}

function bandRowsOf(seq: number, { correction, bands }: NewCorrection): readonly NewBandRow[] {
  const channel = correction.conversation?.channel ?? null;
  const conversation = correction.conversation?.id ?? null;
  return bands.map((band) => ({ band, seq, channel, conversation }));
}

/** An author is written `channel:id`, as a sender is hashed: a member is the same as author and as sender. */
const hashedAuthor = (keyedHash: KeyedHash, author: string): string =>
  isHashed(author) ? author : keyedHash(author);

const selectLabel = prepare((db, { channel, id, fingerprint }: ConversationKey & { fingerprint: string }) =>
  db
    .selectFrom('corrections')
    .select('label')
    .where('channel', '=', channel)
    .where('conversation', '=', id)
    .where('fingerprint', '=', fingerprint)
    .where('role', '=', 'admin')
    .where('withdrawn_at', 'is', null)
    .orderBy('seq', 'desc')
    .limit(1),
);

/** The last one is the one kept last; the clocks of several processes need not agree. */
async function recallLabel(
  db: Queries,
  { channel, id }: ConversationKey,
  fingerprint: string,
): Promise<Label | null> {
  const [last] = await selectLabel(db, { channel, id: cleanText(id), fingerprint });
  return last?.label ?? null;
}

async function findDecision(db: Queries, messageId: string): Promise<Correction | null> {
  return (await listDecisions(db, messageId, 1))[0] ?? null;
}

async function listDecisions(db: Queries, messageId: string, limit: number): Promise<readonly Correction[]> {
  const rows = await db
    .selectFrom('corrections')
    .selectAll()
    .where('message_id', '=', cleanText(messageId))
    .where('role', '=', 'admin')
    .where('withdrawn_at', 'is', null)
    .orderBy('seq', 'desc')
    .limit(parseLimit(limit))
    .execute();
  return rows.map(parseCorrectionRow);
}

async function findCorrections(db: Queries, ids: readonly string[]): Promise<readonly Correction[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('corrections').selectAll().where('id', 'in', ids.map(cleanText)).execute();
  return rows.map(parseCorrectionRow);
}

/** Rows of one statement: with fifteen values each, or eight bands of four, far from the 32,766 that SQLite takes. */
const MOST_ROWS = 500;

async function addCorrections(db: Queries, corrections: readonly NewCorrection[], by?: Act): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    let added = 0;
    for (let from = 0; from < corrections.length; from += MOST_ROWS) {
      const rows = corrections.slice(from, from + MOST_ROWS);
      const inserted = await transaction
        .insertInto('corrections')
        .values(rows.map(toCorrectionRow))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning(['id', 'seq'])
        .execute();
      const seqs = new Map(inserted.map(({ id, seq }) => [id, seq]));
      await insertBands(
        transaction,
        rows.filter(({ correction }) => isInForce(correction)).flatMap((row) => bandsIn(row, seqs)),
      );
      added += inserted.length;
    }
    if (by !== undefined && added > 0)
      await insertAudit(transaction, {
        ...{ ...by, action: 'corrections.imported', subject: 'corrections' },
        ...{ before: null, after: { added } },
      });
    return added;
  });
}

const isInForce = ({ role, withdrawnAt }: Correction): boolean => role === 'admin' && withdrawnAt === null;

/** None where the correction was here before. */
function bandsIn(row: NewCorrection, seqs: ReadonlyMap<string, number>): readonly NewBandRow[] {
  const seq = seqs.get(row.correction.id);
  return seq === undefined ? [] : bandRowsOf(seq, row);
}

async function countReports(db: Queries, of: ReportQuery, keyedHash: KeyedHash): Promise<number> {
  const select = db.selectFrom('corrections').where('role', '=', 'report');
  const { count } = await (
    'messageId' in of
      ? select.where('message_id', '=', of.messageId)
      : select
          .where('author', '=', hashedAuthor(keyedHash, cleanText(of.author)))
          .where('created_at', '>=', of.since)
  )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
