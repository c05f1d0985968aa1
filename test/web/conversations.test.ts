import request from 'supertest';
import { aMessage } from '../support/builders.js';
import { openTestStore, type TestStore } from '../support/test-store.js';
import { createTestApp, type TestApp, TOKEN } from './test-app.js';

let testStore: TestStore;
let web: TestApp;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
});
afterEach(() => testStore.cleanUp());

const get = (path: string) => request(web.app).get(path).auth(TOKEN, { type: 'bearer' });
const confirm = (id: string) =>
  request(web.app).post(`/v1/quarantine/${id}/confirm`).auth(TOKEN, { type: 'bearer' });

async function setUp() {
  const { message } = await web.gate.filter(
    aMessage({ channel: 'sms', conversation: '+1555', text: 'Free casino' }),
  );
  await web.gate.filter(aMessage({ conversation: '-1001', text: 'Hello' }));
  await confirm(message.id);
}

const SMS = {
  channel: 'sms',
  id: '+1555',
  messages: 1,
  spam: 1,
  unsure: 0,
  decided: { spam: 1, ham: 0 },
  precision: { value: 1, low: expect.closeTo(0.2065, 4) as number, high: 1, count: 1, of: 1 },
  recall: {
    value: 1,
    low: expect.closeTo(0.2065, 4) as number,
    high: 1,
    count: 1,
    of: 1,
    isUpperBound: true,
  },
  threshold: 0.8,
  suggestion: {
    kind: 'missing',
    missing: 'A threshold can be suggested after 19 more decided messages with a score, and one that is ham',
  },
};

describe('GET /v1/conversations', () => {
  test('has each with what people’s decisions say of it', async () => {
    await setUp();
    const answer = await get('/v1/conversations');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      items: [SMS, { channel: 'telegram', id: '-1001', messages: 1, precision: null, recall: null }],
      next: null,
    });
  });

  test('picks a channel, and pages', async () => {
    await setUp();
    expect((await get('/v1/conversations?channel=telegram')).body).toMatchObject({
      items: [{ id: '-1001' }],
    });
    const { next } = (await get('/v1/conversations?limit=1')).body as { next: string };
    expect((await get(`/v1/conversations?limit=1&after=${next}`)).body).toMatchObject({
      items: [{ id: '-1001' }],
      next: null,
    });
  });

  test.each(['after=garbage', 'channel=fax', 'limit=0', 'label=spam'])('refuses ?%s', async (query) => {
    expect((await get(`/v1/conversations?${query}`)).status).toBe(400);
  });

  test('needs the token', async () => {
    expect((await request(web.app).get('/v1/conversations')).status).toBe(401);
  });
});

describe('GET /v1/conversations/:channel/:id', () => {
  test('has one', async () => {
    await setUp();
    const answer = await get(`/v1/conversations/sms/${encodeURIComponent('+1555')}`);
    expect([answer.status, answer.body]).toEqual([200, SMS]);
  });

  test('says what a threshold would have done', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 20; i += 1) {
      const text = i < 10 ? `Free casino ${i}` : `Hello ${i}`;
      ids.push((await web.gate.filter(aMessage({ text, messageId: String(i) }))).message.id);
    }
    for (const id of ids.slice(0, 10)) await confirm(id);
    for (const id of ids.slice(10))
      await request(web.app).post(`/v1/quarantine/${id}/release`).auth(TOKEN, { type: 'bearer' });
    const outcome = { spam: 10, unsure: 0, wronglyCalled: 0, caught: 10 };
    expect((await get('/v1/conversations/telegram/-1001')).body).toMatchObject({
      suggestion: {
        kind: 'change',
        now: { threshold: 0.8, ...outcome },
        then: { threshold: 0.97, ...outcome },
        triedOn: 20,
      },
    });
  });

  test.each(['telegram/1', 'fax/1', 'sms/%00'])('does not know %s', async (path) => {
    await setUp();
    expect((await get(`/v1/conversations/${path}`)).status).toBe(404);
  });
});
