import type { ChannelActions } from '../../src/domain/channel-actions.js';
import type { Label } from '../../src/domain/correction.js';
import { NO_EVENTS } from '../../src/domain/events.js';
import type { Mode } from '../../src/domain/policy.js';
import type { Store } from '../../src/domain/store.js';
import { createUndoDecision, type UndoDecision } from '../../src/app/undo-decision.js';
import { aMessage, aPolicy } from '../support/builders.js';
import { createTestGate, NOW, sayingActions, type TestGate } from '../support/gate.js';
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
  decide(id: string, label: Label, holdMs?: number): Promise<void>;
}

function createDesk(mode: Mode = 'quarantine', actions: ChannelActions = sayingActions): Desk {
  const all = { telegram: actions, sms: actions, api: actions };
  const gate = createTestGate(store, mode, { actions: all });
  let decisions = 0;
  return {
    gate,
    undo: createUndoDecision({
      store,
      events: NO_EVENTS,
      actions: all,
      defaultPolicy: () => aPolicy({ mode }),
      clock: { now: () => NOW },
      onTasks: () => undefined,
    }),
    decide: async (id, label, holdMs) => {
      await gate.recordCorrection({
        ...{ correctionId: `D${(decisions += 1)}`, label, author: 'token:anna', role: 'admin' },
        ...{ source: 'console', about: { messageId: id }, ...(holdMs === undefined ? {} : { holdMs }) },
      });
    },
  };
}

const arrive = async ({ gate }: Desk, text: string) => (await gate.filter(aMessage({ text }))).message.id;
const stateOf = async (id: string) => {
  const message = await store.findMessage(id);
  return [message?.status, message?.isWithheld];
};
/** What is done outside, one after the other. */
async function carryOut(): Promise<readonly unknown[]> {
  const later = new Date(Date.now() + 60_000).toISOString();
  const done: unknown[] = [];
  for (;;) {
    const [task] = await store.claimTasks({ now: later, leaseUntil: later, limit: 1 });
    if (task === undefined) return done;
    done.push(task.payload);
    await store.finishTask(task.id, NOW.toISOString());
  }
}

describe('createUndoDecision()', () => {
  test('undoDecision() holds a release that nobody has begun: nothing goes out, and it can be released again', async () => {
    const desk = createDesk();
    const id = await arrive(desk, 'casino');
    await carryOut();
    await desk.decide(id, 'ham', 3_600_000_000);
    expect(await desk.undo(id, 'token:anna')).toMatchObject({ kind: 'undone', isOut: false });
    expect(await stateOf(id)).toEqual(['quarantined', true]);
    expect(await carryOut()).toEqual([]);
    expect(await store.findDecision(id)).toBeNull();
    await desk.decide(id, 'ham');
    expect(await carryOut()).toEqual(['release']);
  });

  test('undoDecision() says when the message is out already, and has it wait for a decision again', async () => {
    const desk = createDesk();
    const id = await arrive(desk, 'casino');
    await desk.decide(id, 'ham');
    expect(await carryOut()).toEqual(['verdict', 'release']);
    expect(await desk.undo(id, 'token:anna')).toMatchObject({ kind: 'undone', isOut: true });
    expect(await stateOf(id)).toEqual(['quarantined', false]);
  });

  test('undoDecision() leaves the text remembered as nothing, so that the next copy is judged by its score', async () => {
    const desk = createDesk();
    const id = await arrive(desk, 'casino');
    await desk.decide(id, 'ham');
    await desk.undo(id, 'token:anna');
    const next = await desk.gate.filter(aMessage({ text: 'casino', messageId: '18' }));
    expect(next.message.verdict.reasons).toEqual(['above-threshold']);
  });

  test('undoDecision() brings a message back that was removed', async () => {
    const desk = createDesk();
    const id = await arrive(desk, 'lunch');
    await desk.decide(id, 'spam');
    expect(await stateOf(id)).toEqual(['confirmed', true]);
    await carryOut();
    expect(await desk.undo(id, 'token:anna')).toMatchObject({ kind: 'undone' });
    expect(await stateOf(id)).toEqual(['accepted', false]);
    expect(await carryOut()).toEqual(['release']);
  });

  test('undoDecision() goes back to the decision before', async () => {
    const desk = createDesk();
    const id = await arrive(desk, 'casino');
    await desk.decide(id, 'spam');
    await desk.decide(id, 'ham', 3_600_000_000);
    await desk.undo(id, 'token:anna');
    expect(await stateOf(id)).toEqual(['confirmed', true]);
    await desk.undo(id, 'token:anna');
    expect(await stateOf(id)).toEqual(['quarantined', true]);
    expect(await desk.undo(id, 'token:anna')).toMatchObject({ kind: 'undecided' });
  });

  test('undoDecision() takes the trust back that the release gave, and none that somebody else gave', async () => {
    const desk = createDesk();
    const sender = { channel: 'telegram', conversation: '-1001', id: '42' } as const;
    const id = await arrive(desk, 'casino');
    await desk.decide(id, 'ham');
    expect((await store.readSender(sender, 9)).standing).toBe('trusted');
    await desk.undo(id, 'token:anna');
    expect((await store.readSender(sender, 9)).standing).toBeNull();
    await store.changeStanding(sender, 'trusted');
    await desk.decide(id, 'ham');
    await desk.undo(id, 'token:anna');
    expect((await store.readSender(sender, 9)).standing).toBe('trusted');
  });

  test('undoDecision() undoes once when two ask at once', async () => {
    const desk = createDesk();
    const id = await arrive(desk, 'casino');
    await desk.decide(id, 'ham', 3_600_000_000);
    const outcomes = await Promise.all([desk.undo(id, 'token:anna'), desk.undo(id, 'token:bob')]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['undecided', 'undone']);
  });

  test('undoDecision() knows no message by another id', async () => {
    expect(await createDesk().undo('nobody', 'token:anna')).toEqual({ kind: 'unknown-message' });
  });

  test('undoDecision() is in the audit log, with the state before and after', async () => {
    const desk = createDesk();
    const id = await arrive(desk, 'casino');
    await desk.decide(id, 'spam');
    await desk.undo(id, 'token:bob');
    const { items } = await store.listAudit({ limit: 9, subject: id });
    expect(items).toMatchObject([
      {
        ...{ author: 'token:bob', action: 'message.undone' },
        before: { status: 'confirmed', isWithheld: true },
        after: { status: 'quarantined', isWithheld: true },
      },
      { author: 'token:anna', action: 'message.confirmed' },
    ]);
  });
});
