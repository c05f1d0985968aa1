import { sql } from 'kysely';
import { bandsOf } from '../../src/classifier/near/near-text.js';
import { textOf } from '../../src/domain/message.js';
import type { KeyedHash } from '../../src/domain/privacy.js';
import type { Arrival } from '../../src/domain/store.js';
import { toCorrectionRow } from '../../src/store/correction-row.js';
import { createHashSender, type HashSender } from '../../src/store/hash-sender.js';
import { toMessageRow } from '../../src/store/message-row.js';
import { openStore } from '../../src/store/open-store.js';
import { openPostgres } from '../../src/store/postgres.js';
import { indexWords } from '../../src/store/search-blocks.js';
import { openSqlite } from '../../src/store/sqlite.js';
import type { Engine, NewCorrectionRow, NewTaskRow, Queries } from '../../src/store/tables.js';
import { anyBelow, happens, pick } from './dice.js';
import { madeUpArrival } from './made-up-message.js';

/** Rows of one statement, and statements of one transaction. */
const ROWS = 500;
const STATEMENTS = 20;
const DAY_MS = 86_400_000;

export interface Filling {
  readonly databaseUrl: string;
  readonly keyedHash: KeyedHash;
  readonly messages: number;
  /** Over how many days, up to now, they are spread. */
  readonly days: number;
  readonly onProgress: (done: number) => void;
}

/** Fills a new store, with the schema and the rows that the gate itself would make. */
export async function fillStore(filling: Filling): Promise<void> {
  const { databaseUrl, keyedHash, messages, onProgress } = filling;
  const store = await openStore(databaseUrl, keyedHash, bandsOf);
  const { items } = await store.listMessages({ limit: 1 });
  if (items.length > 0) throw new Error('Cannot fill the store: there are messages in it already');
  const isFile = databaseUrl.startsWith('file:');
  const db = isFile ? openSqlite(databaseUrl.slice('file:'.length)) : openPostgres(databaseUrl);
  // A quarter of a gigabyte: the indexes are written all over.
  if (isFile) await sql`pragma cache_size = -262144`.execute(db);
  const hashSender = createHashSender(keyedHash);
  const engine = isFile ? 'sqlite' : 'postgres';
  for (let done = 0; done < messages;) {
    await db.transaction().execute(async (transaction) => {
      for (let count = 0; count < STATEMENTS && done < messages; count++) {
        const size = Math.min(ROWS, messages - done);
        await insertPart(transaction, arrivalsOf(filling, done, size), { engine, hashSender });
        done += size;
      }
    });
    onProgress(done);
  }
  await db.destroy();
  await rollUp(store);
  await store.close();
  if (!isFile) await tidyUp(databaseUrl);
}

function arrivalsOf({ messages, days }: Filling, from: number, size: number): readonly Arrival[] {
  const now = Date.now();
  return Array.from({ length: size }, (_, index) => {
    const age = (1 - (from + index) / messages) * days * DAY_MS;
    return madeUpArrival(from + index, new Date(now - age).toISOString());
  });
}

async function insertPart(
  db: Queries,
  arrivals: readonly Arrival[],
  { engine, hashSender }: { readonly engine: Engine; readonly hashSender: HashSender },
): Promise<void> {
  const rows = await db
    .insertInto('messages')
    .values(arrivals.map((arrival) => toMessageRow(arrival, hashSender)))
    .returning(['seq', 'words'])
    .execute();
  await indexWords(db, engine, rows);
  const corrections = arrivals.flatMap(correctionsOf);
  if (corrections.length > 0) {
    await db.insertInto('corrections').values(corrections).execute();
    await db.insertInto('audit_log').values(corrections.map(auditOf)).execute();
  }
  const tasks = arrivals.flatMap(tasksOf);
  if (tasks.length > 0) await db.insertInto('outbox').values(tasks).execute();
}

/** As the store writes it beside each decision. */
const auditOf = ({ author, label, message_id, id, created_at }: NewCorrectionRow) => ({
  ...{ at: created_at, author, subject: message_id ?? id },
  action: label === 'ham' ? ('message.released' as const) : ('message.confirmed' as const),
  before: JSON.stringify({ status: 'quarantined', isWithheld: true }),
  after: JSON.stringify({ status: label === 'ham' ? 'released' : 'confirmed', isWithheld: label !== 'ham' }),
});

/** What a person has decided; now and then two of them disagree. */
function correctionsOf({ message, fingerprint }: Arrival): readonly NewCorrectionRow[] {
  if (message.status !== 'released' && message.status !== 'confirmed') return [];
  const label = message.status === 'released' ? 'ham' : 'spam';
  const row = toCorrectionRow({
    fingerprint,
    correction: {
      ...{ id: `C${message.id}`, messageId: message.id, text: textOf(message), label, role: 'admin' },
      ...{ author: `telegram:${anyBelow(40)}`, source: pick(['telegram', 'api', 'console']) },
      ...{ conversation: { channel: message.channel, id: message.conversation } },
      ...{ score: message.verdict.score, model: message.verdict.model, createdAt: message.receivedAt },
      withdrawnAt: happens(0.02) ? message.receivedAt : null,
    },
  });
  if (!happens(0.02)) return [row];
  return [row, { ...row, id: `D${message.id}`, label: label === 'ham' ? 'spam' : 'ham', message_id: null }];
}

function tasksOf({ message }: Arrival): readonly NewTaskRow[] {
  const isForwarded = message.channel === 'sms' && message.verdict.band === 'ham';
  if (!isForwarded && message.verdict.action !== 'reply') return [];
  const status = happens(0.98) ? 'done' : pick(['pending', 'dead'] as const);
  return [
    {
      target: isForwarded ? 'forward' : 'telegram',
      dedupe_key: `${message.channel}:${message.conversation}:${message.messageId}:0:made-up`,
      lane: `${message.channel}:${message.conversation}`,
      payload: status === 'done' ? 'null' : JSON.stringify({ text: textOf(message) }),
      status,
      attempts: status === 'done' ? 0 : anyBelow(5),
      created_at: message.receivedAt,
      finished_at: status === 'pending' ? null : message.receivedAt,
      last_reason: status === 'done' ? null : 'the receiver answered 503',
      message_id: message.id,
    },
  ];
}

const MINUTE_MS = 60_000;

/** Everything has settled: nobody else writes. */
async function rollUp(store: Pick<Awaited<ReturnType<typeof openStore>>, 'rollUpTraffic'>): Promise<void> {
  const step = (minutes: number) =>
    store.rollUpTraffic({
      now: new Date(Date.now() - (2 - minutes) * MINUTE_MS).toISOString(),
      limit: 20_000,
    });
  await step(0);
  while ((await step(1)) > 0);
}

/** What the server does by itself within some minutes. */
async function tidyUp(databaseUrl: string): Promise<void> {
  const db = openPostgres(databaseUrl);
  await sql`vacuum analyze`.execute(db);
  await db.destroy();
}
