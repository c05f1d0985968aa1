import autocannon from 'autocannon';
import { listen, type WebServer } from '../../src/web/listen.js';
import { openTestStore, type TestStore } from '../support/test-store.js';
import { createTestApp, TOKEN } from './test-app.js';

let testStore: TestStore;
let server: WebServer;
beforeAll(async () => {
  testStore = await openTestStore();
  server = await listen(createTestApp(testStore.store).app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server.close();
  await testStore.cleanUp();
});

const TRIES = 100_000;

/** The right token, from somewhere else. */
const logIn = () =>
  fetch(`${server.url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'X-Forwarded-For': '198.51.100.7' },
    body: new URLSearchParams({ token: TOKEN }),
  });

describe('POST /login', () => {
  test('stands 100,000 guesses: ten are looked at, the store hears of none more, and others log in meanwhile', async () => {
    const flood = autocannon({
      url: `${server.url}/login`,
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'token=guess-number-0123456789',
      amount: TRIES,
      connections: 20,
      timeout: 60,
    });
    const meanwhile = await logIn();
    const { statusCodeStats = {}, errors, timeouts } = await flood;
    expect([meanwhile.status, errors, timeouts]).toEqual([303, 0, 0]);
    const counts = Object.entries(statusCodeStats).map(([status, { count }]) => [status, count]);
    // A minute may have gone by in the middle.
    const looked = statusCodeStats['401']?.count ?? 0;
    expect(looked % 10).toBe(0);
    expect(Object.fromEntries(counts)).toEqual({ 401: looked, 429: TRIES - looked });
    expect(looked).toBeLessThan(200);
    expect((await testStore.store.listAudit({ limit: 9 })).items).toHaveLength(1);
  }, 300_000);
});
