import { Webhook } from 'standardwebhooks';
import { createDigestSchedule } from '../../../src/app/schedule-digest.js';
import { createDigestPerformer } from '../../../src/channels/sms/digest.js';
import type { Task } from '../../../src/domain/task.js';
import { anArrival, aStoredMessage } from '../../support/builders.js';
import { NOW } from '../../support/gate.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;

let testStore: TestStore;
beforeEach(async () => {
  testStore = await openTestStore();
});
afterEach(() => testStore.cleanUp());

const claim = () => testStore.store.claimTasks({ now: '2027', leaseUntil: '2027', limit: 9 });

describe('createDigestSchedule()', () => {
  function scheduleAt(iso: string, hour: number) {
    let now = new Date(iso);
    let announced = 0;
    const clock = { now: () => now };
    const onTasks = () => (announced += 1);
    const run = createDigestSchedule({ store: testStore.store, clock, hour, onTasks });
    return { run, announced: () => announced, at: (time: string) => (now = new Date(time)) };
  }

  test('asks for one digest a day, and for the day before', async () => {
    const { run, at, announced } = scheduleAt('2026-03-01T07:59:59.000Z', 8);
    for (const time of ['07:59:59', '08:00:00', '08:01:00', '23:59:59']) {
      at(`2026-03-01T${time}.000Z`);
      await run();
    }
    await scheduleAt('2026-03-01T12:00:00.000Z', 8).run();
    const tasks = await claim();
    expect(tasks).toHaveLength(1);
    await testStore.store.finishTask(tasks[0]?.id ?? 0, '2026');
    expect(tasks[0]).toMatchObject({
      target: 'digest',
      payload: { version: 1, since: '2026-02-26T08:00:00.000Z', until: '2026-02-27T08:00:00.000Z' },
    });
    expect((await testStore.store.countTasks()).pending).toBe(2);
    expect(announced()).toBe(2);
  });
});

describe('createDigestPerformer()', () => {
  const aTask = (payload: Task['payload']): Task => ({
    id: 1,
    target: 'digest',
    dedupeKey: 'd',
    lane: 'digest',
    payload,
    attempts: 0,
    createdAt: NOW.toISOString(),
  });
  const DAY = { version: 1, since: '2026-01-01T08:00:00.000Z', until: '2026-01-02T08:00:00.000Z' };

  function performer(status = 200) {
    const sent: { body: string; headers: Record<string, string> }[] = [];
    const fetched: typeof fetch = async (_url, init) => {
      sent.push({ body: init?.body as string, headers: init?.headers as Record<string, string> });
      return new Response(null, { status });
    };
    const clock = { now: () => new Date() };
    const parts = {
      url: 'https://team.example',
      secret: SECRET,
      store: testStore.store,
      fetch: fetched,
      clock,
    };
    return {
      perform: (payload: Task['payload']) => createDigestPerformer(parts).perform(aTask(payload)),
      sent,
    };
  }

  const keep = (id: string, parts: Parameters<typeof aStoredMessage>[0] = {}) =>
    testStore.store.saveArrival(
      anArrival(
        aStoredMessage({
          id,
          messageId: id,
          channel: 'sms',
          status: 'quarantined',
          isWithheld: true,
          ...parts,
        }),
      ),
    );

  test('lists what waits since yesterday, for people and for programs', async () => {
    await keep('OLD0000001', { receivedAt: '2026-01-01T07:59:59.999Z' });
    await keep('NEW0000001', { receivedAt: DAY.since, text: 'Free\n casino '.repeat(20) });
    await keep('FREE000001', { receivedAt: DAY.since, status: 'released' });
    await keep('CHAT000001', { receivedAt: DAY.since, channel: 'telegram' });
    await keep('LATE000001', { receivedAt: DAY.until });
    const { perform, sent } = performer();
    expect(await perform(DAY)).toEqual({ kind: 'done' });
    const [{ body, headers } = { body: '', headers: {} }] = sent;
    const digest = new Webhook(SECRET).verify(body, headers);
    expect(digest).toMatchObject({
      version: 1,
      type: 'digest.daily',
      count: 1,
      items: [{ id: 'NEW0000001' }],
    });
    expect(digest).toHaveProperty(
      'text',
      expect.stringMatching(/^1 text message held .*\nNEW0000001 {2}42: Free casino.*…$/),
    );
  });

  test('goes through the pages, and lists fifty', async () => {
    for (let i = 0; i < 130; i++) await keep(`N${String(i).padStart(9, '0')}`, { receivedAt: DAY.since });
    const { perform, sent } = performer();
    await perform(DAY);
    const digest = JSON.parse(sent[0]?.body ?? '') as { count: number; items: unknown[]; text: string };
    expect([digest.count, digest.items.length]).toEqual([130, 50]);
    expect(digest.text).toContain('and 80 more');
  });

  test('is silent about a day without spam', async () => {
    const { perform, sent } = performer();
    expect(await perform(DAY)).toEqual({ kind: 'done' });
    expect(sent).toEqual([]);
  });

  test('is tried again when nobody takes it, and parked when it is none', async () => {
    await keep('NEW0000001', { receivedAt: DAY.since });
    expect(await performer(500).perform(DAY)).toMatchObject({ kind: 'retry' });
    expect(await performer().perform({ version: 2 })).toMatchObject({ kind: 'dead' });
  });
});
