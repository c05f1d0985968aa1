import request from 'supertest';
import type { Store } from '../../../src/domain/store.js';
import { secretHash } from '../../../src/web/access/secrets.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { NOW } from '../../support/gate.js';
import { createTestApp, type TestApp, TOKEN } from '../test-app.js';
import { addTokens, TOKENS } from './api-fixture.js';

let testStore: TestStore;
let web: TestApp;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
});
afterEach(() => testStore.cleanUp());

const CORRECTION = { text: 'Free casino', label: 'spam' };
const countCorrections = async () => (await testStore.store.listCorrections({ limit: 99 })).items.length;

function post(key: string, body: object = CORRECTION, { path = '/v1/corrections', token = TOKEN } = {}) {
  return request(web.app).post(path).auth(token, { type: 'bearer' }).set('Idempotency-Key', key).send(body);
}

describe('Idempotency-Key', () => {
  test('has a change made once, and the same request answered alike', async () => {
    const [first, second] = [await post('K1'), await post('K1')];
    expect([first.status, first.headers['idempotency-replayed']]).toEqual([201, undefined]);
    expect([second.status, second.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect([second.text, second.type]).toEqual([first.text, first.type]);
    expect(await countCorrections()).toBe(1);
    expect((await post('K2')).body).not.toEqual(first.body);
  });

  test('keeps an answer without a body, too', async () => {
    const { id } = (await post('K1')).body as { id: string };
    const path = `/v1/corrections/${id}`;
    const remove = () =>
      request(web.app).delete(path).auth(TOKEN, { type: 'bearer' }).set('Idempotency-Key', 'K2');
    const answers = [await remove(), await remove()];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [204, ''],
      [204, ''],
    ]);
    expect(answers[1]?.headers).toHaveProperty('idempotency-replayed', 'true');
  });

  test.each([
    ['another body', { ...CORRECTION, label: 'ham' }, {}],
    ['another path', CORRECTION, { path: '/v1/corrections?x=1' }],
  ])('with %s is refused', async (_name, body, where) => {
    await post('K1');
    const answer = await post('K1', body, where);
    expect([answer.status, answer.body]).toMatchObject([422, { detail: /used for another request/ }]);
    expect(await countCorrections()).toBe(1);
  });

  test('of somebody else is another key', async () => {
    await addTokens(testStore.store);
    await post('K1');
    expect((await post('K1', CORRECTION, { token: TOKENS.moderator })).status).toBe(201);
    expect(await countCorrections()).toBe(2);
  });

  test('says that the first request is being carried out, and when to ask again', async () => {
    let finish = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      const recordCorrection: TestApp['gate']['recordCorrection'] = async (correction) => {
        resolve();
        await new Promise<void>((go) => (finish = go));
        return web.gate.recordCorrection(correction);
      };
      web = { ...web, app: createTestApp(testStore.store, { recordCorrection }).app };
    });
    const first = post('K1').then((answer) => answer);
    await begun;
    const second = await post('K1');
    expect([second.status, second.headers['retry-after']]).toEqual([409, '1']);
    finish();
    expect((await first).status).toBe(201);
    expect((await post('K1')).headers).toHaveProperty('idempotency-replayed', 'true');
    expect(await countCorrections()).toBe(1);
  });

  test('of many requests at once has one carried out', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('K1')));
    for (const { status } of answers) expect([201, 409]).toContain(status);
    const carriedOut = answers.filter(
      ({ status, headers }) => status === 201 && !('idempotency-replayed' in headers),
    );
    expect(carriedOut).toHaveLength(1);
    expect(await countCorrections()).toBe(1);
  });

  test.each([
    ['a fault', async () => Promise.reject(new Error('the disk is full')), 500],
    ['a refusal', async () => ({ kind: 'unknown-message' }) as const, 404],
  ])('is free again after %s', async (_name, recordCorrection, status) => {
    const broken = createTestApp(testStore.store, { recordCorrection });
    const whole = web;
    web = broken;
    expect((await post('K1')).status).toBe(status);
    web = whole;
    expect([(await post('K1')).status, await countCorrections()]).toEqual([201, 1]);
  });

  test.each(['a b', 'x'.repeat(256), 'schlüssel'])('refuses the key %j', async (key) => {
    const sent = Buffer.from(key, 'utf8').toString('latin1');
    expect((await post(sent)).status).toBe(400);
    expect(await countCorrections()).toBe(0);
  });

  test('is not looked at where nothing is changed', async () => {
    const classify = (texts: string[]) => post('K1', { texts }, { path: '/v1/classify' });
    expect((await classify(['a'])).status).toBe(200);
    const other = await classify(['b']);
    expect([other.status, other.headers['idempotency-replayed']]).toEqual([200, undefined]);
  });

  test('keeps a new token, and a text, so that only the one who asked can read them', async () => {
    const kept: string[] = [];
    const store: Store = {
      ...testStore.store,
      keepAnswer: async (claim, answer) => {
        kept.push(JSON.stringify(answer));
        return testStore.store.keepAnswer(claim, answer);
      },
    };
    web = createTestApp(store);
    const ask = () => post('K1', { name: 'anna', role: 'viewer' }, { path: '/v1/tokens' });
    const [first, second] = [await ask(), await ask()];
    const { token } = first.body as { token: string };
    expect(second.body).toEqual(first.body);
    await post('K2');
    expect(kept).toHaveLength(2);
    for (const secret of [token, 'Free casino', TOKEN]) expect(kept.join()).not.toContain(secret);
  });

  test('of a name whose token was exchanged opens nothing of the one before', async () => {
    await addTokens(testStore.store);
    await post('K1', CORRECTION, { token: TOKENS.moderator });
    await testStore.store.revokeToken('moderator', { author: 'x', at: NOW.toISOString() });
    const token = 'another-token-of-this-name';
    await testStore.store.addToken(
      { name: 'moderator', role: 'moderator', hash: secretHash(token) },
      { author: 'x', at: NOW.toISOString() },
    );
    expect((await post('K1', CORRECTION, { token })).status).toBe(422);
  });
});
