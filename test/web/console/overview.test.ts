import type { Check } from '../../../src/domain/check.js';
import type { TrafficRow } from '../../../src/domain/traffic.js';
import { secretHash } from '../../../src/web/access/secrets.js';
import { countTicks, linearScale } from '../../../src/web/console/charts/scale.js';
import { barsOf, scoresOf, stretchOf } from '../../../src/web/console/overview/traffic-bars.js';
import { createMetrics } from '../../../src/web/metrics/metrics.js';
import { anArrival, aStoredMessage, aVerdict } from '../../support/builders.js';
import { NOW } from '../../support/gate.js';
import { aTask, at, by } from '../../support/store-builders.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp } from '../test-app.js';
import { visit } from './browser.js';

let testStore: TestStore;
beforeEach(async () => {
  testStore = await openTestStore();
});
afterEach(() => testStore.cleanUp());

const page = async (path = '/', parts: Parameters<typeof createTestApp>[1] = {}): Promise<string> =>
  (await (await visit(createTestApp(testStore.store, parts).app)).get(path)).text;

const SPAM = aVerdict({ score: 0.97, band: 'spam', action: 'quarantine' });

async function keepMessages(): Promise<void> {
  const { store } = testStore;
  const keep = (id: string, parts: Parameters<typeof aStoredMessage>[0]) =>
    store.saveArrival(anArrival(aStoredMessage({ id, messageId: id, receivedAt: at(-60), ...parts })));
  await keep('M1', {});
  await keep('M2', { verdict: SPAM, status: 'quarantined', isWithheld: true });
  await keep('M3', { verdict: aVerdict({ score: 0.6, band: 'unsure' }) });
  await keep('M4', { receivedAt: at(-3 * 86_400) });
}

describe('GET /', () => {
  test('says on an empty gate what to do next', async () => {
    const text = await page();
    expect(text).toContain('Nothing has come in yet. What to do next');
    expect(text).toContain('TELEGRAM_BOT_TOKEN');
    expect(text).not.toContain('id="traffic-title"');
    const channelStates = [{ name: 'telegram', isOn: true, text: 'polling' }];
    expect(await page('/', { channelStates })).toContain('Add the bot to a Telegram group');
  });

  test('shows what came, how it scored, and what waits', async () => {
    await keepMessages();
    const text = await page();
    expect(text).not.toContain('What to do next');
    expect(text).toContain('3 messages: 1 spam, 1 unsure, 1 ham.');
    expect(text).toMatch(/Withheld, wait for a decision<\/dt><dd><a href="\/quarantine">1</);
    expect(text).toMatch(/Unsure, let through<\/dt><dd><a href="\/quarantine\?kind=unsure">1</);
    expect(text).toMatch(/0\.95 to 1\.00<\/th><td class="number">1</);
    expect(text.match(/<rect class="bar spam" x/g)).toHaveLength(1);
  });

  test.each([
    ['week', 'the last 7 days', '4 messages: 1 spam, 1 unsure, 2 ham.'],
    ['month', 'the last 30 days', '4 messages'],
    ['century', 'the last 24 hours', '3 messages'],
  ])('looks back for a %s', async (range, title, count) => {
    await keepMessages();
    const text = await page(`/?range=${range}`);
    expect(text).toContain(`Messages in ${title}`);
    expect(text).toContain(count);
  });

  test.each([
    ['day', 'hour'],
    ['week', 'hour'],
    ['month', 'day'],
  ])('reads no more rows than the bars of a %s need', async (range, by) => {
    const asked: unknown[] = [];
    const readTraffic: TestStore['store']['readTraffic'] = async (query) => {
      asked.push(query.by);
      return [];
    };
    await page(`/?range=${range}`, { store: { ...testStore.store, readTraffic } });
    expect(asked.at(-1)).toBe(by);
  });

  test('says what is still to be done, and what was given up', async () => {
    const { store } = testStore;
    await store.addTasks([aTask({ dedupeKey: 'a' }), aTask({ dedupeKey: 'b', lane: 'other' })], at(0));
    const [first] = await store.claimTasks({ now: at(1), leaseUntil: at(9), limit: 1 });
    await store.buryTask(first?.id ?? 0, { at: at(2), reason: 'no' });
    const text = await page();
    expect(text).toMatch(/Still to be done outside: 1, the oldest since <time dateTime="2026/i);
    expect(text).toMatch(/given up: <a href="\/delivery">1,/);
  });

  test('says how long messages take', async () => {
    await keepMessages();
    const clock = { now: () => NOW };
    const parts = {
      store: testStore.store,
      currentModel: () => 'words@1.0.0',
      clock,
      measuresProcess: false,
    };
    const metrics = createMetrics(parts);
    const { observer } = metrics;
    for (let n = 0; n < 9; n += 1) observer.onScored(0.08);
    observer.onScored(4);
    observer.onAnswered({ channel: 'sms', ms: 2 });
    observer.onAnswered({ channel: 'api', ms: 60_000 });
    const text = await page('/', { metrics });
    const cells = (...values: readonly string[]) =>
      values.map((value) => `<td class="number">${value}</td>`).join('');
    expect(text).toContain(`Scoring a message</th>${cells('0.1 ms', '5 ms', '10')}`);
    expect(text).toContain(`Keeping it</th>${cells('–', '–', '0')}`);
    expect(text).toContain(`until the answer</th>${cells('2.5 ms', 'longer', '2')}`);
  });

  test('says what is on, and what is off and why', async () => {
    const channelStates = [
      { name: 'telegram', isOn: false, text: 'TELEGRAM_BOT_TOKEN is not set' },
      { name: 'sms', isOn: true, text: '/webhooks/sms/json' },
    ];
    const text = await page('/', { channelStates });
    expect(text).toMatch(/telegram<\/th><td><span class="badge off">off<\/span><\/td><td>TELEGRAM_BOT/);
    expect(text).toMatch(/sms<\/th><td><span class="badge ham">on/);
  });
});

describe('GET /doctor', () => {
  const checks: readonly Check[] = [
    { level: 'ok', what: 'store', text: 'can be opened' },
    { level: 'warn', what: 'outbox', text: '<b>3</b> given up' },
    { level: 'fail', what: 'telegram', text: 'the token is wrong' },
  ];

  test('has what is wrong first, as a part and as a page', async () => {
    const web = createTestApp(testStore.store, { examine: async () => checks });
    await testStore.store.addToken(
      { name: 'vi', role: 'viewer', hash: secretHash('token-of-a-viewer') },
      by(0),
    );
    const viewer = await visit(web.app, 'token-of-a-viewer');
    const { text } = await viewer.getPart('/doctor');
    expect(text).not.toContain('<html');
    expect(text).toMatch(/the token is wrong[\s\S]*&lt;b>3[\s\S]*1 thing is fine[\s\S]*can be opened/);
    expect((await viewer.get('/doctor')).text).toContain('<!doctype html>');
    expect((await viewer.get('/')).text).toContain('hx-get="/doctor"');
  });

  test('does not keep the page waiting, and says when it cannot look', async () => {
    const examine = async (): Promise<readonly Check[]> => {
      throw new Error('The store is gone');
    };
    expect(await page('/', { examine })).toContain('<h2>Channels</h2>');
    const text = await page('/doctor', { examine });
    expect(text).toContain('could not look at everything');
    expect(text).not.toContain('The store is gone');
  });

  test('is for people who are logged in', async () => {
    const web = createTestApp(testStore.store, { examine: async () => checks });
    const visitor = await visit(web.app);
    await visitor.post('/logout');
    expect((await visitor.get('/doctor')).status).toBe(303);
  });
});

const row = (hour: string, parts: Partial<TrafficRow> = {}): TrafficRow => ({
  hour,
  channel: 'sms',
  band: 'ham',
  action: 'accept',
  scoreBin: 0,
  messages: 1,
  ...parts,
});

test.each([
  ['day', '2026-01-01T04:00:00.000Z', '2026-01-02T04:00:00.000Z'],
  ['week', '2025-12-26T06:00:00.000Z', '2026-01-02T06:00:00.000Z'],
  ['month', '2025-12-04T00:00:00.000Z', '2026-01-03T00:00:00.000Z'],
] as const)('stretchOf(%s) ends with the bar that is not over yet', (range, from, to) => {
  expect(stretchOf(range, new Date('2026-01-02T03:04:05.000Z'))).toEqual({ from, to });
});

test('barsOf() has a bar for each stretch, with what belongs into it', () => {
  const stretch = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' };
  const rows = [
    row('2026-01-01T00:00:00.000Z', { messages: 2 }),
    row('2026-01-01T05:00:00.000Z', { band: 'spam' }),
    row('2026-01-01T06:00:00.000Z', { band: 'unsure', messages: 4 }),
    row('2026-01-03T06:00:00.000Z', { messages: 100 }),
  ];
  expect(barsOf(rows, 'week', stretch)).toEqual([
    { from: '2026-01-01T00:00:00.000Z', ham: 2, unsure: 0, spam: 1 },
    { from: '2026-01-01T06:00:00.000Z', ham: 0, unsure: 4, spam: 0 },
    { from: '2026-01-01T12:00:00.000Z', ham: 0, unsure: 0, spam: 0 },
    { from: '2026-01-01T18:00:00.000Z', ham: 0, unsure: 0, spam: 0 },
  ]);
});

test('scoresOf() adds up the bins, without what has no score', () => {
  const hour = '2026-01-01T00:00:00.000Z';
  const counts = scoresOf([
    row(hour),
    row(hour, { messages: 2 }),
    row(hour, { scoreBin: 19 }),
    row(hour, { scoreBin: null }),
  ]);
  expect([counts.length, counts[0], counts[1], counts[19]]).toEqual([20, 3, 0, 1]);
});

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [4, [0, 1, 2, 3, 4]],
  [5, [0, 2, 4, 6]],
  [123, [0, 50, 100, 150]],
  [1_000_000, [0, 500_000, 1_000_000]],
])('countTicks(%d) are round and reach it', (most, ticks) => {
  expect(countTicks(most)).toEqual(ticks);
});

test('linearScale() keeps proportions, also upside down and without a width', () => {
  expect([0, 5, 10].map(linearScale([0, 10], [100, 0]))).toEqual([100, 50, 0]);
  expect(linearScale([3, 3], [10, 20])(3)).toBe(10);
});
