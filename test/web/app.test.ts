import request from 'supertest';
import { openTestStore, type TestStore } from '../support/test-store.js';
import { createTestApp, TOKEN } from './test-app.js';

let testStore: TestStore;
beforeEach(async () => {
  testStore = await openTestStore();
});
afterEach(() => testStore.cleanUp());

describe('createWebApp()', () => {
  test.each(['/healthz', '/v1/messages', '/nowhere'])('sets the security headers on %s', async (path) => {
    const { headers } = await request(createTestApp(testStore.store).app).get(path);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-request-id': 'R1',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('etag');
  });

  test.each([
    ['GET', '/nowhere'],
    ['POST', '/healthz'],
    ['DELETE', '/webhooks/sms/twilio'],
    ['GET', '//v1/messages'],
  ])('answers %s %s with a problem', async (method, path) => {
    const { app } = createTestApp(testStore.store);
    const answer = await (method === 'GET' ? request(app).get(path) : request(app).post(path));
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect([answer.status, answer.body]).toEqual([
      404,
      {
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        requestId: 'R1',
        detail: 'There is nothing at this address',
      },
    ]);
  });

  test('says no more than the request id about a fault of its own, and logs the rest', async () => {
    const listMessages = async () => Promise.reject(new Error('the disk is full'));
    const { app, lines } = createTestApp({ ...testStore.store, listMessages });
    const answer = await request(app).get('/v1/messages').auth(TOKEN, { type: 'bearer' });
    expect([answer.status, answer.body]).toEqual([
      500,
      {
        type: 'about:blank',
        title: 'Internal Server Error',
        status: 500,
        requestId: 'R1',
        detail: 'The log says more about the request R1',
      },
    ]);
    expect(lines).toMatchObject([
      { level: 50, requestId: 'R1', path: '/v1/messages', err: { message: 'the disk is full' } },
    ]);
  });

  test('takes no status but a refusal from an error', async () => {
    const fault = Object.assign(new Error('the disk is full'), { status: 502, expose: true });
    const { app, lines } = createTestApp({
      ...testStore.store,
      listMessages: async () => Promise.reject(fault),
    });
    const answer = await request(app).get('/v1/messages').auth(TOKEN, { type: 'bearer' });
    expect([answer.status, lines.length]).toEqual([500, 1]);
    expect(answer.text).not.toContain('disk');
  });

  test('answers a path that cannot be decoded with 400', async () => {
    const call = request(createTestApp(testStore.store).app).post('/v1/quarantine/%zz/release');
    expect((await call.auth(TOKEN, { type: 'bearer' })).status).toBe(400);
  });
});

describe('requireToken()', () => {
  const call = () => request(createTestApp(testStore.store).app).get('/v1/messages');

  test.each(['Bearer ', 'bearer ', 'BEARER  '])('lets the token through after "%s"', async (scheme) => {
    expect((await call().set('Authorization', scheme + TOKEN)).status).toBe(200);
  });

  test.each<[string, string | string[] | null]>([
    ['nothing', null],
    ['an empty header', ''],
    ['no token', 'Bearer'],
    ['another token', 'Bearer another'],
    ['a beginning of the token', `Bearer ${TOKEN.slice(0, -1)}`],
    ['more than the token', `Bearer ${TOKEN}x`],
    ['two tokens', `Bearer ${TOKEN} ${TOKEN}`],
    ['the token in another case', `Bearer ${TOKEN.toUpperCase()}`],
    ['the token alone', TOKEN],
    ['another scheme', `Basic ${Buffer.from(`admin:${TOKEN}`).toString('base64')}`],
    ['two headers', [`Bearer ${TOKEN}`, `Bearer ${TOKEN}`]],
  ])('refuses %s', async (_name, header) => {
    const answer = await (header === null ? call() : call().set('Authorization', header as string));
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="hamgate"');
    expect(JSON.stringify(answer.body)).not.toContain(TOKEN);
  });

  test.each([
    ['/v1'],
    ['/v1/nowhere'],
    ['/V1/messages'],
    ['/v1/quarantine'],
    ['/v1/corrections'],
    ['/v1/classify'],
  ])('stands before %s', async (path) => {
    const { app } = createTestApp(testStore.store);
    expect((await request(app).get(path)).status).toBe(401);
    expect((await request(app).post(path).type('application/json').send('{')).status).toBe(401);
  });

  test('is asked before the body is read', async () => {
    const call = request(createTestApp(testStore.store).app).post('/v1/classify').type('application/json');
    expect((await call.send(`"${'a'.repeat(300_000)}"`)).status).toBe(401);
  });
});

describe('createHealthRouter()', () => {
  const get = (path: string, readiness?: () => Promise<readonly string[]>) =>
    request(createTestApp(testStore.store, readiness === undefined ? {} : { readiness }).app).get(path);

  test('says that the process lives, ready or not', async () => {
    const answer = await get('/healthz', async () => ['the store cannot be reached']);
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
  });

  test('says that the gate is ready', async () => {
    const answer = await get('/readyz');
    expect([answer.status, answer.body]).toEqual([200, { status: 'ready' }]);
  });

  test('says what keeps the gate from its work', async () => {
    const answer = await get('/readyz', async () => ['the store cannot be reached']);
    expect([answer.status, answer.body]).toEqual([
      503,
      { status: 'not-ready', problems: ['the store cannot be reached'] },
    ]);
  });

  test('is not ready when the check itself fails', async () => {
    const answer = await get('/readyz', async () => Promise.reject(new Error('secret')));
    expect([answer.status, answer.body]).toEqual([
      503,
      { status: 'not-ready', problems: ['the readiness check failed'] },
    ]);
  });
});
