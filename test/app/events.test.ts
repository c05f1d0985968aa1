import { createModelPlacing } from '../../src/app/place-model.js';
import { createUndoDecision, type UndoDecision } from '../../src/app/undo-decision.js';
import { API_ACTIONS } from '../../src/channels/api/actions.js';
import type { Label } from '../../src/domain/correction.js';
import { EVENTS, type Events, NO_EVENTS } from '../../src/domain/events.js';
import type { Store } from '../../src/domain/store.js';
import { aMessage, aPolicy } from '../support/builders.js';
import { createTestGate, dueTasks, NOW, sayingActions, type TestGate } from '../support/gate.js';
import { aModel } from '../support/store-builders.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
});
afterEach(() => opened.cleanUp());

interface Desk {
  readonly gate: TestGate;
  readonly undo: UndoDecision;
  readonly arrive: (text: string, channel?: 'api' | 'sms') => Promise<string>;
  readonly decide: (id: string, label: Label, holdMs?: number) => Promise<void>;
}

function createDesk(events: Events): Desk {
  const actions = { telegram: sayingActions, sms: sayingActions, api: API_ACTIONS };
  const gate = createTestGate(store, 'quarantine', { actions, events });
  const [clock, defaultPolicy] = [{ now: () => NOW }, () => aPolicy()];
  let count = 0;
  return {
    gate,
    undo: createUndoDecision({ store, actions, events, clock, defaultPolicy, onTasks: () => undefined }),
    arrive: async (text, channel = 'api') => {
      const messageId = String((count += 1));
      return (await gate.filter(aMessage({ channel, conversation: 'forum', text, messageId }))).message.id;
    },
    decide: async (id, label, holdMs) => {
      await gate.recordCorrection({
        ...{ correctionId: `D${(count += 1)}`, label, author: 'token:anna', role: 'admin', source: 'api' },
        ...{ about: { messageId: id }, ...(holdMs === undefined ? {} : { holdMs }) },
      });
    },
  };
}

/** Carries out everything that is due, and says what was told. */
async function told() {
  const payloads: unknown[] = [];
  for (;;) {
    const tasks = await dueTasks(store);
    if (tasks.length === 0) return payloads;
    for (const task of tasks as Awaited<ReturnType<Store['claimTasks']>>) {
      if (task.target === 'event') payloads.push(task.payload);
      await store.finishTask(task.id, NOW.toISOString());
    }
  }
}

describe('createFilter()', () => {
  test('tells of what is withheld, once, and of nothing else', async () => {
    const { arrive, gate } = createDesk(EVENTS);
    const id = await arrive('Free casino');
    await arrive('Lunch?');
    await arrive('faint praise');
    await gate.filter(
      aMessage({ channel: 'api', conversation: 'forum', text: 'Free casino', messageId: '1' }),
    );
    expect(await told()).toEqual([
      {
        type: 'message.quarantined',
        timestamp: NOW.toISOString(),
        data: {
          message: {
            ...{ id, channel: 'api', conversation: 'forum', messageId: '1', revision: 0 },
            ...{ sender: { id: '42', name: 'Ann' }, text: 'Free casino', score: Math.fround(0.97) },
            ...{ band: 'spam', action: 'quarantine', reasons: ['above-threshold'], model: 'words@1.0.0' },
            ...{ status: 'quarantined', receivedAt: '2026-01-02T03:04:05.000Z' },
          },
        },
      },
    ]);
  });

  test('keeps no task where nobody is told', async () => {
    const { arrive, decide, undo } = createDesk(NO_EVENTS);
    const id = await arrive('Free casino');
    await decide(id, 'ham');
    await undo(id, 'token:anna');
    expect((await store.countTasks()).pending).toBe(0);
  });

  test('forgets whom an event is about as it does without one', async () => {
    await createDesk(EVENTS).arrive('Lunch?');
    const { items } = await store.listMessages({ limit: 1 });
    expect(items[0]?.sender.id).toMatch(/^h:/);
  });
});

describe('createRecordCorrection() and createUndoDecision()', () => {
  const decision = { author: 'token:anna', source: 'api' };

  test('tell of decisions in the order of the conversation, by what a message is then', async () => {
    const { arrive, decide, undo } = createDesk(EVENTS);
    const id = await arrive('Free casino', 'sms');
    await decide(id, 'ham');
    await undo(id, 'token:anna');
    await decide(id, 'spam');
    expect(await told()).toMatchObject([
      { type: 'message.quarantined' },
      {
        type: 'message.released',
        data: { message: { status: 'released' }, decision: { ...decision, label: 'ham' } },
      },
      { type: 'message.undone', data: { message: { status: 'quarantined' }, decision: { label: 'ham' } } },
      { type: 'message.confirmed', data: { message: { status: 'confirmed' }, decision: { label: 'spam' } } },
    ]);
  });

  test('withhold again what nobody was told of yet, where telling is all that a release does', async () => {
    const { arrive, decide, undo } = createDesk(EVENTS);
    const id = await arrive('Free casino');
    await decide(id, 'ham');
    expect(await undo(id, 'token:anna')).toMatchObject({ isOut: false, message: { isWithheld: true } });
    expect(await told()).toMatchObject([{ type: 'message.quarantined' }, { type: 'message.undone' }]);
  });

  test('say that it is out where somebody was told', async () => {
    const { arrive, decide, undo } = createDesk(EVENTS);
    const id = await arrive('Free casino');
    await decide(id, 'ham');
    await told();
    expect(await undo(id, 'token:anna')).toMatchObject({ isOut: true, message: { status: 'quarantined' } });
  });

  test('hold what is told as long as what is done', async () => {
    const { arrive, decide } = createDesk(EVENTS);
    const id = await arrive('Free casino', 'sms');
    await told();
    await decide(id, 'ham', 3_600_000);
    const soon = new Date(NOW.getTime() + 60_000).toISOString();
    expect(await store.claimTasks({ now: soon, leaseUntil: soon, limit: 9 })).toEqual([]);
    expect(await told()).toMatchObject([{ type: 'message.released' }]);
  });

  test('tell nobody of what members wish', async () => {
    const { arrive, gate } = createDesk(EVENTS);
    const id = await arrive('Free casino');
    await told();
    const by = { correctionId: 'D9', author: 'telegram:7', role: 'appeal', source: 'telegram' } as const;
    await gate.recordCorrection({ ...by, label: 'ham', about: { messageId: id } });
    expect(await told()).toEqual([]);
  });
});

describe('createModelPlacing()', () => {
  test('tells of another current model, and not of the shadow', async () => {
    const placing = createModelPlacing({
      ...{ store, events: EVENTS, clock: { now: () => NOW }, base: 'words@1.0.0', onPlaced: () => undefined },
    });
    for (const id of ['words@1.0.0', 'words@1.0.1', 'words@1.0.2']) await store.addModel(aModel(id));
    await placing.cast('words@1.0.2', 'Bea');
    await placing.promote('words@1.0.1', { author: 'Bea', isForced: false });
    await placing.promote('words@1.0.1', { author: 'Bea', isForced: false });
    const data = { model: 'words@1.0.1', before: 'words@1.0.0', kind: 'promote', author: 'Bea' };
    expect(await told()).toEqual([{ type: 'model.promoted', timestamp: NOW.toISOString(), data }]);
    await placing.rollBack('Cem');
    const back = { model: 'words@1.0.0', before: 'words@1.0.1', kind: 'rollback', author: 'Cem' };
    expect(await told()).toMatchObject([{ data: back }]);
  });
});
