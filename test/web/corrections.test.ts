import fc from 'fast-check';
import request from 'supertest';
import type { Correction } from '../../src/domain/correction.js';
import type { Page } from '../../src/domain/store.js';
import { aMessage } from '../support/builders.js';
import { NOW } from '../support/gate.js';
import { openTestStore, type TestStore } from '../support/test-store.js';
import { createTestApp, type TestApp, TOKEN } from './test-app.js';

let testStore: TestStore;
let web: TestApp;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
});
afterEach(() => testStore.cleanUp());

const PATH = '/v1/corrections';
const get = (path = PATH) => request(web.app).get(path).auth(TOKEN, { type: 'bearer' });
const remove = (id: string) => request(web.app).delete(`${PATH}/${id}`).auth(TOKEN, { type: 'bearer' });
const post = (body: string | object) =>
  request(web.app)
    .post(PATH)
    .auth(TOKEN, { type: 'bearer' })
    .type('application/json')
    .send(typeof body === 'string' ? body : JSON.stringify(body));

describe('POST /v1/corrections', () => {
  test('keeps a label for a text', async () => {
    const answer = await post({ text: 'Free casino', label: 'spam' });
    const correction = {
      id: expect.any(String) as string,
      messageId: null,
      text: 'Free casino',
      label: 'spam',
      author: 'admin',
      role: 'admin',
      source: 'api',
      conversation: null,
      score: null,
      model: null,
      createdAt: NOW.toISOString(),
      withdrawnAt: null,
    };
    expect([answer.status, answer.body]).toEqual([201, correction]);
    expect((await get()).body).toEqual({ items: [answer.body], next: null });
  });

  test('keeps a label for a message, and releases it', async () => {
    const { message } = await web.gate.filter(aMessage({ channel: 'sms', text: 'Free casino' }));
    const answer = await post({ messageId: message.id, label: 'ham' });
    expect([answer.status, answer.body]).toMatchObject([201, { messageId: message.id, label: 'ham' }]);
    expect(await testStore.store.findMessage(message.id)).toMatchObject({ status: 'released' });
  });

  test('changes nothing where a message has the label', async () => {
    const { message } = await web.gate.filter(aMessage({ channel: 'sms' }));
    await post({ messageId: message.id, label: 'ham' });
    const answer = await post({ messageId: message.id, label: 'ham' });
    expect([answer.status, answer.body]).toEqual([
      200,
      { id: null, messageId: message.id, text: 'Lunch at noon?', label: 'ham' },
    ]);
    expect(((await get()).body as Page<Correction>).items).toHaveLength(1);
  });

  test('takes effect at once in the conversation that comes with a text', async () => {
    const conversation = { channel: 'sms', id: '+1555' };
    const answer = await post({ text: 'LUNCH at noon?', label: 'spam', conversation });
    expect([answer.status, answer.body]).toMatchObject([201, { messageId: null, conversation }]);
    const here = await web.gate.filter(aMessage({ channel: 'sms', conversation: '+1555' }));
    expect(here.message.verdict).toMatchObject({ band: 'spam', reasons: ['confirmed-before'] });
    const elsewhere = await web.gate.filter(aMessage({ channel: 'sms', conversation: '+1556' }));
    expect(elsewhere.message.verdict).toMatchObject({ band: 'ham' });
  });

  test('knows only the ids of the gate', async () => {
    await web.gate.filter(aMessage({ messageId: '17' }));
    const answer = await post({ messageId: '17', label: 'ham' });
    expect(answer.status).toBe(404);
    expect(answer.body).toHaveProperty('detail', expect.stringContaining('"id" of an item'));
  });

  test('cleans lone surrogates and NUL', async () => {
    const answer = await post('{"text":"a\\ud800\\u0000b","label":"spam"}');
    expect([answer.status, answer.body]).toMatchObject([201, { text: 'a\uFFFD\uFFFDb' }]);
  });

  test.each([
    ['nothing', {}, 'label'],
    ['no label', { text: 'a' }, 'label'],
    ['an unknown label', { text: 'a', label: 'eggs' }, 'label'],
    ['neither text nor messageId', { label: 'spam' }, 'exactly one'],
    ['both text and messageId', { text: 'a', messageId: 'M1', label: 'spam' }, 'exactly one'],
    ['an empty text', { text: '', label: 'spam' }, 'text'],
    ['a text of blanks', { text: ' \n', label: 'spam' }, 'text'],
    ['an empty messageId', { messageId: '', label: 'spam' }, 'messageId'],
    ['a number for a text', { text: 1, label: 'spam' }, 'text'],
    ['null for a text', { text: null, label: 'spam' }, 'text'],
    [
      'a conversation with a messageId',
      { messageId: 'M1', label: 'spam', conversation: { channel: 'sms', id: '1' } },
      'a message has its own',
    ],
    [
      'an unknown channel',
      { text: 'a', label: 'spam', conversation: { channel: 'fax', id: '1' } },
      'channel',
    ],
    ['no conversation id', { text: 'a', label: 'spam', conversation: { channel: 'sms', id: '' } }, 'id'],
    ['a word for a conversation', { text: 'a', label: 'spam', conversation: 'sms:1' }, 'conversation'],
    ['an unknown field', { text: 'a', label: 'spam', author: 'me' }, 'author'],
    ['invalid JSON', '{', 'not valid JSON'],
    ['an empty body', '', 'label'],
  ])('refuses %s', async (_name, body, detail) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toHaveProperty('detail', expect.stringContaining(detail));
    expect(((await get()).body as Page<Correction>).items).toEqual([]);
  });

  test('refuses other content types and large bodies', async () => {
    expect((await post('text=a&label=spam').type('form')).status).toBe(415);
    expect((await post({ text: 'a'.repeat(262_144), label: 'spam' })).status).toBe(413);
  });

  test('never fails over a stranger’s JSON', async () => {
    const field = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue());
    const body = fc.record(
      { messageId: field, text: field, label: fc.constantFrom('spam', 'ham', 'eggs'), x: field },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(body, async (given) => {
        expect([201, 400, 404]).toContain((await post(JSON.stringify(given))).status);
      }),
      { numRuns: 50 },
    );
  });
});

describe('GET /v1/corrections', () => {
  test('pages by key, newest first', async () => {
    for (const text of ['one', 'two', 'three']) await post({ text, label: 'spam' });
    const first = (await get(`${PATH}?limit=2`)).body as Page<Correction>;
    expect(first.items.map(({ text }) => text)).toEqual(['three', 'two']);
    const second = await get(`${PATH}?limit=2&after=${encodeURIComponent(first.next ?? '')}`);
    expect(second.body).toMatchObject({ items: [{ text: 'one' }], next: null });
  });

  test.each(['after=garbage', 'limit=0', 'label=eggs', 'x=1'])('refuses ?%s', async (query) => {
    expect((await get(`${PATH}?${query}`)).status).toBe(400);
  });
});

describe('GET /v1/corrections/contradictions', () => {
  test('has texts with both labels, and which is in force where', async () => {
    const conversation = { channel: 'sms', id: '+1555' };
    const ids: string[] = [];
    for (const label of ['spam', 'ham'])
      ids.push(((await post({ text: 'Free casino', label, conversation })).body as Correction).id);
    await post({ text: 'Lunch?', label: 'ham' });
    const answer = await get(`${PATH}/contradictions`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      items: [
        {
          fingerprint: 'free casino',
          text: 'Free casino',
          inForce: [{ conversation, label: 'ham', correctionId: ids[1] }],
          corrections: [
            { id: ids[1], label: 'ham' },
            { id: ids[0], label: 'spam' },
          ],
        },
      ],
      next: null,
    });
    await remove(ids[1] ?? '');
    expect((await get(`${PATH}/contradictions`)).body).toEqual({ items: [], next: null });
  });

  test.each(['after=garbage', 'limit=0', 'x=1'])('refuses ?%s', async (query) => {
    expect((await get(`${PATH}/contradictions?${query}`)).status).toBe(400);
  });
});

describe('DELETE /v1/corrections/:id', () => {
  test('withdraws, once and for all', async () => {
    const { id } = (await post({ text: 'a', label: 'spam' })).body as Correction;
    const answers = [await remove(id), await remove(id)];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [204, ''],
      [204, ''],
    ]);
    expect((await get()).body).toMatchObject({ items: [{ id, withdrawnAt: NOW.toISOString() }] });
  });

  test.each(['none', '%00'])('does not know %s', async (id) => {
    expect((await remove(id)).status).toBe(404);
  });
});
