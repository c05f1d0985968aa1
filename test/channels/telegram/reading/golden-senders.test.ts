import { readFileSync } from 'node:fs';
import { createPace } from '../../../../src/channels/telegram/pace.js';
import { createTelegramPerformer } from '../../../../src/channels/telegram/performer.js';
import type { TelegramClient } from '../../../../src/channels/telegram/telegram-client.js';
import type { Store } from '../../../../src/domain/store.js';
import { NOW } from '../../../support/gate.js';
import { openTestStore, type TestStore } from '../../../support/test-store.js';
import { createTestHandler, newest } from '../handler.js';

interface Golden {
  readonly name: string;
  readonly update: unknown;
  readonly sender: object;
  readonly action: string;
  readonly signals?: readonly string[];
  /** What the bot does to the message and its sender. */
  readonly calls: readonly string[];
}

const GOLDEN = JSON.parse(readFileSync('test/fixtures/telegram/senders.json', 'utf8')) as readonly Golden[];

let testStore: TestStore;
let store: Store;
beforeEach(async () => {
  testStore = await openTestStore();
  store = testStore.store;
});
afterEach(() => testStore.cleanUp());

test.each(GOLDEN)('spam from $name', async ({ update, sender, action, signals = [], calls }) => {
  const { handleUpdate } = createTestHandler(store, { mode: 'ban', policy: { isQuiet: true } });
  await handleUpdate(update);
  expect(await newest(store)).toMatchObject({ sender, signals, verdict: { action } });
  expect(await carryOut()).toEqual(calls);
});

/** Carries out all tasks against a Telegram that allows everything. */
async function carryOut(): Promise<readonly string[]> {
  const called: string[] = [];
  const client: TelegramClient = {
    call: async (method) => {
      if (method === 'getChatMember') return { status: 'member' };
      called.push(method);
      return true;
    },
  };
  const clock = { now: () => NOW };
  const performer = createTelegramPerformer({ client, store, clock, pace: createPace(clock) });
  for (;;) {
    const now = new Date(NOW.getTime() + 1000).toISOString();
    const [task] = await store.claimTasks({ now, leaseUntil: now, limit: 1 });
    if (task === undefined) return called;
    expect(await performer.perform(task)).toEqual({ kind: 'done' });
    await store.finishTask(task.id, now);
  }
}
