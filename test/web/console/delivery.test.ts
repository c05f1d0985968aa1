import { secretHash } from '../../../src/web/access/secrets.js';
import { ageOf } from '../../../src/web/console/delivery/delivery-page.js';
import { aTask, at, by } from '../../support/store-builders.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { visit } from './browser.js';

let testStore: TestStore;
let web: TestApp;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
});
afterEach(() => testStore.cleanUp());

/** So many tasks that were given up for this reason; their numbers. */
async function bury(count: number, reason = 'the receiver says 410'): Promise<readonly number[]> {
  const { store } = testStore;
  const tasks = Array.from({ length: count }, (_, n) =>
    aTask({ target: 'forward', dedupeKey: `f${n}`, lane: `l${n}`, about: `M${n}` }),
  );
  await store.addTasks(tasks, at(0));
  const claimed = await store.claimTasks({ now: at(1), leaseUntil: at(9), limit: count });
  for (const { id } of claimed) await store.buryTask(id, { at: at(2), reason });
  return claimed.map(({ id }) => id);
}

describe('/delivery', () => {
  test('shows what was given up, with the reason and the message, and where things wait', async () => {
    await bury(2);
    await testStore.store.addTasks([aTask({ dedupeKey: 'waits' })], at(3));
    const { text } = await (await visit(web.app)).get('/delivery');
    expect(text).toContain('the receiver says 410');
    expect(text).toContain('href="/messages/M1"');
    expect(text).not.toContain('waits</bdi>');
    const waiting = await (await visit(web.app)).get('/delivery?status=pending&target=telegram');
    expect(waiting.text).toContain('waits</bdi>');
    expect((await (await visit(web.app)).get('/delivery?status=done')).text).toContain(
      'Nothing that was done',
    );
  });

  test('has the selected ones done again, and all of a kind; who did it is kept', async () => {
    const ids = await bury(3);
    const admin = await visit(web.app);
    const some = await admin.post('/delivery/retry', { ids: ids.slice(0, 1).map(String) });
    expect(some.headers['location']).toBe('/delivery?status=pending');
    expect(await testStore.store.countTasks()).toEqual({ pending: 1, dead: 2 });
    await admin.post('/delivery/retry', { target: 'forward' });
    expect(await testStore.store.countTasks()).toEqual({ pending: 3, dead: 0 });
    const { items } = await testStore.store.listAudit({ limit: 9, action: 'tasks.revived' });
    expect(items.map(({ author }) => author)).toEqual(['admin', 'admin']);
  });

  test.each([[{}], [{ ids: 'x' }], [{ target: 'nowhere' }], [{ ids: '1'.repeat(20) }]])(
    'refuses to try %j again',
    async (fields) => {
      expect((await (await visit(web.app)).post('/delivery/retry', fields)).status).toBe(400);
    },
  );

  test('lets moderators look, and administrators try again', async () => {
    await bury(1);
    await testStore.store.addToken(
      { name: 'anna', role: 'moderator', hash: secretHash('token-of-anna') },
      by(0),
    );
    const anna = await visit(web.app, 'token-of-anna');
    const { text } = await anna.get('/delivery');
    expect(text).toContain('the receiver says 410');
    expect(text).not.toContain('/delivery/retry');
    expect((await anna.post('/delivery/retry', { target: 'forward' })).status).toBe(403);
    expect(await testStore.store.countTasks()).toEqual({ pending: 0, dead: 1 });
  });

  test('shows the words of a receiver as text, and goes on page after page', async () => {
    await bury(60, '<img src=x onerror=alert(1)>');
    const admin = await visit(web.app);
    const { text } = await admin.get('/delivery');
    expect(text).not.toContain('<img src=x');
    const next = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const older = (await admin.get(next)).text;
    expect(older.match(/name="ids"/g)).toHaveLength(10);
    expect((await admin.get('/delivery?after=x')).status).toBe(400);
  });
});

describe('ageOf()', () => {
  test.each([
    [0, '0 min'],
    [59, '59 min'],
    [60, '1 h'],
    [47 * 60, '47 h'],
    [48 * 60, '2 d'],
    [-5, '0 min'],
  ])('says %i minutes as %s', (minutes, text) => {
    expect(ageOf(at(0), new Date(Date.parse(at(0)) + minutes * 60_000))).toBe(text);
  });
});
