import { type Kysely, sql } from 'kysely';
import { migrate, NEWEST_SCHEMA } from '../../src/store/migrate.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open-store.js';
import { StoreError } from '../../src/store/store-error.js';
import type { Engine, Tables } from '../../src/store/tables.js';
import { createKeyedHash } from '../../src/keyed-hash.js';
import { anArrival } from '../support/builders.js';
import { dumpTables } from '../support/dump-tables.js';
import { keyedHash } from '../support/privacy.js';
import { aContextQuery, at } from '../support/store-builders.js';

export interface EmptyDatabase {
  readonly url: string;
  readonly db: Kysely<Tables>;
  /** What an upgrade has put aside, by the version it upgraded to: where the copy can be opened. */
  readonly copies: () => Promise<ReadonlyMap<number, string>>;
  readonly cleanUp: () => Promise<void>;
}

type Row = Readonly<Record<string, string | number | null>>;

async function insert(db: Kysely<Tables>, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row).map((name) => sql.ref(name));
  await sql`insert into ${sql.table(table)} (${sql.join(columns)}) values (${sql.join(Object.values(row))})`.execute(
    db,
  );
}

/** A store as the program of that version has left it. */
const makeOlder = (db: Kysely<Tables>, engine: Engine, version: number): Promise<void> =>
  migrate(db, { engine, file: null, keyedHash, bandsOf: () => [] }, version);

const message = (id: string, parts: Row = {}): Row => ({
  id,
  channel: 'telegram',
  conversation: '-1001',
  message_id: id,
  revision: 0,
  sender_id: '4242',
  sender_name: 'Ann',
  sender_role: 'member',
  surfaces: '[]',
  unscored: '[]',
  received_at: at(0),
  fingerprint: 'f1',
  score: 0.5,
  band: 'ham',
  action: 'accept',
  reasons: '[]',
  model: 'm',
  status: 'accepted',
  is_withheld: 0,
  ...parts,
});

const A_CORRECTION: Row = {
  ...{ id: 'C1', message_id: 'KEPT000001', text: 'hi', label: 'ham', source: 'api', role: 'admin' },
  ...{ author: 'api', channel: 'telegram', conversation: '-1001', fingerprint: 'f1', created_at: at(0) },
};

/** Sorted, because a copy need not have its tables in the same order. */
const dumpRows = async (url: string) => (await dumpTables(url)).split('\n').sort();

/** All of it is found again, and the store takes more. */
async function expectKept(store: Store): Promise<void> {
  expect(await store.findMessage('KEPT000001')).toMatchObject({ id: 'KEPT000001', messageId: 'KEPT000001' });
  expect((await store.listCorrections({ limit: 9 })).items).toMatchObject([{ id: 'C1', label: 'ham' }]);
  expect(await store.readSettings({ channel: 'telegram', id: '-1002' })).toMatchObject({ mode: 'ban' });
  await store.saveArrival(anArrival());
  expect(await store.findMessage('M0000000001')).not.toBeNull();
}

const task = (id: string, status: string, payload: string): Row => ({
  target: 'forward',
  dedupe_key: `sms:+1500:${id}:0:forward`,
  lane: 'forward:sms:+1500:+4917',
  payload,
  status,
  created_at: at(0),
  finished_at: status === 'done' ? at(1) : null,
});

const sms = { channel: 'sms', conversation: '+1500', sender_id: '+4917', sender_name: '+4917' } as const;
const forwarded = (id: string) =>
  JSON.stringify({
    version: 1,
    id,
    channel: 'sms',
    conversation: '+1500',
    sender: { id: '+4917' },
    text: 'hi',
  });

async function fill(db: Kysely<Tables>): Promise<void> {
  await insert(db, 'messages', message('HAM'));
  await insert(db, 'messages', message('SPAM', { band: 'spam', status: 'quarantined', is_withheld: 1 }));
  await insert(db, 'messages', message('STRICT', { conversation: '-1002' }));
  await insert(db, 'conversations', { channel: 'telegram', id: '-1002', mode: 'ban' });
  await insert(db, 'messages', message('SENT', sms));
  await insert(db, 'messages', message('WAITS', sms));
  await insert(db, 'outbox', task('SENT', 'done', forwarded('SENT')));
  await insert(db, 'outbox', task('WAITS', 'pending', forwarded('WAITS')));
  await insert(db, 'senders', {
    ...{ channel: 'telegram', conversation: '-1001', id: '4242' },
    standing: 'untrusted',
  });
  await insert(db, 'spam_replies', { sender: '4917', message_id: 'SENT', replied_at: at(0) });
  const correction = {
    ...{ message_id: 'HAM', text: 'hi', label: 'spam', source: 'telegram', fingerprint: 'f1' },
    created_at: at(0),
  };
  const report = { ...correction, author: 'telegram:4242', role: 'report' };
  await insert(db, 'corrections', { ...report, id: 'telegram:-1001:HAM:report:4242' });
  await insert(db, 'corrections', { ...correction, id: 'C2', author: 'telegram:7', role: 'admin' });
  const part = { part_id: '1', number: 1, total: 2, originals: '[]', received_at: at(0), is_joined: 0 };
  const whole = {
    ...{ channel: 'sms', conversation: '+1500', messageId: '1', revision: 0, surfaces: [], attachments: [] },
    ...{ sender: { id: '+4917', name: '+4917', role: 'member' }, gateway: null, receivedAt: at(0) },
  };
  await insert(db, 'message_parts', { ...part, group_key: 'twilio +4917', message: JSON.stringify(whole) });
}

/** What stands in a database of the program before is kept, and hashed. */
export function upgradeContract(name: 'SQLite' | 'PostgreSQL', open: () => Promise<EmptyDatabase>): void {
  describe(`${name} store of an older program`, () => {
    let opened: EmptyDatabase;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.cleanUp());
    const engine = name === 'SQLite' ? 'sqlite' : 'postgres';

    const versions = Array.from({ length: NEWEST_SCHEMA }, (_, index) => index + 1);
    test.each(versions)(
      'openStore() upgrades version %i, and keeps a copy of what was there',
      async (version) => {
        await makeOlder(opened.db, engine, version);
        const isHashed = version >= 8 ? { sender_key: keyedHash('telegram:4242') } : {};
        await insert(opened.db, 'messages', message('KEPT000001', isHashed));
        await insert(opened.db, 'conversations', { channel: 'telegram', id: '-1002', mode: 'ban' });
        await insert(opened.db, 'corrections', A_CORRECTION);
        await opened.db.destroy();
        const before = await dumpRows(opened.url);
        const stores = await Promise.all([1, 2, 3].map(() => openStore(opened.url, keyedHash)));
        for (const store of stores) await expectKept(store);
        await Promise.all(stores.map((store) => store.close()));
        const copies = await opened.copies();
        expect([...copies.keys()]).toEqual(version < NEWEST_SCHEMA ? [NEWEST_SCHEMA] : []);
        for (const copy of copies.values()) expect(await dumpRows(copy)).toEqual(before);
      },
    );

    test('openStore() keeps the newest copy only, and makes none of a store that is new', async () => {
      await migrate(opened.db, { engine, file: null, keyedHash, bandsOf: () => [] }, 1);
      const file = opened.url.startsWith('file:') ? opened.url.slice('file:'.length) : null;
      await migrate(opened.db, { engine, file, keyedHash, bandsOf: () => [] }, 2);
      expect([...(await opened.copies()).keys()]).toEqual([2]);
      await opened.db.destroy();
      await (await openStore(opened.url, keyedHash)).close();
      expect([...(await opened.copies()).keys()]).toEqual([NEWEST_SCHEMA]);
    });

    test('openStore() brings the first schema up to date, and keeps what is in it', async () => {
      await makeOlder(opened.db, engine, 1);
      await insert(opened.db, 'messages', message('KEPT000001'));
      await opened.db.destroy();
      const store = await openStore(opened.url, keyedHash);
      expect(await store.findMessage('KEPT000001')).toMatchObject({
        signals: [],
        attachments: [],
        gateway: null,
      });
      await store.close();
    });

    test('openStore() makes what is there searchable, and lists it by its state', async () => {
      await makeOlder(opened.db, engine, 4);
      const surfaces = (text: string) => JSON.stringify([{ kind: 'body', text }]);
      await insert(opened.db, 'messages', message('A', { surfaces: surfaces('Lunch at noon') }));
      const waiting = { status: 'quarantined', band: 'spam', is_withheld: 1, near_fingerprint: 'n' };
      await insert(opened.db, 'messages', message('B', { surfaces: surfaces('Casino'), ...waiting }));
      await opened.db.destroy();
      const store = await openStore(opened.url, keyedHash);
      const found = async (search: string) =>
        (await store.listMessages({ search, limit: 9 })).items.map(({ id }) => id);
      expect(await found('lunch')).toEqual(['A']);
      expect(await found('ann')).toEqual(['B', 'A']);
      expect((await store.listWaiting({ kind: 'quarantined', limit: 9 })).items).toMatchObject([
        { message: { id: 'B' }, copies: 0 },
      ]);
      expect(await store.forgetMessages('ham', { before: at(9), keysBefore: at(9), limit: 9 })).toBe(1);
      expect(await found('ann')).toEqual(['B']);
      await store.close();
    });

    test('openStore() hashes senders, but for those whom an action may need', async () => {
      await makeOlder(opened.db, engine, 4);
      await fill(opened.db);
      await opened.db.destroy();
      const store = await openStore(opened.url, keyedHash);
      const senderOf = async (id: string) => (await store.findMessage(id))?.sender;
      const [ann, caller] = [keyedHash('telegram:4242'), keyedHash('sms:+4917')];
      expect(await senderOf('HAM')).toEqual({ id: ann, name: 'Ann', role: 'member' });
      expect(await senderOf('SPAM')).toMatchObject({ id: '4242' });
      expect(await senderOf('STRICT')).toMatchObject({ id: '4242' });
      expect(await senderOf('SENT')).toMatchObject({ id: caller, name: caller });
      expect(await senderOf('WAITS')).toMatchObject({ id: '+4917', name: '+4917' });
      const key = { channel: 'telegram', conversation: '-1001', id: '4242' } as const;
      expect(await store.readSender(key, 9)).toMatchObject({ standing: 'untrusted', accepted: 1 });
      const corrections = (await store.listCorrections({ limit: 9 })).items;
      expect(corrections.map(({ id, author }) => [id, author])).toEqual([
        ['C2', 'telegram:7'],
        [`telegram:-1001:HAM:report:${ann}`, ann],
      ]);
      expect(await store.countReports({ author: 'telegram:4242', since: at(0) })).toBe(1);
      const claim = { sender: '4917', messageId: 'NEXT', now: at(9), since: at(0) };
      expect(await store.claimReply(claim)).toBe(false);
      expect(await store.listParts('twilio +4917')).toHaveLength(1);
      const tasks = await store.claimTasks({ now: at(9), leaseUntil: at(60), limit: 9 });
      expect(tasks).toMatchObject([{ lane: `forward:sms:+1500:${caller}`, payload: { id: 'WAITS' } }]);
      expect(await store.readSenderData({ channel: 'sms', id: '4917' })).toMatchObject({
        outbox: [{ message_id: 'WAITS' }],
      });
      await store.close();
    });

    test('openStore() fills the memory of nearly equal texts from the corrections that are there', async () => {
      await makeOlder(opened.db, engine, 4);
      const texts = Array.from({ length: 501 }, (_, n) => `text ${n}`);
      const correction = {
        ...{
          message_id: null,
          label: 'spam',
          source: 'api',
          role: 'admin',
          author: 'api',
          created_at: at(0),
        },
        ...{ channel: 'telegram', conversation: '-1001', withdrawn_at: null },
      };
      const keep = (text: string, parts: Row = {}) =>
        insert(opened.db, 'corrections', { ...correction, id: text, text, fingerprint: text, ...parts });
      for (const text of texts) await keep(text);
      await keep('bare', { channel: null, conversation: null });
      await keep('appeal', { role: 'appeal' });
      await keep('withdrawn', { withdrawn_at: at(1) });
      await opened.db.destroy();
      const asked: string[] = [];
      const bands = [1, -2, 3, 4, 5, 6, 7, -(2 ** 31)];
      const store = await openStore(opened.url, keyedHash, (text) => {
        asked.push(text);
        return text === 'text 7' ? [] : bands;
      });
      expect(asked).toEqual([...texts, 'bare']);
      const remembered = async (scope: 'conversation' | 'everywhere') =>
        (await store.readContext(aContextQuery({ fingerprint: 'x', bands, scope }))).remembered.map(
          ({ text }) => text,
        );
      expect((await remembered('conversation')).slice(0, 2)).toEqual(['text 500', 'text 499']);
      expect((await remembered('everywhere')).slice(0, 2)).toEqual(['bare', 'text 500']);
      await store.close();
    });

    test('openStore() refuses another key than the first', async () => {
      await (await openStore(opened.url, keyedHash)).close();
      await opened.db.destroy();
      const opening = openStore(opened.url, createKeyedHash('another-key-of-the-tests'));
      await expect(opening).rejects.toThrow(StoreError);
      await expect(opening).rejects.toThrow(/another privacy key; .* need the same PRIVACY_KEY/);
      await (await openStore(opened.url, keyedHash)).close();
    });
  });
}
