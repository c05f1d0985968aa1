import { createForget } from '../../src/app/forget.js';
import type { Store } from '../../src/domain/store.js';
import { aMessage, aStoredMessage, anArrival } from '../support/builders.js';
import { createTestGate, NOW } from '../support/gate.js';
import { aChange } from '../support/store-builders.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number): string => new Date(NOW.getTime() - hours * HOUR_MS).toISOString();

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
});
afterEach(() => opened.cleanUp());

const RULE = { hamHours: 336, spamDays: 90, pause: async () => true };

const forgetAt = (ms: number, rule: Partial<typeof RULE> = {}) =>
  createForget({ store, clock: { now: () => new Date(NOW.getTime() + ms) }, ...RULE, ...rule })();

const arrive = (text: string, messageId: string) =>
  createTestGate(store, 'quarantine', { newId: () => `M${messageId}` }).filter(
    aMessage({ text, messageId, receivedAt: NOW.toISOString() }),
  );

const left = async () => (await store.listMessages({ limit: 99 })).items.map(({ id }) => id).toReversed();

describe('createForget()', () => {
  test('forget() takes ham after its hours and the rest after its days, to the millisecond', async () => {
    await arrive('lunch at noon', 'HAM');
    await arrive('casino tonight', 'SPAM');
    const [task] = await store.claimTasks({ now: NOW.toISOString(), leaseUntil: hoursAgo(-1), limit: 1 });
    await store.finishTask(task?.id ?? 0, NOW.toISOString());
    expect(await forgetAt(336 * HOUR_MS)).toEqual({ doneTasks: 1 });
    expect(await forgetAt(336 * HOUR_MS + 1)).toEqual({ ham: 1 });
    expect(await left()).toEqual(['MSPAM']);
    expect(await forgetAt(90 * 24 * HOUR_MS)).toEqual({});
    expect(await forgetAt(90 * 24 * HOUR_MS + 1)).toEqual({ others: 1 });
    expect(await left()).toEqual([]);
  });

  test('forget() does in several batches what does not fit into one', async () => {
    for (let i = 0; i < 450; i++)
      await store.saveArrival(
        anArrival(aStoredMessage({ id: `M${i}`, messageId: String(i), receivedAt: hoursAgo(1000) })),
      );
    expect(await forgetAt(0)).toEqual({ ham: 450 });
    const key = { channel: 'telegram', conversation: '-1001', id: '42' } as const;
    expect(await store.readSender(key, 999)).toMatchObject({ accepted: 450, firstSeenAt: hoursAgo(1000) });
  });

  test('forget() leaves the rest when the process ends', async () => {
    for (let i = 0; i < 150; i++)
      await store.saveArrival(
        anArrival(aStoredMessage({ id: `M${i}`, messageId: String(i), receivedAt: hoursAgo(1000) })),
      );
    const forgotten = await forgetAt(0, { pause: async () => false });
    expect(forgotten).toEqual({ ham: 100 });
    expect(await forgetAt(0)).toEqual({ ham: 50 });
  });

  test('forget() of young ham does not let a redelivery act again before three days are over', async () => {
    const rule = { hamHours: 1, spamDays: 1 };
    await arrive('lunch at noon', 'HAM');
    expect(await forgetAt(2 * HOUR_MS, rule)).toEqual({ ham: 1 });
    expect(await arrive('lunch at noon', 'HAM')).toMatchObject({ isRepeat: true });
    expect(await forgetAt(72 * HOUR_MS, rule)).toEqual({});
    expect(await forgetAt(72 * HOUR_MS + 1, rule)).toEqual({ keys: 1 });
    expect(await arrive('lunch at noon', 'HAM')).toMatchObject({ isRepeat: false });
  });

  test('forget() hides the sender a day after the last word about his message', async () => {
    await arrive('casino tonight', 'SPAM');
    await createTestGate(store).recordCorrection({
      ...{ correctionId: 'C1', label: 'spam', author: '7', role: 'admin', source: 'telegram' },
      about: { messageId: 'MSPAM' },
    });
    const tasks = await store.claimTasks({ now: NOW.toISOString(), leaseUntil: hoursAgo(-1), limit: 9 });
    for (const { id } of tasks) await store.finishTask(id, NOW.toISOString());
    expect(await forgetAt(24 * HOUR_MS)).toEqual({});
    expect(await forgetAt(24 * HOUR_MS + 1)).toEqual({ senders: 1 });
  });

  test('forget() takes a correction a day after it was withdrawn', async () => {
    await store.saveCorrection(aChange());
    await store.withdrawCorrection('C1', { author: 'Bea', at: NOW.toISOString() });
    expect(await forgetAt(24 * HOUR_MS)).toEqual({});
    expect(await forgetAt(24 * HOUR_MS + 1)).toEqual({ withdrawnCorrections: 1 });
  });
});
