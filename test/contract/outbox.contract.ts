import type { AuditEntry } from '../../src/domain/audit.js';
import { TARGETS } from '../../src/domain/task.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../../src/domain/store.js';
import type { NewTask, Task } from '../../src/domain/task.js';
import { anArrival, aStoredMessage } from '../support/builders.js';
import { aTask, at, by } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

const keysOf = (tasks: readonly Task[]): readonly string[] => tasks.map(({ dedupeKey }) => dedupeKey);

/** A lane and a number for each: `a1` is the first of lane `a`. */
const tasksNamed = (...keys: readonly string[]): readonly NewTask[] =>
  keys.map((key) => aTask({ dedupeKey: key, lane: key.slice(0, 1) }));

/** At the second `now`, with a lease of a minute. */
async function claim(store: Store, now: number, limit = 99): Promise<readonly Task[]> {
  return store.claimTasks({ now: at(now), leaseUntil: at(now + 60), limit });
}

async function claimOne(store: Store, now: number): Promise<Task> {
  const [task] = await claim(store, now, 1);
  if (task === undefined) throw new Error('Expected a task');
  return task;
}

export function outboxContract(bench: StoreBench): void {
  addAndClaimContract(bench);
  outcomeContract(bench);
  leaseContract(bench);
}

function addAndClaimContract({ store }: StoreBench): void {
  test.each([
    null,
    0,
    false,
    'ä🎁\u0000\ud800"\\',
    [],
    { text: 'x'.repeat(100_000), nested: [{ a: null }, 1.5, '🎁'] },
  ])('claimTasks() gives back what addTasks() kept (case %#)', async (payload) => {
    const task = aTask({ target: 'forward', dedupeKey: 'ключ:1', lane: '🛣', payload });
    await store().addTasks([task], at(0));
    const claimed = await claimOne(store(), 0);
    expect(claimed).toEqual({ ...task, id: claimed.id, attempts: 0, createdAt: at(0) });
  });

  test('addTasks() keeps who ordered tasks, once, however often they are kept', async () => {
    const order: AuditEntry = {
      ...{ ...by(0), action: 'sender.banned', subject: 'M1' },
      ...{ before: null, after: { days: 30 } },
    };
    await store().addTasks([aTask()], at(0), order);
    await store().addTasks([aTask()], at(1), order);
    expect((await store().listAudit({ limit: 9 })).items).toMatchObject([order]);
  });

  test('addTasks() keeps a key once, for ever', async () => {
    await store().addTasks([aTask({ lane: 'a' }), aTask({ lane: 'b' })], at(0));
    await store().addTasks([aTask({ lane: 'c' })], at(0));
    const task = await claimOne(store(), 0);
    expect(task.lane).toBe('a');
    await store().finishTask(task.id, at(1));
    await store().addTasks([aTask()], at(2));
    expect(await store().countTasks()).toEqual({ pending: 0, dead: 0 });
  });

  test('measureOutbox() has a row for each target, with what waits, was tried and was given up', async () => {
    const forward = (key: string) => aTask({ target: 'forward', dedupeKey: key, lane: key });
    await store().addTasks([forward('a'), forward('b')], at(5));
    await store().addTasks([forward('c'), forward('d')], at(3));
    const tasks = await claim(store(), 6);
    const idOf = (key: string): number => tasks.find(({ dedupeKey }) => dedupeKey === key)?.id ?? 0;
    await store().buryTask(idOf('b'), { at: at(6), reason: 'no' });
    await store().finishTask(idOf('c'), at(6));
    await store().postponeTask(idOf('d'), { availableAt: at(9), reason: 'busy', hasFailed: true });
    const measures = await store().measureOutbox();
    const nothing = { pending: 0, dead: 0, retried: 0, oldestPending: null };
    expect(measures.map(({ target }) => target)).toEqual(TARGETS);
    expect(measures.find(({ target }) => target === 'forward')).toEqual({
      ...{ target: 'forward', pending: 2, dead: 1, retried: 1, oldestPending: at(3) },
    });
    expect(measures).toContainEqual({ target: 'telegram', ...nothing });
  });

  test('findDueTasks() tells since when the first task of each target could have been taken', async () => {
    expect(await store().findDueTasks(at(9))).toEqual([]);
    const post = (key: string) => aTask({ target: 'telegram', dedupeKey: key, lane: 'a' });
    const forward = (key: string) => aTask({ target: 'forward', dedupeKey: key, lane: key });
    await store().addTasks([post('a1'), post('a2'), forward('b')], at(1));
    const claimed = await claim(store(), 2);
    // Of the first lane one is in hand, and the other one waits for it.
    expect(await store().findDueTasks(at(3))).toEqual([]);
    const change = { availableAt: at(20), reason: 'busy', hasFailed: true };
    for (const { id } of claimed) await store().postponeTask(id, change);
    expect(await store().findDueTasks(at(19))).toEqual([]);
    await store().addTasks([forward('c')], at(18));
    expect(await store().findDueTasks(at(19))).toEqual([{ target: 'forward', dueSince: at(18) }]);
    expect(await store().findDueTasks(at(21))).toEqual([
      { target: 'telegram', dueSince: at(20) },
      { target: 'forward', dueSince: at(20) },
    ]);
  });

  test('addTasks() takes no tasks', async () => {
    await store().addTasks([], at(0));
    expect(await claim(store(), 0)).toEqual([]);
  });

  test('saveArrival() keeps tasks that are due at once, even when the clock of the channel runs ahead', async () => {
    const message = aStoredMessage({ receivedAt: at(7200) });
    await store().saveArrival(anArrival(message, { tasks: tasksNamed('a1', 'a2', 'b1') }));
    expect(keysOf(await claim(store(), 0))).toEqual(['a1', 'b1']);
  });

  test('claimTasks() takes the oldest of each lane, oldest first, and no more than asked for', async () => {
    await store().addTasks(tasksNamed('b1', 'a1', 'b2', 'a2', 'c1'), at(0));
    expect(keysOf(await claim(store(), 0, 2))).toEqual(['b1', 'a1']);
    expect(keysOf(await claim(store(), 0, 2))).toEqual(['c1']);
    expect(await claim(store(), 0, 2)).toEqual([]);
  });

  test.each([0, -1, 1.5, NaN])('claimTasks() throws a RangeError for %p tasks', async (limit) => {
    await expect(claim(store(), 0, limit)).rejects.toThrow(RangeError);
  });

  test('claimTasks() takes the next of a lane when the one before is finished', async () => {
    await store().addTasks(tasksNamed('a1', 'a2', 'a3'), at(0));
    for (const key of ['a1', 'a2', 'a3']) {
      const task = await claimOne(store(), 0);
      expect(task.dedupeKey).toBe(key);
      await store().finishTask(task.id, at(1));
    }
    expect(await claim(store(), 0)).toEqual([]);
  });
}

function outcomeContract({ store }: StoreBench): void {
  test('postponeTask() holds its lane back until the task is due again', async () => {
    await store().addTasks(tasksNamed('a1', 'a2', 'b1'), at(0));
    const [task] = await claim(store(), 0);
    await store().postponeTask(task?.id ?? 0, {
      availableAt: at(30),
      reason: '429\u0000\ud800 🎁',
      hasFailed: true,
    });
    expect(await claim(store(), 29)).toEqual([]);
    expect(await claim(store(), 30)).toEqual([{ ...task, attempts: 1 }]);
    expect(await store().countTasks()).toEqual({ pending: 3, dead: 0 });
  });

  test('postponeTask() counts the attempts', async () => {
    await store().addTasks([aTask()], at(0));
    for (let attempts = 0; attempts < 3; attempts++) {
      const task = await claimOne(store(), attempts);
      expect(task.attempts).toBe(attempts);
      await store().postponeTask(task.id, { availableAt: at(attempts), reason: 'again', hasFailed: true });
    }
  });

  test('buryTask() parks the task and lets its lane go on', async () => {
    await store().addTasks(tasksNamed('a1', 'a2'), at(0));
    const task = await claimOne(store(), 0);
    await store().buryTask(task.id, { at: at(1), reason: 'no such chat\u0000' });
    expect(await store().countTasks()).toEqual({ pending: 1, dead: 1 });
    expect(keysOf(await claim(store(), 0))).toEqual(['a2']);
  });

  test('a task that is done stays done, whoever comes late with it', async () => {
    await store().addTasks([aTask()], at(0));
    const { id } = await claimOne(store(), 0);
    await store().finishTask(id, at(1));
    await store().finishTask(id, at(2));
    await store().postponeTask(id, { availableAt: at(0), reason: 'late', hasFailed: true });
    await store().buryTask(id, { at: at(2), reason: 'late' });
    expect(await store().countTasks()).toEqual({ pending: 0, dead: 0 });
    expect(await claim(store(), 9)).toEqual([]);
  });

  test('postponeTask() does not count what was only told to wait', async () => {
    await store().addTasks([aTask()], at(0));
    for (const hasFailed of [false, true, false]) {
      const [task] = await store().claimTasks({ now: at(0), leaseUntil: at(60), limit: 1 });
      await store().postponeTask(task?.id ?? 0, { availableAt: at(0), reason: '', hasFailed });
    }
    const [task] = await store().claimTasks({ now: at(0), leaseUntil: at(60), limit: 1 });
    expect(task?.attempts).toBe(1);
  });

  test('finishTask(), postponeTask() and buryTask() let an unknown task be', async () => {
    await store().addTasks([aTask()], at(0));
    await store().finishTask(999, at(1));
    await store().postponeTask(999, { availableAt: at(1), reason: '', hasFailed: true });
    await store().buryTask(999, { at: at(1), reason: '' });
    expect(await store().countTasks()).toEqual({ pending: 1, dead: 0 });
  });
}

function leaseContract({ store, another }: StoreBench): void {
  test('claimTasks() gives a task again when its lease has run out, with its attempts as they were', async () => {
    await store().addTasks(tasksNamed('a1', 'a2'), at(0));
    const task = await claimOne(store(), 0);
    const other = await another();
    expect(await claim(other, 59)).toEqual([]);
    expect(await claim(other, 60)).toEqual([task]);
    expect(await claim(store(), 61)).toEqual([]);
  });

  test('claimTasks() leaves a lane alone while any task of it is leased', async () => {
    await store().addTasks(tasksNamed('a1', 'a2', 'a3'), at(0));
    const first = await claimOne(store(), 0);
    await store().finishTask(first.id, at(1));
    const second = await claimOne(store(), 1);
    await store().postponeTask(second.id, { availableAt: at(5), reason: 'again', hasFailed: true });
    expect(await claim(store(), 4)).toEqual([]);
    expect(keysOf(await claim(store(), 5))).toEqual(['a2']);
    expect(await claim(store(), 6)).toEqual([]);
  });

  test('listLately() gives what was done since a time, and what may have been', async () => {
    for (const lane of ['early', 'late', 'leased', 'waiting'])
      await store().addTasks([aTask({ dedupeKey: lane, lane })], at(0));
    const [early, late] = await store().claimTasks({ now: at(0), leaseUntil: at(60), limit: 3 });
    await store().finishTask(early?.id ?? 0, at(1));
    await store().finishTask(late?.id ?? 0, at(10));
    await store().addTasks([aTask({ dedupeKey: 'forward', lane: 'forward', target: 'forward' })], at(0));
    const lately = await store().listLately('telegram', at(5));
    expect([...lately].sort((a, b) => a.lane.localeCompare(b.lane))).toEqual([
      { lane: 'late', finishedAt: at(10) },
      { lane: 'leased', finishedAt: null },
    ]);
  });
}

export function outboxConcurrencyContract({ store, another }: StoreBench): void {
  test('claimTasks() gives many claimers each task once, one at a time of a lane, in order', async () => {
    const lanes = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const names = [1, 2, 3, 4, 5].flatMap((number) => lanes.map((lane) => `${lane}${number}`));
    await store().addTasks(tasksNamed(...names), at(0));
    const stores = [store(), await another(), await another(), await another()];
    const busyLanes = new Set<string>();
    const finished: string[] = [];

    const carryOut = async (one: Store, task: Task): Promise<void> => {
      expect(busyLanes).not.toContain(task.lane);
      busyLanes.add(task.lane);
      await nextTurn();
      finished.push(task.dedupeKey);
      busyLanes.delete(task.lane);
      await one.finishTask(task.id, at(1));
    };
    const work = async (one: Store): Promise<void> => {
      while (finished.length < names.length) {
        const tasks = await claim(one, 0, 3);
        await Promise.all(tasks.map((task) => carryOut(one, task)));
        await nextTurn();
      }
    };
    await Promise.all([...stores, ...stores, ...stores].map(work));

    expect(finished.toSorted()).toEqual(names.toSorted());
    for (const lane of lanes)
      expect(finished.filter((name) => name.startsWith(lane))).toEqual(
        [1, 2, 3, 4, 5].map((n) => `${lane}${n}`),
      );
    expect(await store().countTasks()).toEqual({ pending: 0, dead: 0 });
  });
}
