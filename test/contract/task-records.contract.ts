import { TARGETS } from '../../src/domain/task.js';
import type { TaskRecord } from '../../src/domain/outbox.js';
import { anArrival, aStoredMessage } from '../support/builders.js';
import { aCorrection, aChange, aTask, at, by } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

/** What people see of the outbox and of the corrections. */
export function taskRecordsContract(bench: StoreBench): void {
  taskContract(bench);
  describe('corrections', () => {
    correctionContract(bench);
  });
}

function taskContract({ store }: StoreBench): void {
  const claim = async (now: number) =>
    (await store().claimTasks({ now: at(now), leaseUntil: at(now + 60), limit: 1 }))[0]?.id ?? 0;
  const list = async (status: TaskRecord['status'], parts: object = {}) =>
    (await store().listTasks({ status, limit: 9, ...parts })).items.map(({ dedupeKey }) => dedupeKey);

  /** `a` is done, `b` is dead, `c` was put off, `d` and `e` wait. */
  const fill = async (): Promise<void> => {
    const tasks = ['a', 'b', 'c'].map((key) => aTask({ dedupeKey: key, payload: { text: 'secret' } }));
    await store().saveArrival(anArrival(aStoredMessage({ receivedAt: at(0) }), { tasks }));
    await store().finishTask(await claim(1), at(2));
    await store().buryTask(await claim(3), { at: at(4), reason: 'refused' });
    await store().postponeTask(await claim(5), { availableAt: at(99), reason: 'busy', hasFailed: true });
    await store().addTasks(
      [aTask({ dedupeKey: 'd', lane: 'd' }), aTask({ dedupeKey: 'e', target: 'forward', lane: 'e' })],
      at(6),
    );
  };

  test('listTasks() has the newest first, by status and target, page after page', async () => {
    await fill();
    expect(await list('pending')).toEqual(['e', 'd', 'c']);
    expect(await list('pending', { target: 'telegram' })).toEqual(['d', 'c']);
    expect(await list('pending', { target: 'digest' })).toEqual([]);
    expect(await list('dead')).toEqual(['b']);
    expect(await list('done')).toEqual(['a']);
    const first = await store().listTasks({ status: 'pending', limit: 2 });
    expect(await list('pending', { after: first.next })).toEqual(['c']);
    await expect(list('pending', { after: 'x' })).rejects.toThrow(RangeError);
  });

  test('listTasks() tells everything of a task but what it carries', async () => {
    await fill();
    const [record] = (await store().listTasks({ status: 'dead', limit: 9 })).items;
    expect(record).toEqual({
      id: record?.id,
      target: 'telegram',
      lane: 'telegram:-1001',
      dedupeKey: 'b',
      status: 'dead',
      attempts: 0,
      createdAt: at(0),
      availableAt: null,
      leasedUntil: null,
      reason: 'refused',
      finishedAt: at(4),
      messageId: 'M0000000001',
    });
    const pending = (await store().listTasks({ status: 'pending', limit: 9 })).items;
    expect(pending.at(-1)).toMatchObject({
      attempts: 1,
      availableAt: at(99),
      reason: 'busy',
      finishedAt: null,
    });
  });

  test('measureOutbox() counts by target, and says since when the oldest waits', async () => {
    const none = { pending: 0, dead: 0, retried: 0, oldestPending: null };
    const rows = TARGETS.map((target) => ({ target, ...none }));
    const [telegram, forward] = rows;
    const measured = async () => new Map((await store().measureOutbox()).map((row) => [row.target, row]));
    expect(await measured()).toEqual(new Map(rows.map((row) => [row.target, row])));
    await fill();
    expect([...(await measured()).values()].slice(0, 2)).toEqual([
      { ...telegram, pending: 2, dead: 1, retried: 1, oldestPending: at(0) },
      { ...forward, pending: 1, oldestPending: at(6) },
    ]);
  });
}

function correctionContract({ store }: StoreBench): void {
  beforeEach(async () => {
    const rows = [
      { id: 'C1', messageId: 'M1', source: 'telegram' },
      { id: 'C2', messageId: 'M1', source: 'console', label: 'spam' },
      { id: 'C3', messageId: 'M2', role: 'appeal', author: 'Cat' },
      { id: 'C4', source: 'telegram' },
    ] as const;
    for (const row of rows) await store().saveCorrection(aChange(aCorrection(row)));
    await store().withdrawCorrection('C4', by(9));
  });

  test.each([
    [{}, 'C4 C3 C2 C1'],
    [{ messageId: 'M1' }, 'C2 C1'],
    [{ messageId: 'M1', oldestFirst: true }, 'C1 C2'],
    [{ source: 'telegram' }, 'C4 C1'],
    [{ state: 'standing' }, 'C3 C2 C1'],
    [{ state: 'withdrawn' }, 'C4'],
    [{ role: 'appeal' }, 'C3'],
    [{ isLabel: true }, 'C2 C1'],
    [{ author: 'Bea', label: 'ham' }, 'C4 C1'],
    [{ messageId: 'M1', label: 'spam', source: 'telegram' }, ''],
  ] as const)('listCorrections() keeps to %j', async (query, found) => {
    const ids: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await store().listCorrections({
        ...query,
        limit: 1,
        ...(after === undefined ? {} : { after }),
      });
      ids.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(ids.join(' ')).toBe(found);
  });
}
