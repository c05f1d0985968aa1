import request from 'supertest';
import { aMessage } from '../../support/builders.js';
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
const post = (path: string, body: object = {}) =>
  request(web.app).post(path).auth(TOKEN, { type: 'bearer' }).send(body);
const pageIn = (answer: request.Response): Page => answer.body as Page;

let count = 0;
async function arrive(text: string, conversation = '+1555'): Promise<string> {
  const messageId = String((count += 1));
  const { message } = await web.gate.filter(aMessage({ channel: 'sms', conversation, text, messageId }));
  return message.id;
}

interface Page {
  readonly items: readonly { readonly id: string; readonly copies?: number }[];
}
const idsIn = (answer: request.Response): readonly string[] => pageIn(answer).items.map(({ id }) => id);
const statusOf = async (id: string) => (await testStore.store.findMessage(id))?.status;

describe('GET /v1/quarantine', () => {
  test('has what was withheld, or what was let through with doubts', async () => {
    const [spam, unsure] = [await arrive('Free casino'), await arrive('faint praise')];
    await arrive('Lunch?');
    expect(idsIn(await get('/v1/quarantine'))).toEqual([spam]);
    expect(idsIn(await get('/v1/quarantine?kind=unsure'))).toEqual([unsure]);
    expect(idsIn(await get('/v1/quarantine?kind=unsure&fold=true'))).toEqual([unsure]);
    await post(`/v1/quarantine/${unsure}/release`);
    expect(idsIn(await get('/v1/quarantine?kind=unsure'))).toEqual([]);
  });

  test('folds a campaign into one row, led by the newest', async () => {
    const first = await arrive('Free casino 1');
    const [second, elsewhere] = [await arrive('Free casino 2'), await arrive('Free casino 3', '+1556')];
    const { items } = pageIn(await get('/v1/quarantine?fold=true'));
    expect(items).toMatchObject([
      { id: elsewhere, copies: 0 },
      { id: second, copies: 1 },
    ]);
    expect(idsIn(await get('/v1/quarantine'))).toEqual([elsewhere, second, first]);
  });

  test('is narrowed down like every list of messages', async () => {
    const id = await arrive('Free casino');
    for (const query of [
      'search=casi',
      'sender=42',
      'fromScore=0.9',
      'toScore=1',
      'from=2026-01-01',
      'conversation=%2B1555',
    ])
      expect([query, idsIn(await get(`/v1/quarantine?${query}`))]).toEqual([query, [id]]);
    for (const query of [
      'search=lunch',
      'sender=43',
      'fromScore=0.98',
      'toScore=0.5',
      'to=2026-01-01',
      'channel=api',
    ])
      expect([query, idsIn(await get(`/v1/quarantine?${query}`))]).toEqual([query, []]);
  });

  test.each([
    'kind=ham',
    'fold=yes',
    'fromScore=2',
    'fromScore=-1',
    'from=yesterday',
    'to=2026-02-30',
    'status=released',
  ])('refuses ?%s', async (query) => {
    expect((await get(`/v1/quarantine?${query}`)).status).toBe(400);
  });
});

describe('POST /v1/quarantine/:id/undo', () => {
  test('takes a decision back, and the one before it', async () => {
    const id = await arrive('Free casino');
    await post(`/v1/quarantine/${id}/confirm`);
    await post(`/v1/quarantine/${id}/release`);
    const once = await post(`/v1/quarantine/${id}/undo`);
    expect([once.status, once.body]).toMatchObject([200, { id, status: 'confirmed', isOut: false }]);
    const twice = await post(`/v1/quarantine/${id}/undo`);
    expect([twice.status, twice.body]).toMatchObject([200, { status: 'quarantined', isOut: false }]);
    const thrice = await post(`/v1/quarantine/${id}/undo`);
    expect([thrice.status, thrice.body]).toMatchObject([409, { detail: /Nobody has decided/ }]);
    const { items } = await testStore.store.listAudit({ limit: 1 });
    expect(items).toMatchObject([{ author: 'admin', action: 'message.undone', subject: id }]);
  });

  test('does not know a message of nobody', async () => {
    expect((await post('/v1/quarantine/M999999999/undo')).status).toBe(404);
  });
});

describe('POST /v1/quarantine/decide', () => {
  test('decides about each once, and says what became of it', async () => {
    const [one, other] = [await arrive('Free casino 1'), await arrive('Free casino 2')];
    await post(`/v1/quarantine/${one}/confirm`);
    const answer = await post('/v1/quarantine/decide', {
      label: 'spam',
      ids: [one, other, other, 'M999999999'],
    });
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        results: [
          { id: one, outcome: 'unchanged' },
          { id: other, outcome: 'decided' },
          { id: 'M999999999', outcome: 'unknown' },
        ],
        isComplete: true,
      },
    ]);
    expect([await statusOf(one), await statusOf(other)]).toEqual(['confirmed', 'confirmed']);
  });

  test('decides about a campaign, in its conversation alone', async () => {
    const [one, other] = [await arrive('Free casino 1'), await arrive('Free casino 2')];
    const elsewhere = await arrive('Free casino 3', '+1556');
    const unlike = await arrive('casino of another kind');
    const answer = await post('/v1/quarantine/decide', { label: 'ham', campaignOf: other });
    expect(answer.body).toMatchObject({ results: [{ id: other }, { id: one }], isComplete: true });
    expect(await Promise.all([one, other, elsewhere, unlike].map(statusOf))).toEqual([
      ...['released', 'released', 'quarantined', 'quarantined'],
    ]);
  });

  test.each([
    ['neither ids nor a campaign', { label: 'spam' }],
    ['both', { label: 'spam', ids: ['M1'], campaignOf: 'M1' }],
    ['no ids', { label: 'spam', ids: [] }],
    ['501 ids', { label: 'spam', ids: Array.from({ length: 501 }, (_, index) => `M${index}`) }],
    ['no label', { ids: ['M1'] }],
  ])('refuses %s', async (_name, body) => {
    expect((await post('/v1/quarantine/decide', body)).status).toBe(400);
  });

  test('does not know a campaign of nobody', async () => {
    expect((await post('/v1/quarantine/decide', { label: 'ham', campaignOf: 'M999999999' })).status).toBe(
      404,
    );
  });
});

describe('GET /v1/messages/:id', () => {
  test('says why it was judged so, and what people said about it', async () => {
    const id = await arrive('Free casino');
    await post(`/v1/quarantine/${id}/release`);
    const answer = await get(`/v1/messages/${id}`);
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        message: { id, status: 'released' },
        reasons: ['the score reaches the threshold'],
        explanation: { model: 'words@1.0.0', normalised: null, isExact: false },
        decisions: [{ messageId: id, label: 'ham', author: 'admin' }],
      },
    ]);
  });

  test.each(['1', 'M999999999', '%00', '..%2f..'])('knows only the ids of the gate: %s', async (id) => {
    await arrive('Free casino');
    expect((await get(`/v1/messages/${id}`)).status).toBe(404);
  });
});

describe('what was forged', () => {
  test.each([
    ['a channel’s own id', (): string => String(count)],
    ['a correction of somebody else', (): string => 'R1'],
    ['another conversation', (): string => encodeURIComponent('+1555')],
  ])('%s is no message', async (_name, idOf) => {
    const id = await arrive('Free casino');
    await post('/v1/corrections', { text: 'x', label: 'spam' });
    for (const press of ['release', 'confirm', 'undo'])
      expect((await post(`/v1/quarantine/${idOf()}/${press}`)).status).toBe(404);
    expect(await statusOf(id)).toBe('quarantined');
  });

  test('a message cannot be corrected into another conversation', async () => {
    const id = await arrive('Free casino');
    const conversation = { channel: 'sms', id: '+1556' };
    expect((await post('/v1/corrections', { messageId: id, label: 'ham', conversation })).status).toBe(400);
    expect(await statusOf(id)).toBe('quarantined');
  });
});
