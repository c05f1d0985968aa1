import { dueTasks } from '../../support/gate.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { arrive, rowsIn, visitAs } from './arrivals.js';
import { visit, type Visitor } from './browser.js';

let testStore: TestStore;
let web: TestApp;
let visitor: Visitor;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
  visitor = await visit(web.app);
});
afterEach(() => testStore.cleanUp());

const show = async (path = '/quarantine') => (await visitor.get(path)).text;
const statusOf = async (id: string) => (await testStore.store.findMessage(id))?.status;

describe('POST /quarantine/decide', () => {
  test.each([
    ['ham', 'released', 'Released by you; goes out in a few seconds.'],
    ['spam', 'confirmed', 'Confirmed as spam by you.'],
  ] as const)(
    'as a part: %s is answered with a line in the place of the row',
    async (label, status, words) => {
      const id = await arrive(web, 'Free casino');
      const answer = await visitor.post('/quarantine/decide', { id, label }).set('HX-Request', 'true');
      expect([answer.status, rowsIn(answer.text)]).toEqual([200, [id]]);
      expect(answer.text).toContain(words);
      expect(answer.text).toContain('data-action="undo"');
      expect(answer.text).toContain('id="said"');
      expect(await statusOf(id)).toBe(status);
      expect(await dueTasks(testStore.store)).toHaveLength(label === 'ham' ? 1 : 0);
      expect((await testStore.store.listCorrections({ limit: 9 })).items).toMatchObject([
        { messageId: id, label, author: 'admin', role: 'admin', source: 'console' },
      ]);
    },
  );

  test('holds what is released for five seconds', async () => {
    const id = await arrive(web, 'Free casino');
    await visitor.post('/quarantine/decide', { id, label: 'ham' });
    const claim = (now: string) => testStore.store.claimTasks({ now, leaseUntil: now, limit: 9 });
    expect(await claim('2026-01-02T03:04:09.999Z')).toEqual([]);
    expect(await claim('2026-01-02T03:04:10.000Z')).toHaveLength(1);
  });

  test('without scripts: comes back to the list as it was filtered, and says what was done', async () => {
    const id = await arrive(web, 'Free casino');
    const back = '/quarantine?channel=sms';
    const answer = await visitor.post('/quarantine/decide', { id, label: 'ham', back });
    expect([answer.status, answer.headers['location']]).toEqual([303, `/quarantine?channel=sms&ids=${id}`]);
    const html = await show(String(answer.headers['location']));
    expect(html).toContain('Done: 1 not spam.');
    expect(rowsIn(html)).toEqual([]);
    expect(html).toContain('<option value="sms" selected>');
    await visitor.post('/quarantine/undo', { id, back });
    expect(await statusOf(id)).toBe('quarantined');
  });

  test.each([['//evil.example'], ['https://evil.example/quarantine'], ['/quarantine\\@evil'], ['/login']])(
    'never leads to %s',
    async (back) => {
      const id = await arrive(web, 'Free casino');
      const answer = await visitor.post('/quarantine/decide', { id, label: 'ham', back });
      expect(answer.headers['location']).toBe(`/quarantine?ids=${id}`);
    },
  );

  test('decides about many at once, and all that is like them', async () => {
    const campaign = [
      await arrive(web, 'casino 1'),
      await arrive(web, 'casino 2'),
      await arrive(web, 'casino 3'),
    ];
    const single = await arrive(web, 'Free casino');
    const other = await arrive(web, 'another casino');
    const ids = [campaign[2] ?? '', single];
    const answer = await visitor.post('/quarantine/decide', { id: ids, label: 'spam' });
    const html = await show(String(answer.headers['location']));
    expect(html).toContain('Done: 4 spam.');
    expect(rowsIn(html)).toEqual([other]);
    for (const id of [...campaign, single]) expect(await statusOf(id)).toBe('confirmed');
    const undone = await visitor.post('/quarantine/undo', { id: [...campaign, single] });
    expect(await show(String(undone.headers['location']))).toContain('Done: 4 as before the decision.');
    expect(rowsIn(await show())).toHaveLength(3);
  });

  test('decides about one copy alone when it is asked for', async () => {
    const [one, two] = [await arrive(web, 'casino 1'), await arrive(web, 'casino 2')];
    const fields = { id: one, label: 'spam', alone: 'yes' };
    const answer = await visitor.post('/quarantine/decide', fields).set('HX-Request', 'true');
    expect(rowsIn(answer.text)).toEqual([one]);
    expect([await statusOf(one), await statusOf(two)]).toEqual(['confirmed', 'quarantined']);
  });

  test('takes five hundred at once and says that there are more', async () => {
    await Promise.all(Array.from({ length: 502 }, (_, i) => arrive(web, `casino ${i}`)));
    const [leader = ''] = rowsIn(await show());
    const answer = await visitor
      .post('/quarantine/decide', { id: leader, label: 'spam' })
      .set('HX-Request', 'true');
    expect(answer.text).toContain('Confirmed as spam by you with 499 like it. More like it still wait.');
    const tooMany = Array.from({ length: 501 }, (_, i) => `M${i}`);
    expect((await visitor.post('/quarantine/decide', { id: tooMany, label: 'spam' })).status).toBe(400);
  }, 30_000);

  test('leaves alone what somebody else has decided meanwhile', async () => {
    const id = await arrive(web, 'Free casino');
    const anna = await visitAs(web, testStore.store, 'moderator');
    await anna.post('/quarantine/decide', { id, label: 'spam' });
    const part = await visitor.post('/quarantine/decide', { id, label: 'ham' }).set('HX-Request', 'true');
    expect(part.text).toContain('Confirmed as spam by token:moderator.');
    const page = await visitor.post('/quarantine/decide', { id, label: 'ham' });
    expect(await show(String(page.headers['location']))).toContain('1 had been decided by somebody else');
    expect(await statusOf(id)).toBe('confirmed');
  });

  test('marks what is doubtful, either way', async () => {
    const [one, two] = [await arrive(web, 'A faint hope'), await arrive(web, 'Other faint words')];
    const post = (id: string, label: string) =>
      visitor.post('/quarantine/decide', { id, label, kind: 'unsure' }).set('HX-Request', 'true');
    expect((await post(one, 'ham')).text).toContain('Called not spam by you.');
    expect((await post(two, 'spam')).text).toContain('Called spam by you.');
    expect([await statusOf(one), await statusOf(two)]).toEqual(['released', 'confirmed']);
    expect(rowsIn(await show('/quarantine?kind=unsure'))).toEqual([]);
  });

  test.each([
    [{ label: 'ham' }, 400],
    [{ id: 'X', label: 'maybe' }, 400],
    [{ id: 'x'.repeat(101), label: 'ham' }, 400],
    [{ id: 'M999999999', label: 'ham' }, 303],
  ] as const)('answers the form %j', async (fields, status) => {
    expect((await visitor.post('/quarantine/decide', fields)).status).toBe(status);
  });

  test('says so where a message is not kept any more', async () => {
    const answer = await visitor
      .post('/quarantine/decide', { id: 'GONE', label: 'ham' })
      .set('HX-Request', 'true');
    expect([answer.status, answer.headers['hx-retarget']]).toEqual([404, '#said']);
  });
});

describe('POST /quarantine/undo', () => {
  const undo = (id: string | readonly string[], from = visitor) =>
    from.post('/quarantine/undo', { id }).set('HX-Request', 'true');

  test('brings the row back, and nothing goes out', async () => {
    const id = await arrive(web, 'Free casino');
    await visitor.post('/quarantine/decide', { id, label: 'ham' });
    const answer = await undo(id);
    expect(rowsIn(answer.text)).toEqual([id]);
    expect(answer.text).toContain('data-action="release"');
    expect(answer.text).toContain('Undone: it waits again.');
    expect(await dueTasks(testStore.store)).toEqual([]);
  });

  test('says when it is out already', async () => {
    const id = await arrive(web, 'Free casino');
    await visitor.post('/quarantine/decide', { id, label: 'ham' });
    expect(await dueTasks(testStore.store)).toHaveLength(1);
    expect((await undo(id)).text).toContain('it had gone out already');
    const other = await arrive(web, 'other casino', { conversation: '+1' });
    await visitor.post('/quarantine/decide', { id: other, label: 'ham' });
    await dueTasks(testStore.store);
    const page = await visitor.post('/quarantine/undo', { id: other });
    expect(await show(String(page.headers['location']))).toContain('1 had gone out before');
  });

  test('puts what had been decided before in force again', async () => {
    const id = await arrive(web, 'Free casino');
    await visitor.post('/quarantine/decide', { id, label: 'spam' });
    await visitor.post(`/messages/${id}/correct`, { label: 'ham' });
    expect((await undo(id)).text).toContain('Confirmed as spam by you.');
  });
});

describe('roles', () => {
  const POSTS = ['/quarantine/decide', '/quarantine/undo'] as const;

  test.each(POSTS)('a viewer sees everything and cannot press: %s', async (path) => {
    const id = await arrive(web, 'Free casino');
    const viewer = await visitAs(web, testStore.store, 'viewer');
    const { text } = await viewer.get('/quarantine');
    expect(rowsIn(text)).toEqual([id]);
    expect(text).not.toContain('data-action');
    expect(text).not.toContain('form="many"');
    const answer = await viewer.post(path, { id, label: 'ham' });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('needs the role')]);
    expect(await statusOf(id)).toBe('quarantined');
  });

  test.each(POSTS)('%s needs the token of the form, and a session', async (path) => {
    const id = await arrive(web, 'Free casino');
    expect((await visitor.post(path, { id, label: 'ham', csrf: '' })).status).toBe(403);
    expect((await visitor.post(path, { id, label: 'ham' }).set('Sec-Fetch-Site', 'cross-site')).status).toBe(
      403,
    );
    expect((await visitor.post(path, { id, label: 'ham' }).set('Cookie', '')).headers['location']).toBe(
      '/login',
    );
    expect(await statusOf(id)).toBe('quarantined');
  });
});
