import { Agent } from 'node:http';
import request from 'supertest';
import { listen } from '../../../src/web/listen.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp, TOKEN } from '../test-app.js';
import { addTokens, TOKENS } from './api-fixture.js';

let testStore: TestStore;
let web: TestApp;
beforeEach(async () => {
  testStore = await openTestStore();
  await addTokens(testStore.store);
  web = createTestApp(testStore.store);
});
afterEach(() => testStore.cleanUp());

const as = (token: string) => ({
  get: (path: string) => request(web.app).get(path).auth(token, { type: 'bearer' }),
  post: (path: string, body: object) =>
    request(web.app).post(path).auth(token, { type: 'bearer' }).send(body),
  delete: (path: string) => request(web.app).delete(path).auth(token, { type: 'bearer' }),
});

describe('/v1/tokens', () => {
  test('makes a token that works at once, is shown once, and ends when it is revoked', async () => {
    const made = await as(TOKEN).post('/v1/tokens', { name: 'anna', role: 'moderator' });
    expect([made.status, made.body]).toMatchObject([201, { name: 'anna', role: 'moderator' }]);
    const { token } = made.body as { token: string };
    expect((await as(token).get('/v1/me')).body).toEqual({ author: 'token:anna', role: 'moderator' });
    const list = await as(TOKEN).get('/v1/tokens');
    expect(list.text).not.toContain(token);
    expect(list.body).toMatchObject({
      items: expect.arrayContaining([
        { name: 'anna', role: 'moderator', createdAt: expect.any(String) as string, revokedAt: null },
      ]) as unknown,
    });
    expect((await as(TOKEN).delete('/v1/tokens/anna')).status).toBe(204);
    expect((await as(token).get('/v1/me')).status).toBe(401);
    expect((await as(TOKEN).delete('/v1/tokens/anna')).status).toBe(404);
  });

  test.each(['Anna', '', '-anna', 'a'.repeat(41), 'anna bea', 'anna\n'])(
    'refuses the name %j',
    async (name) => {
      expect((await as(TOKEN).post('/v1/tokens', { name, role: 'viewer' })).status).toBe(400);
    },
  );

  test('does not give a name twice', async () => {
    expect((await as(TOKEN).post('/v1/tokens', { name: 'reader', role: 'viewer' })).status).toBe(409);
  });

  test('writes down who did what, and never a token', async () => {
    const made = await as(TOKENS.admin).post('/v1/tokens', { name: 'anna', role: 'viewer' });
    const audit = await as(TOKENS.admin).get('/v1/audit?action=token.created');
    expect(audit.body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ author: 'token:admin', subject: 'anna', after: { role: 'viewer' } }),
      ]) as unknown,
    });
    expect(audit.text).not.toContain((made.body as { token: string }).token);
  });
});

describe('a token', () => {
  test('names who decided in the correction, in the audit log and in what models went through', async () => {
    await as(TOKENS.moderator).post('/v1/corrections', { text: 'Free casino', label: 'spam' });
    const { items } = await testStore.store.listCorrections({ limit: 1 });
    expect(items).toMatchObject([{ author: 'token:moderator', source: 'api' }]);
    expect((await testStore.store.listAudit({ limit: 1 })).items).toMatchObject([
      { author: 'token:moderator' },
    ]);
  });

  test.each([
    ['a viewer', 'viewer', 'post', '/v1/quarantine/M1/release'],
    ['a viewer', 'viewer', 'post', '/v1/messages'],
    ['a moderator', 'moderator', 'delete', '/v1/models/shadow'],
    ['a moderator', 'moderator', 'get', '/v1/audit'],
  ] as const)('of %s changes nothing by %s %s', async (...[, role, method, path]) => {
    const before = await testStore.store.listAudit({ limit: 99 });
    const answer = await request(web.app)[method](path).auth(TOKENS[role], { type: 'bearer' }).send({});
    expect([answer.status, answer.body]).toMatchObject([
      403,
      { detail: expect.stringContaining(role) as string },
    ]);
    expect(await testStore.store.listAudit({ limit: 99 })).toEqual(before);
  });

  test('is looked at before a body is, and its role before what stands in it', async () => {
    const large = { texts: ['x'.repeat(9 * 1024 * 1024)] };
    expect((await as('guess').post('/v1/classify', large)).status).toBe(401);
    expect((await as(TOKENS.viewer).post('/v1/corrections', { label: 'x'.repeat(300_000) })).status).toBe(
      403,
    );
  });
});

describe('requireToken()', () => {
  const GUESSES = 1_000;

  test('refuses a thousand guesses after some ten, and lets the right token through all the while', async () => {
    const server = await listen(web.app, { host: '127.0.0.1', port: 0 });
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const statuses = new Map<number, number>();
    const ask = async (token: string, address: string): Promise<number> => {
      const answer = await request(server.url)
        .get('/v1/me')
        .agent(agent)
        .set('X-Forwarded-For', address)
        .auth(token, { type: 'bearer' });
      return answer.status;
    };
    for (let sent = 0; sent < GUESSES; sent += 20) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => ask(`guess-${sent + index}`, '198.51.100.7')),
      );
      for (const status of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(await ask(TOKENS.viewer, '198.51.100.7')).toBe(200);
    expect(await ask(TOKENS.viewer, '198.51.100.8')).toBe(200);
    expect((statuses.get(401) ?? 0) + (statuses.get(429) ?? 0)).toBe(GUESSES);
    expect(statuses.get(401)).toBeLessThan(100);
    agent.destroy();
    await server.close();
  }, 60_000);
});
