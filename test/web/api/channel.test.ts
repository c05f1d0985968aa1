import fc from 'fast-check';
import request from 'supertest';
import { API_ACTIONS } from '../../../src/channels/api/actions.js';
import { NOW, sayingActions } from '../../support/gate.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp, TOKEN } from '../test-app.js';

let testStore: TestStore;
let web: TestApp;
beforeEach(async () => {
  testStore = await openTestStore();
  const actions = { telegram: sayingActions, sms: sayingActions, api: API_ACTIONS };
  web = createTestApp(testStore.store, { filter: { actions } });
});
afterEach(() => testStore.cleanUp());

const ask = (method: 'get' | 'post' | 'put' | 'patch', path: string, body?: unknown) =>
  request(web.app)
    [method](path)
    .auth(TOKEN, { type: 'bearer' })
    .send(body as object);
const MESSAGE = {
  conversation: 'forum/general',
  messageId: '4711',
  sender: { id: 'user-42', name: 'Ann' },
  text: 'Free casino',
};
const add = (parts: object = {}) => ask('post', '/v1/messages', { ...MESSAGE, ...parts });

describe('POST /v1/messages', () => {
  test('judges and keeps a message, does nothing about it, and answers the same again alike', async () => {
    const first = await add();
    const id = (first.body as { id: string }).id;
    const item = {
      ...{ id, channel: 'api', conversation: 'forum/general', messageId: '4711', revision: 0 },
      ...{ sender: { id: 'user-42', name: 'Ann' }, text: 'Free casino', unscored: [], attachments: [] },
      ...{ gateway: null, score: Math.fround(0.97), band: 'spam', action: 'quarantine' },
      ...{ reasons: ['above-threshold'], model: 'words@1.0.0', status: 'quarantined', isWithheld: true },
      receivedAt: NOW.toISOString(),
    };
    expect([first.status, first.body]).toEqual([201, { ...item, isRepeat: false }]);
    const second = await add({ text: 'Something else' });
    expect([second.status, second.body]).toEqual([200, { ...item, isRepeat: true }]);
    expect((await testStore.store.countTasks()).pending).toBe(0);
    expect(web.lines).toMatchObject([{ msg: 'message', id, isRepeat: false }, { isRepeat: true }]);
    expect(JSON.stringify(web.lines)).not.toContain('casino');
  });

  test('keeps an edit as another revision', async () => {
    await add();
    expect((await add({ revision: 1, text: 'Lunch?' })).body).toMatchObject({ isRepeat: false, band: 'ham' });
  });

  test('reads every surface, and names what nobody can read', async () => {
    const surfaces = [
      { kind: 'body', text: 'Lunch?' },
      { kind: 'link', text: 'https://casino.example' },
    ];
    const answer = await add({ text: undefined, surfaces, unscored: ['photo'] });
    expect(answer.body).toMatchObject({
      text: 'Lunch?\nhttps://casino.example',
      band: 'spam',
      unscored: ['photo'],
    });
  });

  test('accepts what says nothing, and says so', async () => {
    expect((await add({ text: '' })).body).toMatchObject({
      action: 'accept',
      reasons: ['no-text'],
      score: null,
    });
  });

  test('says that a message was not scored, and writes down why', async () => {
    const answer = await add({ text: 'broken' });
    expect([answer.status, answer.body]).toMatchObject([
      201,
      { action: 'observe', reasons: ['scorer-failed'] },
    ]);
    expect(web.lines).toMatchObject([{ level: 50, msg: 'scoring failed' }, { msg: 'message' }]);
  });

  test.each([
    ['2026-01-02T02:00:00+01:00', '2026-01-02T01:00:00.000Z'],
    // A clock that runs ahead.
    ['2030-01-01T00:00:00Z', NOW.toISOString()],
  ])('takes %s for %s', async (receivedAt, kept) => {
    expect((await add({ receivedAt })).body).toMatchObject({ receivedAt: kept });
  });

  test('listens to what is said of senders and of the conversation', async () => {
    const path = `/v1/conversations/api/${encodeURIComponent('forum/general')}`;
    await ask('put', `${path}/senders/user-42`, { standing: 'exempt' });
    expect((await add()).body).toMatchObject({ action: 'accept', reasons: ['exempt-sender'] });
    await ask('patch', `${path}/settings`, { mode: 'observe' });
    const other = await add({ messageId: '4712', sender: { id: 'user-43' } });
    expect(other.body).toMatchObject({ action: 'observe', status: 'accepted', sender: { name: 'user-43' } });
  });

  test.each([
    ['neither text nor surfaces', { text: undefined }, 'exactly one'],
    ['both', { surfaces: [] }, 'exactly one'],
    ['no conversation', { conversation: '' }, 'conversation'],
    ['no id', { messageId: '' }, 'messageId'],
    ['no sender', { sender: { id: '' } }, 'sender.id'],
    ['an unknown role', { sender: { id: '1', role: 'owner' } }, 'sender.role'],
    ['an unknown surface', { text: undefined, surfaces: [{ kind: 'tattoo', text: 'x' }] }, 'surfaces.0.kind'],
    ['a revision below 0', { revision: -1 }, 'revision'],
    ['no time', { receivedAt: 'yesterday' }, 'receivedAt'],
    ['another channel', { channel: 'telegram' }, 'channel'],
  ])('refuses %s', async (_name, parts, detail) => {
    const answer = await add(parts);
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { detail: expect.stringContaining(detail) as string },
    ]);
    expect((await testStore.store.listMessages({ limit: 1 })).items).toEqual([]);
  });

  test('never fails over a stranger’s text', async () => {
    const texts = fc.record({
      text: fc.string({ unit: 'binary' }),
      messageId: fc.string({ unit: 'binary', minLength: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(texts, async (parts) => {
        expect([200, 201]).toContain((await add(parts)).status);
      }),
      { numRuns: 20 },
    );
  }, 30_000);
});

describe('PATCH /v1/conversations/:channel/:id/settings', () => {
  const patch = (channel: string, body: object) =>
    ask('patch', `/v1/conversations/${channel}/x/settings`, body);

  test('changes what is given, keeps the rest, and writes down who did it', async () => {
    await patch('telegram', { mode: 'ban', threshold: 0.7 });
    const answer = await patch('telegram', { threshold: null, language: 'ru' });
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        settings: { mode: 'ban', threshold: null, language: 'ru', isQuiet: null },
        inForce: { mode: 'ban', language: 'ru', thresholds: { spam: 0.8 } },
        possible: { modes: ['observe', 'reply', 'quarantine', 'restrict', 'ban'] },
      },
    ]);
    expect((await ask('get', '/v1/conversations/telegram/x/settings')).body).toEqual(answer.body);
    const { items } = await testStore.store.listAudit({ limit: 1 });
    expect(items).toMatchObject([{ author: 'admin', subject: 'telegram:x', before: { threshold: 0.7 } }]);
  });

  test.each([
    ['sms', { mode: 'reply' }, 'mode: must be one of observe, quarantine'],
    ['api', { mode: 'ban' }, 'mode: must be one of observe, quarantine'],
    ['sms', { language: 'ru' }, 'language: does nothing in the channel sms'],
    ['sms', { trustMessages: 1 }, 'trustMessages: does nothing'],
    ['api', { adminChat: '-1' }, 'adminChat: does nothing'],
    ['telegram', { about: '-1' }, 'about'],
    ['telegram', { threshold: 1.01 }, 'threshold'],
    ['telegram', { threshold: -0.01 }, 'threshold'],
    ['telegram', { trustDays: 1.5 }, 'trustDays'],
    ['telegram', { adminChat: 'everybody' }, 'adminChat'],
    ['telegram', {}, 'at least one'],
  ])('refuses for %s %j', async (channel, body, detail) => {
    const answer = await patch(channel, body);
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { detail: expect.stringContaining(detail) as string },
    ]);
    expect((await testStore.store.listAudit({ limit: 1 })).items).toEqual([]);
  });

  test('knows no other channel', async () => {
    expect((await patch('fax', { mode: 'observe' })).status).toBe(404);
  });
});

describe('PUT /v1/conversations/:channel/:id/senders/:sender', () => {
  test('says something of a sender in one conversation alone, and takes it back', async () => {
    const at = (id: string) => `/v1/conversations/telegram/${id}/senders/42`;
    expect((await ask('put', at('-1'), { standing: 'trusted' })).body).toMatchObject({ standing: 'trusted' });
    expect((await ask('get', at('-2'))).body).toMatchObject({ standing: null });
    expect((await ask('put', at('-1'), { standing: null })).body).toMatchObject({ standing: null });
  });

  test('has nothing to say of who sends text messages', async () => {
    const answer = await ask('put', '/v1/conversations/sms/+1/senders/42', { standing: 'trusted' });
    expect([answer.status, answer.body]).toMatchObject([409, { detail: /Nobody vouches/ }]);
  });
});
