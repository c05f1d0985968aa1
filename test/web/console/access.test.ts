import { secretHash } from '../../../src/web/access/secrets.js';
import { ROLES } from '../../../src/domain/access.js';
import { by } from '../../support/store-builders.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { logIn, visit } from './browser.js';

let testStore: TestStore;
let web: TestApp;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
});
afterEach(() => testStore.cleanUp());

const shownToken = (html: string): string => /id="new-token">([^<]+)</.exec(html)?.[1] ?? '';

describe('/access', () => {
  test('makes a token that is shown once, works, and is kept as a hash', async () => {
    const admin = await visit(web.app);
    const { text } = await admin.post('/access/tokens', { name: 'anna', role: 'moderator' });
    const token = shownToken(text);
    expect(token).toMatch(/^[\w-]{32}$/);
    expect((await admin.get('/access')).text).not.toContain(token);
    expect((await (await visit(web.app, token)).get('/')).text).toContain('token:anna (moderator)');
    expect(await testStore.store.findToken(secretHash(token))).toMatchObject({ name: 'anna' });
  });

  test('revokes a token', async () => {
    const admin = await visit(web.app);
    const token = shownToken((await admin.post('/access/tokens', { name: 'anna', role: 'viewer' })).text);
    expect((await admin.post('/access/tokens/revoke', { name: 'anna' })).headers['location']).toBe('/access');
    expect((await logIn(web.app, token)).status).toBe(401);
    expect((await admin.post('/access/tokens/revoke', { name: 'anna' })).status).toBe(404);
  });

  test.each([
    [{ name: 'Anna', role: 'viewer' }, 400],
    [{ name: '', role: 'viewer' }, 400],
    [{ name: 'a'.repeat(41), role: 'viewer' }, 400],
    [{ name: 'anna', role: 'owner' }, 400],
    [{ name: '<b>', role: 'viewer' }, 400],
    [{ name: 'taken', role: 'viewer' }, 409],
  ])('refuses %j with a page that says why', async (fields, status) => {
    await testStore.store.addToken({ name: 'taken', role: 'viewer', hash: 'h' }, by(0));
    const answer = await (await visit(web.app)).post('/access/tokens', fields);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining('role="alert"')]);
    expect(await testStore.store.listTokens()).toHaveLength(1);
  });

  test.each(ROLES)('is there for a %s if he is an administrator', async (role) => {
    await testStore.store.addToken({ name: 'anna', role, hash: secretHash('token-of-anna') }, by(0));
    const anna = await visit(web.app, 'token-of-anna');
    const isAllowed = role === 'admin';
    expect((await anna.get('/access')).status).toBe(isAllowed ? 200 : 403);
    expect((await anna.get('/access/audit')).status).toBe(isAllowed ? 200 : 403);
    const made = await anna.post('/access/tokens', { name: 'bob', role: 'admin' });
    expect(made.status).toBe(isAllowed ? 200 : 403);
    expect((await anna.get('/')).text.includes('href="/access"')).toBe(isAllowed);
  });
});

describe('/access/audit', () => {
  test('shows who changed what, by person and by kind, page after page', async () => {
    const { store } = testStore;
    const key = { channel: 'telegram', id: '-1001' } as const;
    for (let n = 0; n < 60; n++) await store.changeSettings(key, { threshold: n / 100 }, by(n, 'telegram:7'));
    const admin = await visit(web.app);
    const { text } = await admin.get('/access/audit?author=telegram%3A7&action=&subject=');
    expect(text).toContain('threshold 0.59');
    expect(text).not.toContain('<td>session.opened');
    const next = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const older = await admin.get(next);
    expect(older.text).toContain('threshold 0.09');
    expect(older.text).not.toContain('threshold 0.1<');
    expect((await admin.get('/access/audit?action=session.opened')).text).toContain('admin');
  });

  test('shows what strangers wrote as text', async () => {
    const id = '<script>alert(1)</script>\u202e';
    await testStore.store.changeSettings({ channel: 'api', id }, { mode: 'observe' }, by(0));
    const { text } = await (await visit(web.app)).get('/access/audit');
    expect(text).toContain('&lt;script>alert(1)&lt;/script>');
    expect(text).not.toContain('<script>alert');
  });

  test('refuses a place in the list that it did not name', async () => {
    expect((await (await visit(web.app)).get('/access/audit?after=x')).status).toBe(400);
  });
});
