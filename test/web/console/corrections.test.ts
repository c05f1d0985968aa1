import type { Correction } from '../../../src/domain/correction.js';
import { secretHash } from '../../../src/web/access/secrets.js';
import { NOW } from '../../support/gate.js';
import { aChange, at, by } from '../../support/store-builders.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { visit, type Visitor } from './browser.js';
import { BREAKS_OUT, STRANGE_TEXTS } from './strange-texts.js';

let testStore: TestStore;
let web: TestApp;
let admin: Visitor;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
  admin = await visit(web.app);
});
afterEach(() => testStore.cleanUp());

const keep = (id: string, parts: Partial<Correction> = {}) =>
  testStore.store.saveCorrection(
    aChange({ id, text: `text of ${id}.`, ...parts }, { fingerprint: parts.text ?? id }),
  );

async function visitAs(role: 'viewer' | 'moderator'): Promise<Visitor> {
  await testStore.store.addToken({ name: role, role, hash: secretHash(`token-of-a-${role}`) }, by(0));
  return visit(web.app, `token-of-a-${role}`);
}

const shown = async (query = '') =>
  [...(await admin.get(`/models/corrections${query}`)).text.matchAll(/text of (\w+)\./g)].map(([, id]) => id);

describe('GET /models/corrections', () => {
  beforeEach(async () => {
    await keep('C1', { author: 'token:anna', label: 'spam', source: 'console' });
    await keep('C2', { author: 'telegram:7', source: 'telegram', messageId: 'M2' });
    await keep('C3', { role: 'appeal', label: 'ham', source: 'telegram' });
    await testStore.store.withdrawCorrection('C2', by(9));
  });

  test('has who said what when, and the message', async () => {
    const { text } = await admin.get('/models/corrections');
    expect(text).toMatch(/badge spam">spam<\/span><bdi[^>]*>token:anna<\/bdi><span>by console/);
    expect(text).toContain('href="/messages/M2"');
    expect(text).toMatch(new RegExp(`Withdrawn <time datetime="${at(9)}"`, 'i'));
  });

  test.each([
    ['', ['C3', 'C2', 'C1']],
    ['?author=token:anna', ['C1']],
    ['?label=ham', ['C3', 'C2']],
    ['?source=telegram', ['C3', 'C2']],
    ['?role=appeal', ['C3']],
    ['?state=withdrawn', ['C2']],
    ['?state=standing&source=&role=&author=', ['C3', 'C1']],
    ['?author=nobody', []],
  ])('filters %j', async (query, ids) => {
    expect(await shown(query)).toEqual(ids);
  });

  test.each(['?label=maybe', '?after=garbage', '?source=fax'])('refuses %s', async (query) => {
    expect((await admin.get(`/models/corrections${query}`)).status).toBe(400);
  });

  test('pages, with its filters', async () => {
    for (let n = 0; n < 55; n += 1) await keep(`N${n}`, { author: 'Bo' });
    const { text } = await admin.get('/models/corrections?author=Bo');
    const next = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toContain('author=Bo');
    expect(await shown(next.slice('/models/corrections'.length))).toEqual(['N4', 'N3', 'N2', 'N1', 'N0']);
  });

  test.each(Object.entries(STRANGE_TEXTS))('shows strange texts and authors (%s)', async (_name, strange) => {
    await keep('S1', { text: strange, author: strange.slice(0, 300) });
    const { status, text } = await admin.get('/models/corrections');
    expect([status, BREAKS_OUT.test(text)]).toEqual([200, false]);
    expect(text).toContain('class="message-text" dir="auto"');
  });

  test('cuts long texts and shows them in full on demand', async () => {
    await keep('L1', { text: `${'x'.repeat(999)}😀${'y'.repeat(4_999)}` });
    await keep('L2', { text: 'line\n'.repeat(50) });
    const { text } = await admin.get('/models/corrections');
    expect(text).toMatch(/>x{999}…<\/span>/);
    expect(text).toContain('Show all 6,000 characters');
    expect(text).toMatch(/>(line\n){14}line…<\/span>/);
  });
});

describe('POST /models/corrections/:id/withdraw', () => {
  test('withdraws, for moderators, in the name of who does it', async () => {
    await keep('C1');
    const moderator = await visitAs('moderator');
    const answer = await moderator.post('/models/corrections/C1/withdraw', { back: 'contradictions' });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/models/contradictions']);
    expect(await testStore.store.findCorrections(['C1'])).toMatchObject([{ withdrawnAt: NOW.toISOString() }]);
    const { items } = await testStore.store.listAudit({ limit: 1, action: 'correction.withdrawn' });
    expect(items).toMatchObject([{ author: 'token:moderator', subject: 'C1' }]);
  });

  test('answers htmx with the row as it is now', async () => {
    await keep('C1');
    const { text } = await admin.post('/models/corrections/C1/withdraw').set('HX-Request', 'true');
    expect(text).toMatch(/^<li class="row" id="correction-C1"/);
    expect(text).toContain('Withdrawn <time');
    expect(text).not.toContain('<form');
    expect(text).toContain('hx-swap-oob');
  });

  test('is not for viewers, not without a CSRF token, and not for what is not there', async () => {
    await keep('C1');
    const viewer = await visitAs('viewer');
    expect((await viewer.get('/models/corrections')).text).not.toContain('Withdraw</button>');
    expect((await viewer.post('/models/corrections/C1/withdraw')).status).toBe(403);
    expect((await admin.post('/models/corrections/C1/withdraw', { csrf: '' })).status).toBe(403);
    expect((await admin.post('/models/corrections/C9/withdraw')).status).toBe(404);
    expect(await testStore.store.findCorrections(['C1'])).toMatchObject([{ withdrawnAt: null }]);
  });
});

describe('GET /models/contradictions', () => {
  test('has texts that people call both, with what is in force where', async () => {
    const text = 'Join <b>us</b>';
    await keep('C1', { text, label: 'spam', conversation: { channel: 'telegram', id: '-1' } });
    await keep('C2', { text, label: 'ham', conversation: { channel: 'sms', id: '+1' } });
    const page = await admin.get('/models/contradictions');
    expect(page.text).toContain('Join &lt;b>us');
    expect(page.text).toMatch(
      /badge ham">ham<\/span> is in force[\s\S]*badge spam">spam<\/span> is in force/,
    );
    expect(page.text.match(/Withdraw<\/button>/g)).toHaveLength(2);
    await admin.post('/models/corrections/C1/withdraw');
    expect((await admin.get('/models/contradictions')).text).toContain('People agree about everything');
  });
});
