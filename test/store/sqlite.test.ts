import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { openStore } from '../../src/store/open-store.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { StoreError } from '../../src/store/store-error.js';
import { upgradeContract } from '../contract/upgrade.contract.js';
import { storeContract } from '../contract/store.contract.js';
import { anArrival, aStoredMessage } from '../support/builders.js';
import { type ChildProcesses, prepareProcesses } from '../support/child-process.js';
import { aTask, at } from '../support/store-builders.js';
import { openTestStore } from '../support/test-store.js';
import { keyedHash } from '../support/privacy.js';

storeContract({ name: 'SQLite', open: openTestStore });

upgradeContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hamgate-upgrade-'));
  const url = `file:${join(folder, 'hamgate.db')}`;
  const cleanUp = async () => rmSync(folder, { recursive: true, force: true });
  const copies = async () => {
    const names = readdirSync(folder).filter((name) => name.startsWith('hamgate.db.'));
    return new Map(names.map((name) => [Number(name.split('before-')[1]), `file:${join(folder, name)}`]));
  };
  return { url, db: openSqlite(join(folder, 'hamgate.db')), copies, cleanUp };
});

describe('SQLite file', () => {
  let folder: string;
  let url: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hamgate-sqlite-'));
    url = `file:${join(folder, 'data', 'hamgate.db')}`;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const openFile = () => new Database(url.slice('file:'.length));

  test('openStore() makes the folders of the file, and forces every commit to the disk', async () => {
    const store = await openStore(url, keyedHash);
    expect(existsSync(`${url.slice('file:'.length)}-wal`)).toBe(true);
    for (const end of ['', '-wal'])
      expect(statSync(`${url.slice('file:'.length)}${end}`).mode & 0o777).toBe(0o600);
    await store.close();
    expect(existsSync(url.slice('file:'.length))).toBe(true);
  });

  test('openStore() takes a file URL, too', async () => {
    const store = await openStore(pathToFileURL(join(folder, 'a b.db')).href, keyedHash);
    await store.close();
    expect(existsSync(join(folder, 'a b.db'))).toBe(true);
  });

  test.each([
    ['a file that is no database', 'text', 'file is not a database'],
    ['a folder', '', 'it is not a file'],
    ['a path through a file', 'text/hamgate.db', 'ENOTDIR|EEXIST'],
    ['a URL of another host', '//elsewhere/hamgate.db', 'File URL host must be'],
  ])('openStore() refuses %s', async (_, path, reason) => {
    writeFileSync(join(folder, 'text'), 'This is a letter and no database. '.repeat(100));
    const address = path.startsWith('//') ? `file:${path}` : `file:${join(folder, path)}`;
    const opening = openStore(address, keyedHash);
    await expect(opening).rejects.toThrow(StoreError);
    await expect(opening).rejects.toThrow(
      new RegExp(`^Cannot open the database "${address}": .*(${reason})`),
    );
    await expect(opening).rejects.toHaveProperty('cause');
  });

  test('openStore() refuses a file that holds half a database', async () => {
    const store = await openStore(url, keyedHash);
    await store.close();
    const damaged = openFile();
    damaged.exec('drop table migrations');
    damaged.close();
    await expect(openStore(url, keyedHash)).rejects.toThrow(/table "?messages"? already exists/);
  });

  test('eraseSender() leaves nothing in the file itself', async () => {
    const store = await openStore(url, keyedHash);
    const path = url.slice('file:'.length);
    const text = 'lunch with marmalade '.repeat(500);
    for (const id of ['M1', 'M2', 'M3'])
      await store.saveArrival(anArrival(aStoredMessage({ id, messageId: id, text }), { tasks: [aTask()] }));
    await store.close();
    const written = () =>
      [path, `${path}-wal`].map((file) => (existsSync(file) ? readFileSync(file).toString() : '')).join('');
    expect(readFileSync(path).toString()).toContain('marmalade');
    const next = await openStore(url, keyedHash);
    await next.eraseSender({ channel: 'telegram', id: '42' }, { keepsTexts: false });
    await next.close();
    expect(written()).not.toContain('marmalade');
  });

  test.each([
    ['deleted', at(99)],
    ['stripped', at(0)],
  ])(
    'forgetMessages() leaves no word in the file of what is %s, and the search index whole',
    async (_, keysBefore) => {
      const store = await openStore(url, keyedHash);
      const path = url.slice('file:'.length);
      const words = ['marmalade', 'rhubarb', 'persimmon', 'мармелад'];
      const keep = (id: string, text: string, receivedAt: string) =>
        store.saveArrival(anArrival(aStoredMessage({ id, messageId: id, text, receivedAt })));
      for (let n = 0; n < 300; n++)
        await keep(
          `M${n}`,
          `${words.slice(0, 1 + (n % 4)).join(' ')} word${n % 50}`,
          n % 3 === 0 ? at(0) : at(1),
        );
      await keep('KEPT', 'artichoke word7', at(50));
      await store.forgetMessages('ham', { before: at(1), keysBefore, limit: 100 });
      expect((await store.listMessages({ search: 'rhubarb', limit: 999 })).items).toHaveLength(150);
      while ((await store.forgetMessages('ham', { before: at(2), keysBefore, limit: 30 })) > 0);
      expect((await store.listMessages({ search: 'word7', limit: 9 })).items).toMatchObject([{ id: 'KEPT' }]);
      const file = openFile();
      const vocabulary = `create virtual table temp.vocabulary using fts5vocab('main', 'message_search', 'row')`;
      file.exec(vocabulary);
      const kept = file.prepare('select term from vocabulary').all() as { term: string }[];
      expect(kept.map(({ term }) => term.replace(/^0+x/, '')).sort()).toEqual(
        ['§kept', 'ann', 'artichoke', 'word7'].sort(),
      );
      file.close();
      await store.close();
      const written = readFileSync(path).toString();
      for (const word of words) expect(written).not.toContain(word);
      expect(written).toContain('artichoke');
    },
  );

  test('openStore() refuses a schema that is newer than the program, and leaves it as it is', async () => {
    await (await openStore(url, keyedHash)).close();
    const newer = openFile();
    newer.exec(`insert into migrations values (999, 'from the future')`);
    await expect(openStore(url, keyedHash)).rejects.toThrow(/has version 999.*use a newer program/);
    expect(newer.prepare('select max(number) as newest from migrations').all()).toEqual([{ newest: 999 }]);
    newer.close();
  });

  test('a row that holds something else is a StoreError and no wrong answer', async () => {
    const store = await openStore(url, keyedHash);
    await store.saveArrival(anArrival());
    const file = openFile();
    for (const reasons of ['{', '["because"]', 'null']) {
      file.prepare('update messages set reasons = ?').run(reasons);
      await expect(store.findMessage('M0000000001')).rejects.toThrow(StoreError);
    }
    file.close();
    await store.close();
  });

  test('a statement waits for a lock that somebody holds, and the process goes on meanwhile', async () => {
    const store = await openStore(url, keyedHash);
    const file = openFile();
    file.exec('begin immediate');
    const saving = Promise.all([
      store.saveArrival(anArrival()),
      store.saveArrival(anArrival(aStoredMessage({ id: 'M2', messageId: '2' }), { tasks: [aTask()] })),
    ]);
    const winner = await Promise.race([saving, nextTimer()]);
    file.exec('commit');
    expect(winner).toBe('timer');
    expect((await saving).map(({ isRepeat }) => isRepeat)).toEqual([false, false]);
    file.close();
    await store.close();
  });

  test('recoverLeases() frees what the process before had in hand', async () => {
    const before = await openStore(url, keyedHash);
    await before.addTasks([aTask()], at(0));
    const [task] = await before.claimTasks({ now: at(0), leaseUntil: at(60), limit: 1 });
    await before.close();
    const store = await openStore(url, keyedHash);
    expect(await store.claimTasks({ now: at(1), leaseUntil: at(61), limit: 1 })).toEqual([]);
    await store.recoverLeases(at(50));
    // It may have been done, for all that is known.
    expect(await store.listLately('telegram', at(0))).toEqual([
      { lane: 'telegram:-1001', finishedAt: at(50) },
    ]);
    expect(await store.claimTasks({ now: at(1), leaseUntil: at(61), limit: 1 })).toEqual([task]);
    await store.close();
  });

  test('claimTasks() does not read the tasks that are done', async () => {
    const store = await openStore(url, keyedHash);
    const file = openFile();
    file.exec(`
      with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 100000)
      insert into outbox (target, dedupe_key, lane, payload, status, created_at)
      select 'telegram', 'old:' || n, 'lane' || (n % 1000), '1', 'done', '${at(0)}' from numbers`);
    file.close();
    const claimMs = async (): Promise<number> => {
      const start = performance.now();
      await store.claimTasks({ now: at(0), leaseUntil: at(60), limit: 16 });
      await store.countTasks();
      return performance.now() - start;
    };
    const durations: number[] = [];
    for (let count = 0; count < 30; count++) durations.push(await claimMs());
    // Half a millisecond; reading all rows takes tens of them. The best of many tries is not a matter of luck.
    expect(Math.min(...durations)).toBeLessThan(5);
    await store.close();
  });
});

describe('SQLite file of several processes', () => {
  const START = `
    import { createHash } from 'node:crypto';
    import { openStore } from './src/store/open-store.js';
    const [url, name] = process.argv.slice(2);
    const plainHash = (text) => 'h:' + createHash('sha256').update(text).digest('hex').slice(0, 32);
    const store = await openStore(url, plainHash);
    let saved = 0;
    for (let n = 0; n < 20; n++) {
      const message = {
        id: name + n, channel: 'sms', conversation: '1', messageId: String(n), revision: 0, unscored: [], attachments: [], gateway: null, signals: [],
        sender: { id: '1', name: '1', role: 'member' }, surfaces: [], receivedAt: '2026-01-02T03:04:05.000Z',
        verdict: { score: null, band: 'ham', action: 'accept', reasons: ['no-text'], model: 'm' },
        status: 'accepted', isWithheld: false,
      };
      const tasks = [{ target: 'forward', dedupeKey: name + n, lane: 'l', payload: n }];
      const { isRepeat } = await store.saveArrival({ message, fingerprint: '', nearFingerprint: '', keepsSenderId: true, tasks, originals: [], shadow: null });
      if (!isRepeat) saved++;
    }
    await store.close();
    process.stdout.write(String(saved));`;

  let processes: ChildProcesses;
  beforeAll(() => {
    processes = prepareProcesses(['domain', 'store']);
  });
  afterAll(() => processes.cleanUp());

  test('six processes make one schema and keep each message once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hamgate-sqlite-'));
    const url = `file:${join(folder, 'data', 'hamgate.db')}`;
    try {
      const names = ['a', 'b', 'c', 'd', 'e', 'f'];
      const counts = await Promise.all(names.map((name) => processes.run(START, url, name)));
      expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(20);
      const plainHash = (text: string) => `h:${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
      const store = await openStore(url, plainHash);
      expect((await store.countMessages({ channel: 'sms', id: '1' })).messages).toBe(20);
      expect(await store.countTasks()).toEqual({ pending: 20, dead: 0 });
      await store.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});

async function nextTimer(): Promise<'timer'> {
  return new Promise((resolve) => setTimeout(() => resolve('timer'), 20));
}
