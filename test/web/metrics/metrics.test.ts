import type { IncomingMessage, ServerResponse } from 'node:http';
import { createMetrics, type Metrics } from '../../../src/web/metrics/metrics.js';
import type { OutboxMeasure } from '../../../src/domain/outbox.js';
import request from 'supertest';
import { createTestApp, TOKEN } from '../test-app.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { parseMetrics } from './parse-metrics.js';

const NOW = new Date('2026-01-02T03:04:05.000Z');
const EMPTY: OutboxMeasure = { target: 'digest', pending: 0, dead: 0, retried: 0, oldestPending: null };

function create(measureOutbox: () => Promise<readonly OutboxMeasure[]> = async () => []): Metrics {
  return createMetrics({
    store: { measureOutbox },
    currentModel: () => 'words@1.0.0',
    clock: { now: () => NOW },
    measuresProcess: false,
  });
}

const scrape = async (metrics: Metrics) => parseMetrics(await metrics.read());

describe('createMetrics()', () => {
  test('counts exactly what it is told', async () => {
    const metrics = create();
    const { observer } = metrics;
    const judged = { channel: 'sms', action: 'accept', score: 0.02, hasFault: false } as const;
    observer.onJudged(judged);
    observer.onJudged({ ...judged, action: 'quarantine', score: 0.97 });
    observer.onJudged({ ...judged, channel: 'telegram', action: 'observe', score: null, hasFault: true });
    observer.onRepeat('sms');
    observer.onScored(0.2);
    observer.onScored(2);
    observer.onCommitted(3);
    observer.onAnswered({ channel: 'telegram', ms: 30 });
    observer.onCorrected({ label: 'ham', source: 'telegram', role: 'admin' });
    observer.onTried('forward', 'retry');
    observer.onTried('forward', 'done');
    observer.onTried('forward', 'done');
    const { valueOf } = await scrape(metrics);
    expect({
      accepted: valueOf('hamgate_messages_total', { channel: 'sms', action: 'accept' }),
      withheld: valueOf('hamgate_messages_total', { channel: 'sms', action: 'quarantine' }),
      observed: valueOf('hamgate_messages_total', { channel: 'telegram', action: 'observe' }),
      never: valueOf('hamgate_messages_total', { channel: 'api', action: 'ban' }),
      repeats: valueOf('hamgate_repeats_total', { channel: 'sms' }),
      faults: valueOf('hamgate_scoring_faults_total', { channel: 'telegram' }),
      low: valueOf('hamgate_score_bucket', { channel: 'sms', le: '0.05' }),
      all: valueOf('hamgate_score_bucket', { channel: 'sms', le: '+Inf' }),
      fast: valueOf('hamgate_scoring_seconds_bucket', { le: '0.00025' }),
      scored: valueOf('hamgate_scoring_seconds_count', {}),
      committed: valueOf('hamgate_committing_seconds_sum', {}),
      answered: valueOf('hamgate_answering_seconds_bucket', { channel: 'telegram', le: '0.05' }),
      corrected: valueOf('hamgate_corrections_total', { label: 'ham', source: 'telegram', role: 'admin' }),
      retried: valueOf('hamgate_tasks_total', { target: 'forward', outcome: 'retry' }),
      done: valueOf('hamgate_tasks_total', { target: 'forward', outcome: 'done' }),
      model: valueOf('hamgate_model_info', { model: 'words@1.0.0' }),
    }).toEqual({
      ...{ accepted: 1, withheld: 1, observed: 1, never: 0, repeats: 1, faults: 1, low: 1, all: 2 },
      ...{ fast: 1, scored: 2, committed: 0.003, answered: 1, corrected: 1, retried: 1, done: 2, model: 1 },
    });
  });

  test('has the outbox by target, with the age of the oldest task', async () => {
    const oldestPending = '2026-01-02T03:03:05.000Z';
    const { valueOf } = await scrape(
      create(async () => [
        { target: 'forward', pending: 7, dead: 2, retried: 3, oldestPending },
        { ...EMPTY, target: 'telegram' },
      ]),
    );
    const of = (target: string) =>
      ['pending', 'dead', 'retried', 'oldest_seconds'].map((what) =>
        valueOf(`hamgate_outbox_${what}`, { target }),
      );
    expect([of('forward'), of('telegram'), of('digest')]).toEqual([
      [7, 2, 3, 60],
      [0, 0, 0, 0],
      [undefined, undefined, undefined, undefined],
    ]);
    expect(valueOf('hamgate_store_up', {})).toBe(1);
  });

  test('a store that is down is a number, and old numbers are not told', async () => {
    let isDown = false;
    const clock = { ms: 0 };
    const measureOutbox = async () => {
      if (isDown) throw new Error('gone');
      return [{ ...EMPTY, pending: 1 }];
    };
    const metrics = createMetrics({
      store: { measureOutbox },
      currentModel: () => 'words@1.0.0',
      clock: { now: () => new Date(NOW.getTime() + clock.ms) },
      measuresProcess: false,
    });
    expect((await scrape(metrics)).valueOf('hamgate_outbox_pending', { target: 'digest' })).toBe(1);
    isDown = true;
    clock.ms = 1_000;
    const { valueOf } = await scrape(metrics);
    expect([
      valueOf('hamgate_store_up', {}),
      valueOf('hamgate_outbox_pending', { target: 'digest' }),
    ]).toEqual([0, undefined]);
  });

  test('however often it is read, the store is asked once a second', async () => {
    let asked = 0;
    const metrics = create(async () => {
      asked += 1;
      return [];
    });
    for (let i = 0; i < 20; i++) await metrics.read();
    expect(asked).toBe(1);
  });

  test('no label can be filled by a stranger', async () => {
    const { labels } = await scrape(create());
    expect([...labels].sort()).toEqual(
      ['action', 'channel', 'label', 'le', 'model', 'outcome', 'role', 'source', 'target'].sort(),
    );
  });

  test('has the process and its event loop where it is asked to', async () => {
    const metrics = createMetrics({
      store: { measureOutbox: async () => [] },
      currentModel: () => 'words@1.0.0',
      clock: { now: () => NOW },
      measuresProcess: true,
    });
    const { names } = await scrape(metrics);
    expect([...names]).toEqual(
      expect.arrayContaining(['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes']),
    );
  });
});

describe('GET /metrics', () => {
  let testStore: TestStore;
  beforeEach(async () => {
    testStore = await openTestStore();
  });
  afterEach(() => testStore.cleanUp());

  test('is text for whoever asks on this machine', async () => {
    const answer = await request(createTestApp(testStore.store).app).get('/metrics');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/plain; (?=.*version=0\.0\.4)(?=.*charset=utf-8)/);
    expect(parseMetrics(answer.text).names).toContain('hamgate_messages_total');
  });

  test.each(['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'Via', 'X-Forwarded-Proto', 'CF-Connecting-IP'])(
    'needs a token when %s says that a proxy asks for somebody',
    async (header) => {
      const { app } = createTestApp(testStore.store);
      const ask = () => request(app).get('/metrics').set(header, '127.0.0.1');
      expect((await ask()).status).toBe(401);
      expect((await ask().auth('wrong', { type: 'bearer' })).status).toBe(401);
      expect((await ask().auth(TOKEN, { type: 'bearer' })).status).toBe(200);
    },
  );

  test.each([
    ['127.0.0.1', 200],
    ['127.8.9.1', 200],
    ['::1', 200],
    ['::ffff:127.0.0.1', 200],
    ['10.0.0.1', 401],
    ['::ffff:10.0.0.1', 401],
    ['192.168.127.0', 401],
    ['::2', 401],
    ['fe80::127.0.0.1', 401],
    [undefined, 401],
  ])('from %s answers %i', async (remoteAddress, status) => {
    const { app } = createTestApp(testStore.store);
    const answer = await request((incoming: IncomingMessage, response: ServerResponse) => {
      Object.defineProperty(incoming.socket, 'remoteAddress', { value: remoteAddress });
      app(incoming, response);
    }).get('/metrics');
    expect(answer.status).toBe(status);
  });
});
