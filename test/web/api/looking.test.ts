import request from 'supertest';
import type { Scorer } from '../../../src/domain/scorer.js';
import { aMessage, aPolicy } from '../../support/builders.js';
import { NOW, wordScorer } from '../../support/gate.js';
import { aModel, aTask, at } from '../../support/store-builders.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp, TOKEN } from '../test-app.js';

let testStore: TestStore;
let web: TestApp;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
});
afterEach(() => testStore.cleanUp());

const get = (path: string) => request(web.app).get(path).auth(TOKEN, { type: 'bearer' });
const post = (path: string, body: object) =>
  request(web.app).post(path).auth(TOKEN, { type: 'bearer' }).send(body);
const addModels = async () => {
  for (const id of [wordScorer.model, 'gone@1.0.0']) await testStore.store.addModel(aModel(id));
};

describe('POST /v1/classify', () => {
  test('scores by any model of the gate, and explains', async () => {
    await addModels();
    const answer = await post('/v1/classify', {
      texts: ['Free casino'],
      model: wordScorer.model,
      explain: true,
    });
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        model: wordScorer.model,
        results: [
          { label: 'spam', explanation: { parts: [{ text: 'Free' }, { text: 'casino' }], isExact: false } },
        ],
      },
    ]);
  });

  test.each([
    ['unknown@1.0.0', 404],
    ['gone@1.0.0', 410],
  ])('answers for the model %s with %i', async (model, status) => {
    await addModels();
    expect((await post('/v1/classify', { texts: ['a'], model })).status).toBe(status);
  });

  test('explains a hundred texts at most', async () => {
    const texts = Array.from({ length: 101 }, () => 'a');
    expect((await post('/v1/classify', { texts, explain: true })).status).toBe(400);
  });

  test('begins again when the model is swapped, and lets others have their turn', async () => {
    let turns = 0;
    const named = (model: string): Scorer => ({ model, score: (texts) => new Float32Array(texts.length) });
    const [old, swapped] = [named('old@1.0.0'), named('new@1.0.0')];
    let others = 0;
    const currentScorer = (): Scorer => {
      turns += 1;
      if (turns === 1) setImmediate(() => (others += 1));
      return turns < 6 ? old : swapped;
    };
    web = createTestApp(testStore.store, { currentScorer, defaultPolicy: () => aPolicy() });
    const answer = await post('/v1/classify', { texts: Array.from({ length: 9 }, () => 'x'.repeat(20_000)) });
    expect(answer.body).toMatchObject({ model: 'new@1.0.0', results: { length: 9 } });
    expect(others).toBe(1);
  });
});

describe('POST /v1/compare', () => {
  test('has one item for each model, with bands by the thresholds of a channel', async () => {
    await addModels();
    const texts = ['Free casino', 'faint praise', 'Lunch?'];
    const answer = await post('/v1/compare', { texts, models: [wordScorer.model], channel: 'sms' });
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        items: [
          {
            model: wordScorer.model,
            thresholds: { spam: 0.8, review: 0.5 },
            results: [
              {
                verdict: { band: 'spam', action: 'quarantine' },
                explanation: { parts: [{ text: 'Free' }, { text: 'casino' }] },
              },
              { verdict: { band: 'unsure' } },
              { verdict: { band: 'ham' } },
            ],
          },
        ],
      },
    ]);
  });

  test.each([
    ['21 texts', { texts: Array.from({ length: 21 }, () => 'a'), models: ['m'] }, 400],
    ['5 models', { texts: ['a'], models: ['a', 'b', 'c', 'd', 'e'] }, 400],
    ['an unknown model', { texts: ['a'], models: ['unknown@1.0.0'] }, 404],
  ])('refuses %s', async (_name, body, status) => {
    expect((await post('/v1/compare', body)).status).toBe(status);
  });
});

describe('GET /v1/overview', () => {
  test('counts what came in the hours asked for', async () => {
    for (const text of ['Free casino', 'Lunch?'])
      await web.gate.filter(aMessage({ text, messageId: text, channel: 'sms' }));
    const answer = await get('/v1/overview?from=2026-01-02T00:00:00Z&to=2026-01-03');
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        model: { current: wordScorer.model, shadow: null },
        channels: [{ name: 'telegram', isOn: false }],
        traffic: [{ hour: '2026-01-02T03:00:00.000Z', channel: 'sms', messages: 2, spam: 1, acted: 1 }],
      },
    ]);
    expect((await get('/v1/overview?to=2026-01-02T00:00:00Z')).body).toMatchObject({ traffic: [] });
    expect((await get('/v1/overview')).body).toMatchObject({ to: NOW.toISOString() });
  });

  test.each(['from=2026-01-02&to=2026-01-01', 'from=2025-01-01&to=2026-01-01', 'from=x'])(
    'refuses ?%s',
    async (query) => {
      expect((await get(`/v1/overview?${query}`)).status).toBe(400);
    },
  );
});

describe('/v1/outbox', () => {
  test('lists tasks without what they carry, and has the dead ones done again', async () => {
    let announced = 0;
    web = createTestApp(testStore.store, { onTasks: () => (announced += 1) });
    const payload = { text: 'somebody’s text' };
    await testStore.store.addTasks([aTask({ target: 'forward', payload })], NOW.toISOString());
    const [task] = await testStore.store.claimTasks({ now: at(9), leaseUntil: at(9), limit: 1 });
    await testStore.store.buryTask(task?.id ?? 0, { at: at(10), reason: 'it is gone' });
    const dead = await get('/v1/outbox?status=dead&target=forward');
    expect(dead.body).toMatchObject({
      items: [{ id: task?.id, status: 'dead', reason: 'it is gone' }],
      next: null,
    });
    expect(dead.text).not.toContain('somebody');
    expect((await get('/v1/outbox?status=dead&target=telegram')).body).toMatchObject({ items: [] });
    expect((await post('/v1/outbox/retry', { ids: [99] })).body).toEqual({ revived: 0 });
    expect(announced).toBe(0);
    expect((await post('/v1/outbox/retry', { ids: [task?.id] })).body).toEqual({ revived: 1 });
    expect([announced, (await get('/v1/outbox')).body]).toMatchObject([
      1,
      { items: [{ status: 'pending' }] },
    ]);
  });

  test.each([[{}], [{ ids: [], target: 'forward' }], [{ ids: ['1'] }], [{ target: 'fax' }]])(
    'refuses %j',
    async (body) => {
      expect((await post('/v1/outbox/retry', body)).status).toBe(400);
    },
  );
});

describe('GET /v1/conversations/:channel/:id/curve', () => {
  test('has what each threshold would have done there', async () => {
    const { message } = await web.gate.filter(aMessage({ text: 'Free casino' }));
    await web.gate.filter(aMessage({ text: 'Lunch?', messageId: '18' }));
    await post(`/v1/quarantine/${message.id}/confirm`, {});
    const answer = await get('/v1/conversations/telegram/-1001/curve');
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        now: { threshold: 0.8, spam: 1, caught: 1, wronglyCalled: 0 },
        points: { length: 101, 0: { spam: 2 }, 97: { spam: 1, caught: 1 }, 98: { spam: 0, caught: 0 } },
        triedOn: 2,
        decided: { spam: 1, ham: 0 },
      },
    ]);
  });
});

test('GET /v1/corrections is narrowed down by who said what of which', async () => {
  const { message } = await web.gate.filter(aMessage({ text: 'Free casino' }));
  await post('/v1/corrections', { messageId: message.id, label: 'ham' });
  await post('/v1/corrections', { text: 'Lunch?', label: 'spam' });
  const idsOf = async (query: string) =>
    ((await get(`/v1/corrections?${query}`)).body as { items: { text: string }[] }).items.map(
      ({ text }) => text,
    );
  expect(await idsOf(`messageId=${message.id}`)).toEqual(['Free casino']);
  expect(await idsOf('label=spam&author=admin&source=api&role=admin&state=standing')).toEqual(['Lunch?']);
  expect(await idsOf('state=withdrawn')).toEqual([]);
});
