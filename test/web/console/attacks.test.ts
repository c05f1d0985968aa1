import request from 'supertest';
import { ROLES, type Role, mayActAs } from '../../../src/domain/access.js';
import { secretHash } from '../../../src/web/access/secrets.js';
import { aMessage } from '../../support/builders.js';
import { by } from '../../support/store-builders.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { csrfIn, visit, type Visitor } from './browser.js';

/** Every page and every change of the console, and who may have it. A new one belongs in here. */
const PAGES: readonly (readonly [path: string, needed: Role])[] = [
  ['/', 'viewer'],
  ['/doctor', 'viewer'],
  ['/quarantine', 'viewer'],
  ['/quarantine/new', 'viewer'],
  ['/quarantine/copies/M1', 'viewer'],
  ['/messages', 'viewer'],
  ['/messages/M1', 'viewer'],
  ['/try', 'viewer'],
  ['/conversations', 'viewer'],
  ['/conversations/telegram/-1001', 'viewer'],
  ['/conversations/telegram/-1001/threshold', 'viewer'],
  ['/models', 'viewer'],
  ['/models/shadow', 'viewer'],
  ['/models/corrections', 'viewer'],
  ['/models/contradictions', 'viewer'],
  ['/models/words@1.0.0', 'viewer'],
  ['/models/rollback', 'admin'],
  ['/models/words@1.0.0/promote', 'admin'],
  ['/delivery', 'viewer'],
  ['/access', 'admin'],
  ['/access/audit', 'admin'],
];
const CHANGES: readonly (readonly [path: string, needed: Role])[] = [
  ['/quarantine/decide', 'moderator'],
  ['/quarantine/undo', 'moderator'],
  ['/messages/M1/correct', 'moderator'],
  ['/messages/M1/undo', 'moderator'],
  ['/conversations/telegram/-1001/settings', 'admin'],
  ['/conversations/telegram/-1001/threshold', 'admin'],
  ['/models/corrections/C1/withdraw', 'moderator'],
  ['/models/words@1.0.0/promote', 'admin'],
  ['/models/words@1.0.0/shadow', 'admin'],
  ['/models/shadow/off', 'admin'],
  ['/models/rollback', 'admin'],
  ['/delivery/retry', 'admin'],
  ['/access/tokens', 'admin'],
  ['/access/tokens/revoke', 'admin'],
];
const FIELDS = { name: 'eve', role: 'admin', label: 'ham', ids: 'M1', target: 'forward', mode: 'observe' };

let testStore: TestStore;
let web: TestApp;
let now: Date;
beforeEach(async () => {
  now = new Date('2026-01-02T03:04:05.000Z');
  testStore = await openTestStore();
  web = createTestApp(testStore.store, { clock: { now: () => now } });
  await web.gate.filter(aMessage({ text: 'casino tonight' }));
});
afterEach(() => testStore.cleanUp());

async function visitAs(role: Role): Promise<Visitor> {
  const token = `token-of-a-${role}`;
  await testStore.store.addToken({ name: role, role, hash: secretHash(token) }, by(0));
  return visit(web.app, token);
}

/** What was done, but for who came and went. */
const changes = async () =>
  (await testStore.store.listAudit({ limit: 99 })).items
    .map(({ action }) => action)
    .filter((action) => !action.startsWith('session.') && action !== 'token.created');

describe('without a session', () => {
  test.each(PAGES)('GET %s shows nothing', async (path) => {
    const answer = await request(web.app).get(path);
    expect([answer.status, answer.text]).toEqual([303, expect.not.stringContaining('casino')]);
    expect(answer.headers['location']).toMatch(/^\/login\?next=/);
  });

  test.each(CHANGES)('POST %s changes nothing', async (path) => {
    const answer = await request(web.app).post(path).type('form').send(FIELDS);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/login']);
    expect(await changes()).toEqual([]);
  });

  test('GET /events streams nothing', async () => {
    expect((await request(web.app).get('/events')).status).toBe(303);
  });
});

describe('with a session that has ended', () => {
  const lateVisitor = async () => {
    const admin = await visit(web.app);
    now = new Date('2026-01-03T03:04:05.000Z');
    return admin;
  };

  test.each(PAGES)('GET %s is not there', async (path) => {
    expect((await (await lateVisitor()).get(path)).status).toBe(303);
  });

  test.each(CHANGES)('POST %s changes nothing', async (path) => {
    expect((await (await lateVisitor()).post(path, FIELDS)).status).toBe(303);
    expect(await changes()).toEqual([]);
  });
});

describe.each(ROLES)('as a %s', (role) => {
  test.each(PAGES)('GET %s is for %s', async (path, needed) => {
    const { status } = await (await visitAs(role)).get(path);
    // What is not there is 404, and what a page asks for may be missing.
    expect(mayActAs(role, needed) ? [200, 400, 404] : [403]).toContain(status);
  });
});

describe.each(['viewer', 'moderator'] as const)('as a %s', (role) => {
  test.each(CHANGES.filter(([, needed]) => !mayActAs(role, needed)))('POST %s is for %s', async (path) => {
    const answer = await (await visitAs(role)).post(path, FIELDS);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('This needs the role')]);
    expect(await changes()).toEqual([]);
  });
});

describe('from another site', () => {
  const attacks: readonly (readonly [string, Record<string, string>, Record<string, string>])[] = [
    ['without the token of the form', {}, { csrf: '' }],
    ['with a made-up token', {}, { csrf: 'A'.repeat(43) }],
    ['although it has the token', { 'Sec-Fetch-Site': 'cross-site' }, {}],
    ['from a site beside this one', { 'Sec-Fetch-Site': 'same-site' }, {}],
  ];
  const all = attacks.flatMap(([how, headers, fields]) =>
    CHANGES.map(([path]) => ({ path, how, headers, fields })),
  );

  test.each(all)('POST $path is refused $how', async ({ path, headers, fields }) => {
    const admin = await visit(web.app);
    const answer = await admin.post(path, { ...FIELDS, ...fields }).set(headers);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('This form is too old')]);
    expect(await changes()).toEqual([]);
  });

  test('the token of one session is none for another', async () => {
    const [admin, other] = [await visit(web.app), await visitAs('admin')];
    expect(csrfIn((await other.get('/')).text)).toBe(other.csrf);
    expect((await admin.post('/access/tokens', { ...FIELDS, csrf: other.csrf })).status).toBe(403);
  });

  test('the cookie opens no API, and a bearer token no page', async () => {
    const admin = await visit(web.app);
    expect((await request(web.app).get('/v1/messages').set('Cookie', admin.cookie)).status).toBe(401);
    const page = await request(web.app)
      .get('/access')
      .auth('correct-horse-battery-staple', { type: 'bearer' });
    expect(page.status).toBe(303);
  });
});

describe('with a forged id', () => {
  test.each([
    ['/conversations/telegram/-9999/settings', { mode: 'ban' }],
    ['/conversations/telegram/..%2F..%2Fetc/settings', { mode: 'ban' }],
    ['/conversations/sms/-1001/settings', { mode: 'ban' }],
    ['/messages/..%2F..%2Faccess/undo', {}],
    ['/messages/M999999999/correct', { label: 'ham' }],
    ['/models/..%2F..%2Fetc%2Fpasswd/promote', {}],
    ['/models/corrections/C999/withdraw', {}],
  ])('POST %s of an administrator changes nothing', async (path, fields) => {
    const answer = await (await visit(web.app)).post(path, fields);
    expect([400, 404, 422]).toContain(answer.status);
    expect(await changes()).toEqual([]);
  });

  test.each(['/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/%2e%2e/etc/passwd', '/assets/console.css/..'])(
    'GET %s serves no other file',
    async (path) => {
      const answer = await request(web.app).get(path);
      expect([303, 400, 404]).toContain(answer.status);
      expect(answer.text).not.toMatch(/hamgate"|root:/);
    },
  );
});
