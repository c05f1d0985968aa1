import { setImmediate as nextTurn } from 'node:timers/promises';
import { createDispatcher } from '../../src/app/dispatch-outbox.js';
import type { NewTask, Performer, Task, TaskOutcome } from '../../src/domain/task.js';
import type { Outbox } from '../../src/domain/outbox.js';
import type { Store } from '../../src/domain/store.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

const START = Date.parse('2026-01-02T03:04:05.000Z');

let opened: TestStore;
let store: Store;
let nowMs: number;
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
  nowMs = START;
});
afterEach(() => opened.cleanUp());

const clock = { now: () => new Date(nowMs) };

function aTask(name: string, lane = 'telegram:-1'): NewTask {
  return { target: 'telegram', dedupeKey: name, lane, payload: { name } };
}

const nameOf = (task: Task): string => JSON.stringify(task.payload);

/** Runs a dispatcher whose every pause, once nothing is in hand, moves the clock on; stops after `pauses` of them. */
async function runFor(pauses: number, perform: Performer['perform'], outbox: Outbox = store) {
  const outcomes: TaskOutcome[] = [];
  const faults: unknown[] = [];
  let inHand = 0;
  let left = pauses;
  const dispatcher = createDispatcher({
    outbox,
    performers: {
      telegram: {
        perform: (task) => {
          inHand += 1;
          return perform(task);
        },
      },
    },
    clock,
    random: () => 0,
    sleep: async (ms, signal) => {
      if (inHand > 0) await aborted(signal);
      // What was kept just now is announced in this turn.
      await nextTurn();
      if (signal.aborted) return;
      left -= 1;
      nowMs += ms;
      if (left < 0) dispatcher.stop();
    },
    // In hand until its outcome is kept.
    onOutcome: (_, outcome) => {
      inHand -= 1;
      outcomes.push(outcome);
    },
    onFault: (fault) => {
      inHand = Math.max(inHand - 1, 0);
      faults.push(fault);
    },
  });
  await dispatcher.run();
  return { outcomes, faults };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const done: TaskOutcome = { kind: 'done' };

describe('createDispatcher()', () => {
  test('run() carries out the tasks of a lane one after the other, in order', async () => {
    await store.addTasks([aTask('a'), aTask('b'), aTask('c')], clock.now().toISOString());
    const log: string[] = [];
    await runFor(1, async (task) => {
      log.push(`start ${nameOf(task)}`);
      await new Promise(setImmediate);
      log.push(`end ${nameOf(task)}`);
      return done;
    });
    expect(log).toEqual(
      ['a', 'b', 'c'].flatMap((name) => [`start {"name":"${name}"}`, `end {"name":"${name}"}`]),
    );
    expect(await store.countTasks()).toEqual({ pending: 0, dead: 0 });
  });

  test('run() lets no lane wait for another', async () => {
    await store.addTasks(
      [aTask('slow', 'telegram:-1'), aTask('quick', 'telegram:-2')],
      clock.now().toISOString(),
    );
    const log: string[] = [];
    let finishSlow = (): void => {};
    const slow = new Promise<void>((resolve) => (finishSlow = resolve));
    await runFor(1, async (task) => {
      if (task.dedupeKey === 'slow') await slow;
      log.push(task.dedupeKey);
      if (task.dedupeKey === 'quick') finishSlow();
      return done;
    });
    expect(log).toEqual(['quick', 'slow']);
  });

  test('run() lets no target wait for another, however many of its tasks hang', async () => {
    const forwards = Array.from({ length: 100 }, (_, i) => ({
      ...aTask(`f${i}`, `f${i}`),
      target: 'forward' as const,
    }));
    await store.addTasks([...forwards, aTask('quick')], clock.now().toISOString());
    let release = (): void => {};
    const hangs = new Promise<void>((resolve) => (release = resolve));
    let hanging = 0;
    const dispatcher = createDispatcher({
      outbox: store,
      performers: {
        forward: {
          perform: async () => {
            hanging += 1;
            await hangs;
            return done;
          },
        },
        telegram: {
          perform: async () => {
            dispatcher.stop();
            release();
            return done;
          },
        },
      },
      clock,
      random: () => 0,
      sleep: async () => nextTurn(),
      onOutcome: () => {},
      onFault: () => {},
    });
    await dispatcher.run();
    expect(hanging).toBeLessThan(100);
    expect((await store.countTasks()).pending).toBe(100 - hanging);
  });

  test('run() tries again after the time asked for, which is no failed try', async () => {
    await store.addTasks([aTask('a')], clock.now().toISOString());
    const tries: [number, number][] = [];
    const { outcomes } = await runFor(12, async (task) => {
      tries.push([task.attempts, nowMs - START]);
      return tries.length === 1 ? { kind: 'retry', afterMs: 7_000, reason: 'asked to wait' } : done;
    });
    expect(tries).toEqual([
      [0, 0],
      [0, 7_000],
    ]);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['retry', 'done']);
  });

  test('run() takes what a performer throws for a retry', async () => {
    await store.addTasks([aTask('a')], clock.now().toISOString());
    const { outcomes } = await runFor(3, async (task) => {
      if (task.attempts === 0) throw new Error('connection cut');
      return done;
    });
    expect(outcomes).toEqual([{ kind: 'retry', afterMs: null, reason: 'connection cut' }, done]);
  });

  test('run() parks what can never be done and goes on with the lane', async () => {
    await store.addTasks([aTask('a'), aTask('b')], clock.now().toISOString());
    const log: string[] = [];
    await runFor(1, async (task) => {
      log.push(task.dedupeKey);
      return task.dedupeKey === 'a' ? { kind: 'dead', reason: 'chat not found' } : done;
    });
    expect(log).toEqual(['a', 'b']);
    expect(await store.countTasks()).toEqual({ pending: 0, dead: 1 });
  });

  test('run() gives up after 72 hours', async () => {
    await store.addTasks([aTask('a')], new Date(START - 72 * 3_600_000 - 1).toISOString());
    const { outcomes } = await runFor(1, async () => ({ kind: 'retry', afterMs: null, reason: 'no answer' }));
    expect(outcomes).toEqual([{ kind: 'dead', reason: 'given up after 72 hours: no answer' }]);
  });

  test('run() keeps the tasks of a channel that is switched off', async () => {
    await store.addTasks([{ ...aTask('a'), target: 'forward' }], clock.now().toISOString());
    const { outcomes } = await runFor(1, async () => done);
    expect(outcomes).toEqual([{ kind: 'retry', afterMs: 300_000, reason: 'forward is switched off' }]);
    expect(await store.countTasks()).toEqual({ pending: 1, dead: 0 });
  });

  test('run() goes on when the outbox fails', async () => {
    await store.addTasks([aTask('a')], clock.now().toISOString());
    let failures = 1;
    const shaky: Outbox = {
      ...store,
      claimTasks: async (request) => {
        if (failures-- > 0) throw new Error('database is locked');
        return store.claimTasks(request);
      },
    };
    const { outcomes, faults } = await runFor(2, async () => done, shaky);
    expect(outcomes).toEqual([done]);
    expect(faults).toEqual([new Error('database is locked')]);
  });

  test('stop() lets the task in hand finish', async () => {
    await store.addTasks([aTask('a'), aTask('b')], clock.now().toISOString());
    const log: string[] = [];
    const dispatcher = createDispatcher({
      outbox: store,
      performers: {
        telegram: {
          perform: async (task) => {
            dispatcher.stop();
            await new Promise(setImmediate);
            log.push(task.dedupeKey);
            return done;
          },
        },
      },
      clock,
      random: () => 0,
      sleep: async () => undefined,
      onOutcome: () => {},
      onFault: () => {},
    });
    await dispatcher.run();
    expect(log).toEqual(['a']);
    expect(await store.countTasks()).toEqual({ pending: 1, dead: 0 });
  });

  /** Runs one task, and has everything cut off while it is in hand. */
  async function runAndCut(perform: Performer['perform']) {
    await store.addTasks([aTask('a')], clock.now().toISOString());
    const cut = new AbortController();
    const outcomes: TaskOutcome[] = [];
    const dispatcher = createDispatcher({
      outbox: store,
      performers: {
        telegram: {
          perform: (task) => {
            dispatcher.stop();
            cut.abort();
            return perform(task);
          },
        },
      },
      clock,
      random: () => 0,
      sleep: async () => undefined,
      onOutcome: (_, outcome) => outcomes.push(outcome),
      onFault: () => {},
      cut: cut.signal,
    });
    await dispatcher.run();
    return outcomes;
  }

  test('what is cut off is due again at once, and no attempt is counted', async () => {
    const outcomes = await runAndCut(async () => Promise.reject(new Error('aborted')));
    expect(outcomes).toEqual([{ kind: 'retry', afterMs: 0, reason: 'the gate was stopped meanwhile' }]);
    const now = clock.now().toISOString();
    expect(await store.claimTasks({ now, leaseUntil: now, limit: 9 })).toMatchObject([{ attempts: 0 }]);
  });

  test('what is done in spite of it is done', async () => {
    expect(await runAndCut(async () => done)).toEqual([done]);
    expect(await store.countTasks()).toEqual({ pending: 0, dead: 0 });
  });

  test('lastLook() is when it looked for tasks the last time, targets who has a performer', async () => {
    const looks: unknown[] = [];
    const dispatcher = createDispatcher({
      outbox: store,
      performers: { forward: { perform: async () => done } },
      clock,
      random: () => 0,
      sleep: async (ms) => {
        looks.push(dispatcher.lastLook()?.getTime());
        nowMs += ms;
        if (looks.length === 3) dispatcher.stop();
      },
      onOutcome: () => {},
      onFault: () => {},
    });
    expect([dispatcher.lastLook(), dispatcher.targets]).toEqual([null, ['forward']]);
    const running = dispatcher.run();
    expect(dispatcher.lastLook()).toEqual(new Date(START));
    await running;
    expect(looks).toEqual([START, START + 1_000, START + 2_000]);
  });
});
