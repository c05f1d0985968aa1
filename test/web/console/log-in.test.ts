import request from 'supertest';
import { secretHash } from '../../../src/web/access/secrets.js';
import { by } from '../../support/store-builders.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp, TOKEN } from '../test-app.js';
import { cookieIn, logIn, visit } from './browser.js';

let testStore: TestStore;
let web: TestApp;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
});
afterEach(() => testStore.cleanUp());

const actions = async () =>
  (await testStore.store.listAudit({ limit: 9 })).items.map(({ author, action }) => [author, action]);

describe('POST /login', () => {
  test('exchanges the admin token for a cookie that no script and no other site gets', async () => {
    const answer = await logIn(web.app);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/']);
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^hamgate_session=[\w-]{32}; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect((await (await visit(web.app)).get('/')).status).toBe(200);
    expect(await actions()).toContainEqual(['admin', 'session.opened']);
  });

  test('sets a secure cookie behind a proxy that speaks https', async () => {
    const answer = await logIn(web.app).set('X-Forwarded-Proto', 'https');
    expect(String(answer.headers['set-cookie'])).toContain('; Secure');
    const strict = createTestApp(testStore.store, { trustedProxies: false });
    const plain = await logIn(strict.app).set('X-Forwarded-Proto', 'https');
    expect(String(plain.headers['set-cookie'])).not.toContain('Secure');
  });

  test.each([
    ['/quarantine?band=spam', '/quarantine?band=spam'],
    ['//evil.example/x', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
  ])('goes on to %j as %j', async (next, location) => {
    expect((await logIn(web.app).send({ next })).headers['location']).toBe(location);
  });

  test.each([['wrong'], [''], [TOKEN.slice(1)], ['<script>alert(1)</script>']])(
    'refuses %j and does not repeat it',
    async (token) => {
      const answer = await logIn(web.app, token);
      expect([answer.status, cookieIn(answer)]).toEqual([401, null]);
      expect(answer.text).toContain('This token is not known');
      expect(answer.text).not.toContain(token === '' ? 'undefined' : token);
    },
  );

  test('refuses what another site sends', async () => {
    expect((await logIn(web.app).set('Sec-Fetch-Site', 'cross-site')).status).toBe(403);
    expect((await logIn(web.app).set('Sec-Fetch-Site', 'same-site')).status).toBe(403);
    expect((await logIn(web.app).set('Sec-Fetch-Site', 'same-origin')).status).toBe(303);
  });

  test('lets nobody in after ten wrong tokens a minute, and everybody else', async () => {
    const from = (address: string, token: string) => logIn(web.app, token).set('X-Forwarded-For', address);
    for (let tries = 0; tries < 10; tries++) expect((await from('192.0.2.1', 'guess')).status).toBe(401);
    const answer = await from('192.0.2.1', TOKEN);
    expect([answer.status, cookieIn(answer)]).toEqual([429, null]);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await from('192.0.2.2', TOKEN)).status).toBe(303);
  });
});

describe('requireSession()', () => {
  test('sends who is not logged in to the log-in page, and back to where he wanted to go', async () => {
    const answer = await request(web.app).get('/?a=1');
    expect([answer.status, answer.headers['location']]).toEqual([303, '/login?next=%2F%3Fa%3D1']);
    const part = await request(web.app).get('/').set('HX-Request', 'true');
    expect([part.status, part.headers['hx-redirect'], part.text]).toEqual([401, '/login', '']);
  });

  test.each([['hamgate_session='], ['hamgate_session=forged'], ['hamgate_session=%zz'], ['other=1; ;=;']])(
    'knows nobody by the cookie %j',
    async (cookie) => {
      expect((await request(web.app).get('/').set('Cookie', cookie)).status).toBe(303);
    },
  );

  test('ends a session after twelve hours', async () => {
    let now = new Date('2026-01-02T00:00:00.000Z');
    const timed = createTestApp(testStore.store, { clock: { now: () => now } });
    const visitor = await visit(timed.app);
    now = new Date('2026-01-02T11:59:59.000Z');
    expect((await visitor.get('/')).status).toBe(200);
    now = new Date('2026-01-02T12:00:00.000Z');
    expect((await visitor.get('/')).status).toBe(303);
  });

  test('ends the sessions of a token that is revoked, and those of an admin token that was changed', async () => {
    const hash = secretHash('token-of-anna-0123456789');
    await testStore.store.addToken({ name: 'anna', role: 'viewer', hash }, by(0));
    const [anna, admin] = [await visit(web.app, 'token-of-anna-0123456789'), await visit(web.app)];
    expect((await anna.get('/')).text).toContain('token:anna');
    await testStore.store.revokeToken('anna', by(1));
    expect((await anna.get('/')).status).toBe(303);
    expect((await admin.get('/')).status).toBe(200);
    const next = createTestApp(testStore.store, { adminToken: 'another-token-of-the-admin' });
    expect((await request(next.app).get('/').set('Cookie', admin.cookie)).status).toBe(303);
  });
});

describe('POST /logout', () => {
  test('ends the session in the store, and takes the cookie away', async () => {
    const visitor = await visit(web.app);
    const answer = await visitor.post('/logout');
    expect([answer.status, answer.headers['location']]).toEqual([303, '/login']);
    expect(String(answer.headers['set-cookie'])).toContain('hamgate_session=;');
    expect((await visitor.get('/')).status).toBe(303);
    expect(await actions()).toContainEqual(['admin', 'session.ended']);
  });

  test.each([
    ['without a CSRF token', {}, { csrf: '' }],
    ['with one of another session', {}, { csrf: 'A'.repeat(43) }],
    ['from another site', { 'Sec-Fetch-Site': 'cross-site' }, {}],
  ])('refuses a form %s', async (_name, headers, fields) => {
    const visitor = await visit(web.app);
    const answer = await visitor.post('/logout', fields).set(headers);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('This form is too old')]);
    expect((await visitor.get('/')).status).toBe(200);
  });
});

describe('createConsole()', () => {
  test('has pages that run no script of a stranger and are framed by nobody', async () => {
    const { headers, text } = await (await visit(web.app)).get('/');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(text).not.toMatch(/<script(?![^>]* src="\/assets\/)|<style| style="| on[a-z]+="/);
  });

  test.each([
    ['console.css', 'text/css; charset=utf-8'],
    ['console.js', 'text/javascript; charset=utf-8'],
    ['htmx.js', 'text/javascript; charset=utf-8'],
    ['htmx-sse.js', 'text/javascript; charset=utf-8'],
    ['icon.svg', 'image/svg+xml'],
  ])('serves %s to everybody, and again only when it has changed', async (name, type) => {
    const answer = await request(web.app).get(`/assets/${name}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, type]);
    const etag = String(answer.headers['etag']);
    expect((await request(web.app).get(`/assets/${name}`).set('If-None-Match', etag)).status).toBe(304);
  });

  test('leaves an address that nothing is at as it is', async () => {
    expect((await request(web.app).get('/nowhere')).status).toBe(404);
  });
});
