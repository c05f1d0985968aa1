import { NO_SETTINGS } from '../../src/domain/policy.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open-store.js';
import { aStoredMessage, anArrival } from '../support/builders.js';
import { aChange, aTask, at } from '../support/store-builders.js';
import type { TestStore } from '../support/test-store.js';
import { accessStoreContract } from './access-store.contract.js';
import { browsingContract } from './browsing.contract.js';
import { conversationStoreContract } from './conversation-store.contract.js';
import { correctionStoreContract } from './correction-store.contract.js';
import { idempotencyStoreContract } from './idempotency-store.contract.js';
import { messageStoreContract } from './message-store.contract.js';
import { modelStoreContract } from './model-store.contract.js';
import { outboxConcurrencyContract, outboxContract } from './outbox.contract.js';
import { overviewContract } from './overview.contract.js';
import { peopleContract } from './people.contract.js';
import { retentionContract } from './retention.contract.js';
import { senderDataContract } from './sender-data.contract.js';
import { retrainingStoreContract } from './retraining-store.contract.js';
import { senderStoreContract } from './sender-store.contract.js';
import { shadowStoreContract } from './shadow-store.contract.js';
import { smsStoreContract } from './sms-store.contract.js';
import { taskRecordsContract } from './task-records.contract.js';
import { trafficStoreContract } from './traffic-store.contract.js';
import { keyedHash } from '../support/privacy.js';

export interface StoreEngine {
  readonly name: string;
  /** A store on a new, empty database. */
  readonly open: () => Promise<TestStore>;
}

/** For each test: a store on a database of its own, and as many more stores on it as it asks for. */
export interface StoreBench {
  readonly store: () => Store;
  readonly another: () => Promise<Store>;
  readonly url: () => string;
}

/** What the port promises, for every engine. */
export function storeContract({ name, open }: StoreEngine): void {
  describe(`${name} store`, () => {
    let opened: TestStore;
    let others: Store[] = [];
    const bench: StoreBench = {
      store: () => opened.store,
      url: () => opened.url,
      another: async () => {
        const other = await openStore(opened.url, keyedHash);
        others.push(other);
        return other;
      },
    };
    beforeEach(async () => {
      others = [];
      opened = await open();
    });
    afterEach(async () => {
      await Promise.all(others.map((other) => other.close()));
      await opened.cleanUp();
    });

    messageStoreContract(bench);
    browsingContract(bench);
    overviewContract(bench);
    trafficStoreContract(bench);
    taskRecordsContract(bench);
    correctionStoreContract(bench);
    conversationStoreContract(bench);
    peopleContract(bench);
    senderStoreContract(bench);
    smsStoreContract(bench);
    modelStoreContract(bench);
    retrainingStoreContract(bench);
    shadowStoreContract(bench);
    idempotencyStoreContract(bench);
    outboxContract(bench);
    outboxConcurrencyContract(bench);
    retentionContract(bench);
    senderDataContract(bench);
    accessStoreContract(bench);
    parkedUpdatesContract(bench);
    lifetimeContract(bench);
  });
}

function parkedUpdatesContract({ store }: StoreBench): void {
  test('parkUpdate() keeps every update, whatever bytes it holds', async () => {
    const update = {
      channel: 'sms',
      updateId: 'u1',
      body: '{"a":"\u0000\ud800🎣"}',
      reason: 'Broke',
      at: at(0),
    } as const;
    expect(await store().countParkedUpdates()).toBe(0);
    await store().parkUpdate(update);
    await store().parkUpdate({ ...update, updateId: '\u0000', reason: 'a\u0000b' });
    expect(await store().countParkedUpdates()).toBe(2);
  });

  test('parked updates are listed newest first, found and removed by their number', async () => {
    const parked = (updateId: string, reason: string) =>
      store().parkUpdate({ channel: 'telegram', updateId, body: '{}', reason, at: at(0) });
    await parked('7', 'first');
    await parked('8', 'second');
    await parked('7', 'third');
    expect((await store().listParkedUpdates('telegram', 2)).map(({ reason }) => reason)).toEqual([
      'third',
      'second',
    ]);
    expect(await store().listParkedUpdates('sms', 9)).toEqual([]);
    expect(await store().findParkedUpdate('telegram', '7')).toEqual({
      channel: 'telegram',
      updateId: '7',
      body: '{}',
      reason: 'third',
      at: at(0),
    });
    await store().removeParkedUpdate('telegram', '7');
    expect(await store().findParkedUpdate('telegram', '7')).toBeNull();
    expect(await store().countParkedUpdates()).toBe(1);
  });
}

function lifetimeContract({ store, another }: StoreBench): void {
  test('close() keeps everything for the next start', async () => {
    const message = aStoredMessage({ text: 'Gewinn 🎁', status: 'quarantined', isWithheld: true });
    await store().saveArrival(anArrival(message, { tasks: [aTask()] }));
    await store().saveCorrection(aChange());
    await store().changeSettings(
      { channel: 'telegram', id: '-1001' },
      { mode: 'quarantine', threshold: 0.25 },
    );
    await store().parkUpdate({ channel: 'sms', updateId: 'u1', body: '{}', reason: 'Broke', at: at(0) });
    await store().close();

    const next = await another();
    expect(await next.findMessage(message.id)).toEqual(message);
    expect((await next.listCorrections({ limit: 9 })).items).toEqual([aChange().correction]);
    const settings = await next.readSettings({ channel: 'telegram', id: '-1001' });
    expect(settings).toEqual({ ...NO_SETTINGS, mode: 'quarantine', threshold: 0.25 });
    expect(await next.countTasks()).toEqual({ pending: 1, dead: 0 });
    expect(await next.countParkedUpdates()).toBe(1);
  });

  test('close() can be called twice, lets what is in hand finish, and ends the rest', async () => {
    const inHand = store().saveArrival(anArrival(aStoredMessage(), { tasks: [aTask()] }));
    const closing = Promise.all([store().close(), store().close()]);
    await Promise.all([inHand, closing]);
    await expect(store().ping()).rejects.toThrow(Error);
    await store().close();
    const next = await another();
    expect(await next.countTasks()).toEqual({ pending: 1, dead: 0 });
  });

  test('ping() resolves while the store can be reached', async () => {
    await expect(store().ping()).resolves.toBeUndefined();
  });

  test('openStore() leaves a database that is up to date as it is', async () => {
    await store().saveArrival(anArrival());
    const others = await Promise.all([another(), another(), another()]);
    for (const other of others) expect(await other.findMessage('M0000000001')).toEqual(aStoredMessage());
  });
}
