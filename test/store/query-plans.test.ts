import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { fillStore } from '../../bench/fill/fill-store.js';
import type { MessageFilter } from '../../src/domain/store.js';
import { createAuditLog } from '../../src/store/audit-log.js';
import { createConversationStore } from '../../src/store/conversation-store.js';
import { createCorrectionStore } from '../../src/store/correction-store.js';
import { createHashSender } from '../../src/store/hash-sender.js';
import { createMessageStore } from '../../src/store/message-store.js';
import { openPostgres } from '../../src/store/postgres.js';
import { openSqlite } from '../../src/store/sqlite.js';
import type { Engine, Tables } from '../../src/store/tables.js';
import { createTaskRecords } from '../../src/store/task-records.js';
import { createTrafficStore } from '../../src/store/traffic-store.js';
import { createWriteGroup } from '../../src/store/write-group.js';
import { keyedHash } from '../support/privacy.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { openPostgresPlanner, openSqlitePlanner, type Plan, type Planner } from '../support/query-plans.js';
import { type QueryRecorder, recordQueries } from '../support/query-recorder.js';

/** The lists, on a database that hears what they ask. */
const openLists = (engine: Engine, { db }: QueryRecorder) => ({
  ...createMessageStore(db, {
    engine,
    writeGroup: createWriteGroup(db, engine),
    hashSender: createHashSender(keyedHash),
  }),
  ...createCorrectionStore(db, { keyedHash, hashSender: createHashSender(keyedHash) }),
  ...createConversationStore(db),
  ...createTaskRecords(db),
  ...createTrafficStore(db, engine),
  ...createAuditLog(db),
});
type Lists = ReturnType<typeof openLists>;

const MESSAGES = 20_000;
const HERE = { channel: 'telegram', conversation: '-1002001' } as const;
const KEY = { channel: 'telegram', id: '-1002001' } as const;
const DAY = { from: new Date(Date.now() - 20 * 86_400_000).toISOString() };

/** A filter, and the index that gives its rows in their order; null: the numbers themselves. */
const FILTERS: readonly (readonly [MessageFilter, string | null])[] = [
  [{}, null],
  [{ fromScore: 0.9, toScore: 1 }, null],
  [{ band: 'ham' }, null],
  [{ status: 'accepted' }, null],
  [{ ...DAY }, null],
  [{ channel: 'api' }, 'messages_by_channel'],
  [{ ...HERE }, 'messages_by_conversation'],
  [{ ...HERE, band: 'ham', fromScore: 0.4, ...DAY }, 'messages_by_conversation'],
  [{ conversation: HERE.conversation }, 'messages_by_conversation'],
  [{ status: 'quarantined' }, 'messages_shelved'],
  [{ status: 'quarantined', channel: 'sms', fromScore: 0.9 }, 'messages_shelved'],
  [{ band: 'unsure' }, 'messages_shelved'],
  [{ band: 'spam', status: 'accepted' }, 'messages_shelved'],
  [{ ...HERE, status: 'confirmed' }, 'messages_shelved_there'],
  [{ ...HERE, band: 'unsure', status: 'accepted' }, 'messages_shelved_there'],
  [{ sender: '10000000' }, 'messages_by_sender'],
  [{ ...HERE, sender: '10000000' }, 'messages_by_sender'],
  [{ search: 'b' }, 'messages?_search'],
  [{ search: 'b t', band: 'ham', fromScore: 0.9 }, 'messages?_search'],
];

const listMessages = (filter: MessageFilter) => (lists: Lists) =>
  lists.listMessages({ limit: 50, ...filter });

const OTHERS: Readonly<Record<string, (lists: Lists) => Promise<unknown>>> = {
  ...Object.fromEntries(
    [{}, HERE, { search: 'b' }, { fromScore: 0.99 }].map((filter) => [
      `listWaiting(${JSON.stringify(filter)})`,
      async (lists: Lists) => {
        for (const kind of ['quarantined', 'unsure'] as const) {
          const { next } = await lists.listWaiting({ kind, limit: 3, ...filter });
          if (next !== null) await lists.listWaiting({ kind, limit: 3, ...filter, after: next });
        }
      },
    ]),
  ),
  'newestWaiting()': (lists) => lists.newestWaiting(),
  'countMessages()': (lists) => lists.countMessages(KEY),
  'listScores()': (lists) => lists.listScores(KEY, 100),
  'listDecided()': (lists) => lists.listDecided(KEY, 10),
  'listConversations()': (lists) => lists.listConversations('telegram', 100),
  'pageConversations()': (lists) => lists.pageConversations({ limit: 50 }),
  'listCorrections()': (lists) => lists.listCorrections({ limit: 50, source: 'import' }),
  'listCorrections() of an author': (lists) => lists.listCorrections({ limit: 50, author: 'telegram:7' }),
  'listCorrections() of a message': (lists) => lists.listCorrections({ limit: 50, messageId: 'M1' }),
  'listCorrections(), the oldest first': (lists) =>
    lists.listCorrections({ limit: 50, isLabel: true, oldestFirst: true }),
  'listContradictions()': (lists) => lists.listContradictions({ limit: 50 }),
  'listTasks()': async (lists) => {
    for (const status of ['pending', 'dead', 'done'] as const) {
      await lists.listTasks({ status, limit: 50 });
      await lists.listTasks({ status, limit: 50, target: 'digest' });
    }
  },
  'listAudit()': async (lists) => {
    for (const filter of [{}, { author: 'admin' }, { action: 'token.created' }, { subject: 'M1' }] as const)
      await lists.listAudit({ limit: 50, ...filter });
  },
  'countWaiting()': (lists) => lists.countWaiting(1_000),
  'measureOutbox()': (lists) => lists.measureOutbox(),
  'readTraffic()': (lists) => lists.readTraffic({ from: DAY.from, to: new Date().toISOString() }),
};

/** A list of rows by their numbers, of which there are a thousand at most, or of the hits of some blocks. */
const isPortion = ({ sql }: Plan): boolean => /"(seq|id|fingerprint)" in \(|tsquery|message_search/.test(sql);

/** Whole tables, and orders that are made by sorting, where more could be sorted than a portion. */
function faultsOf(plan: Plan, engine: Engine): readonly string[] {
  const { steps } = plan;
  const derived = steps.flatMap((step) => /^(?:CO-ROUTINE|MATERIALIZE) (\S+)/.exec(step)?.slice(1) ?? []);
  const isScan = (step: string): boolean => {
    if (engine === 'postgres') return step.includes('Seq Scan on');
    const table = /^SCAN (\S+)/.exec(step)?.[1];
    if (table === undefined || step.includes('VIRTUAL TABLE INDEX')) return false;
    return !derived.includes(table) && table !== 'CONSTANT';
  };
  const isSort = (step: string): boolean =>
    !isPortion(plan) && (engine === 'postgres' ? /(^|\s)Sort$/ : /TEMP B-TREE FOR ORDER BY/).test(step);
  return steps.filter((step) => isScan(step) || isSort(step));
}

interface Opened {
  readonly db: Kysely<Tables>;
  readonly planner: Planner;
  readonly cleanUp: () => Promise<void>;
}

function plansOf(name: string, engine: Engine, open: () => Promise<Opened>): void {
  describe(`${name} plans`, () => {
    let opened: Opened;
    let recorder: QueryRecorder;
    let lists: Lists;
    beforeAll(async () => {
      opened = await open();
      recorder = recordQueries(opened.db);
      lists = openLists(engine, recorder);
    }, 120_000);
    afterAll(async () => {
      await opened.planner.close();
      await opened.db.destroy();
      await opened.cleanUp();
    });

    const planAll = async (read: (lists: Lists) => Promise<unknown>): Promise<readonly Plan[]> => {
      recorder.take();
      await read(lists);
      const plans: Plan[] = [];
      for (const query of recorder.take()) plans.push(await opened.planner.plan(query));
      return plans;
    };
    const faultsIn = (plans: readonly Plan[]) =>
      plans.filter((plan) => faultsOf(plan, engine).length > 0).map(({ sql, steps }) => ({ sql, steps }));

    test.each(FILTERS)('listMessages(%j) goes by %s', async (filter, index) => {
      const plans = await planAll(listMessages(filter));
      expect(plans.length).toBeGreaterThan(1);
      expect(faultsIn(plans)).toEqual([]);
      const steps = plans.flatMap((plan) => plan.steps).join('\n');
      const byNumber = engine === 'sqlite' ? 'INTEGER PRIMARY KEY' : 'messages_pkey';
      expect(steps).toMatch(new RegExp(`\\b(${index ?? byNumber})\\b`));
    });

    test.each(Object.keys(OTHERS))('%s reads and sorts no whole table', async (list) => {
      const plans = await planAll(async (all) => OTHERS[list]?.(all));
      expect(plans.length).toBeGreaterThan(0);
      expect(faultsIn(plans)).toEqual([]);
    });

    test('a query without an index is found out', async () => {
      const { db } = recorder;
      const plans = await planAll(async () => {
        await db.selectFrom('messages').select('id').where('model', '=', 'x').execute();
        await db.selectFrom('messages').select('id').where('channel', '=', 'sms').orderBy('score').execute();
      });
      expect(faultsIn(plans)).toHaveLength(2);
    });
  });
}

plansOf('SQLite', 'sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hamgate-plans-'));
  const path = join(folder, 'hamgate.db');
  await fillStore({
    databaseUrl: `file:${path}`,
    keyedHash,
    messages: MESSAGES,
    days: 30,
    onProgress: () => undefined,
  });
  const cleanUp = async () => rmSync(folder, { recursive: true, force: true });
  return { db: openSqlite(path), planner: openSqlitePlanner(path), cleanUp };
});

let server: TestPostgres;
plansOf('PostgreSQL', 'postgres', async () => {
  server = await startPostgres();
  const url = await server.createDatabase();
  await fillStore({ databaseUrl: url, keyedHash, messages: MESSAGES, days: 30, onProgress: () => undefined });
  return { db: openPostgres(url), planner: await openPostgresPlanner(url), cleanUp: () => server.stop() };
});
