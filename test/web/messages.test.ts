import fc from 'fast-check';
import request from 'supertest';
import type { Message } from '../../src/domain/message.js';
import type { Page } from '../../src/domain/store.js';
import { aMessage } from '../support/builders.js';
import { dueTasks } from '../support/gate.js';
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
const post = (path: string) => request(web.app).post(path).auth(TOKEN, { type: 'bearer' });

async function arrive(...messages: readonly Message[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const message of messages) ids.push((await web.gate.filter(message)).message.id);
  return ids;
}

const spam = (parts: Parameters<typeof aMessage>[0] = {}) =>
  aMessage({ channel: 'sms', conversation: '+15005550006', text: 'Free casino', ...parts });

const idsOf = (answer: request.Response) => (answer.body as Page<{ id: string }>).items.map(({ id }) => id);

describe('GET /v1/messages and /v1/quarantine', () => {
  test('show a message with every field', async () => {
    const [id] = await arrive(spam());
    const answer = await get('/v1/quarantine');
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        items: [
          {
            id,
            channel: 'sms',
            conversation: '+15005550006',
            messageId: '17',
            revision: 0,
            sender: { id: '42', name: 'Ann' },
            text: 'Free casino',
            unscored: [],
            attachments: [],
            gateway: null,
            score: Math.fround(0.97),
            band: 'spam',
            action: 'quarantine',
            status: 'quarantined',
            isWithheld: true,
            reasons: ['above-threshold'],
            model: 'words@1.0.0',
            receivedAt: '2026-01-02T03:04:05.000Z',
          },
        ],
        next: null,
      },
    ]);
  });

  test('are empty at first', async () => {
    expect((await get('/v1/messages')).body).toEqual({ items: [], next: null });
  });

  test('list everything, or only what waits for a person', async () => {
    const [ham, withheld] = await arrive(aMessage({ messageId: '1' }), spam({ messageId: '2' }));
    expect(idsOf(await get('/v1/messages'))).toEqual([withheld, ham]);
    expect(idsOf(await get('/v1/quarantine'))).toEqual([withheld]);
  });

  test('page by key', async () => {
    const ids = await arrive(...['1', '2', '3'].map((messageId) => spam({ messageId })));
    const first = await get('/v1/quarantine?limit=2');
    expect(idsOf(first)).toEqual([ids[2], ids[1]]);
    const { next } = first.body as Page<unknown>;
    const second = await get(`/v1/quarantine?limit=2&after=${encodeURIComponent(next ?? '')}`);
    expect(second.body).toMatchObject({ items: [{ id: ids[0] }], next: null });
  });

  test('filter by channel and conversation', async () => {
    const [here] = await arrive(spam(), spam({ conversation: '+2' }), spam({ channel: 'telegram' }));
    expect(idsOf(await get('/v1/messages?channel=sms&conversation=%2B15005550006'))).toEqual([here]);
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['after=garbage', 'after'],
    ['after=', 'after'],
    ['after=%00', 'after'],
    ['after=bmFu', 'after'],
    ['channel=pigeon', 'channel'],
    ['conversation[a]=b', 'conversation[a]'],
    ['lmit=1', 'lmit'],
    ['__proto__=1', '__proto__'],
  ])('refuse ?%s', async (query, field) => {
    for (const list of ['messages', 'quarantine']) {
      const answer = await get(`/v1/${list}?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.body).toHaveProperty('detail', expect.stringContaining(field));
    }
  });

  test('never fail over a stranger’s query', async () => {
    const name = fc.constantFrom('limit', 'after', 'channel', 'conversation', 'x');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, fc.string({ unit: 'binary' })), async (query) => {
        const answer = await get(`/v1/messages?${new URLSearchParams(query).toString()}`);
        expect([200, 400]).toContain(answer.status);
      }),
      { numRuns: 50 },
    );
  });
});

describe('POST /v1/quarantine/:id/release and /confirm', () => {
  test.each([
    { press: 'release', status: 'released', label: 'ham', taskCount: 1 },
    { press: 'confirm', status: 'confirmed', label: 'spam', taskCount: 0 },
  ])('$press acts once, however often it is pressed', async ({ press, status, label, taskCount }) => {
    const [id = ''] = await arrive(spam());
    const answers = [
      await post(`/v1/quarantine/${id}/${press}`),
      await post(`/v1/quarantine/${id}/${press}`),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect(answers[0]?.body).toMatchObject({ id, status, text: 'Free casino' });
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect(await dueTasks(testStore.store)).toHaveLength(taskCount);
    const corrections = await testStore.store.listCorrections({ limit: 10 });
    expect(corrections.items).toMatchObject([
      { messageId: id, label, author: 'admin', role: 'admin', source: 'api' },
    ]);
    expect(idsOf(await get('/v1/quarantine'))).toEqual([]);
  });

  test('can be pressed by two people at once', async () => {
    const [id = ''] = await arrive(spam());
    const answers = await Promise.all([1, 2, 3].map(() => post(`/v1/quarantine/${id}/release`)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(await dueTasks(testStore.store)).toHaveLength(1);
  });

  test('can be changed into the other', async () => {
    const [id = ''] = await arrive(spam());
    await post(`/v1/quarantine/${id}/confirm`);
    expect((await post(`/v1/quarantine/${id}/release`)).body).toMatchObject({ status: 'released' });
    expect(await dueTasks(testStore.store)).toHaveLength(1);
  });

  test('take a bodiless request, or ignore its body', async () => {
    const [id = ''] = await arrive(spam());
    expect((await post(`/v1/quarantine/${id}/release`).type('application/json').send('{')).status).toBe(200);
  });

  test.each(['M999999999', '%00', '..%2f..', '💣', '__proto__'])('do not know the id %s', async (id) => {
    for (const press of ['release', 'confirm'])
      expect((await post(`/v1/quarantine/${encodeURI(id)}/${press}`)).status).toBe(404);
  });

  test('refuse an id that is too long', async () => {
    expect((await post(`/v1/quarantine/${'M'.repeat(101)}/release`)).status).toBe(400);
  });
});
