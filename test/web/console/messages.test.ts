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

const show = async (path: string) => (await visitor.get(path)).text;

describe('GET /messages', () => {
  test('says so where nothing has arrived, and where nothing is like that', async () => {
    expect(await show('/messages')).toContain('No message has arrived yet.');
    expect(await show('/messages?search=nobody')).toContain('No message is like this.');
  });

  test.each([
    ['', ['late', 'faint', 'spam', 'ham']],
    ['search=lun', ['ham']],
    ['search=Gregor', ['faint']],
    ['sender=42', ['late', 'spam', 'ham']],
    ['band=unsure', ['faint']],
    ['status=quarantined', ['late', 'spam']],
    ['status=quarantined&conversation=%2B2', ['late']],
    ['toScore=0.5', ['ham']],
    ['from=2026-01-03', ['late']],
    ['to=2026-01-02', ['faint', 'spam', 'ham']],
    ['from=2026-01-02&to=2026-01-02&band=spam', ['spam']],
    ['channel=api', []],
  ])('finds by %j', async (query, expected) => {
    const ids: Record<string, string> = {};
    ids['ham'] = await arrive(web, 'Lunch at noon?');
    ids['spam'] = await arrive(web, 'Free casino');
    ids['faint'] = await arrive(web, 'A faint hope', { sender: { id: '7', name: 'Gregor', role: 'member' } });
    ids['late'] = await arrive(web, 'Poker casino', {
      conversation: '+2',
      receivedAt: '2026-01-03T00:00:00.000Z',
    });
    expect(rowsIn(await show(`/messages?${query}`))).toEqual(expected.map((name) => ids[name]));
  });

  test.each([
    ['from=yesterday', 'a day is written as 2026-01-31'],
    ['status=lost', 'status'],
    ['toScore=-1', 'a score is a number'],
  ])('refuses %s with words', async (query, words) => {
    const answer = await visitor.get(`/messages?${query}`);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(words)]);
  });

  test('finds a message by the id of the channel, and by that of the gate', async () => {
    const id = await arrive(web, 'Lunch at noon?', { messageId: 'wamid.1' });
    await arrive(web, 'Another');
    expect(rowsIn(await show(`/messages?search=${id}`))).toEqual([id]);
    expect(rowsIn(await show('/messages?search=wamid.1'))).toEqual([id]);
  });
});

describe('GET /messages/:id', () => {
  test('tells all about one message', async () => {
    const id = await arrive(web, 'Free casino', {
      gateway: 'twilio/acme',
      revision: 2,
      attachments: [{ kind: 'media', content: 'https://media.example/<1>' }],
      messageId: 'SM-of-twilio',
    });
    const html = await show(`/messages/${id}`);
    for (const words of [
      'withheld, waits for a decision',
      'SM-of-twilio',
      ', edit 2',
      'twilio/acme',
      'https://media.example/&lt;1>',
      '<mark class="t3"',
      '<caption>What mattered most</caption>',
      '<th scope="row"><bdi class="strangers-word">casino</bdi></th>',
      'together they need not add up',
      'Nobody has said anything of it.',
    ])
      expect(html).toContain(words);
    expect(html).not.toContain('Undo the last decision');
    expect(html).not.toContain('What happened');
  });

  test('explains with the model of today, and says so', async () => {
    const id = await arrive(web, 'Free casino');
    const newer = createTestApp(testStore.store, { currentModel: () => 'words@2.0.0' });
    const { text } = await (await visit(newer.app)).get(`/messages/${id}`);
    expect(text).toContain('words@1.0.0 decided; what follows is what words@2.0.0 makes of the text');
  });

  test('shows a message without a text', async () => {
    const id = await arrive(web, '', { unscored: ['photo'] });
    const html = await show(`/messages/${id}`);
    expect(html).toContain('No text.');
    expect(html).toContain('There is no text to explain');
    expect(rowsIn(await show('/messages'))).toEqual([id]);
  });

  test.each(['NOBODY', '%00', '..%2f..%2fetc%2fpasswd', 'x'.repeat(101), '__proto__'])(
    'knows no message %s',
    async (id) => {
      expect((await visitor.get(`/messages/${id}`)).status).toBe(404);
      expect((await visitor.post(`/messages/${id}/correct`, { label: 'ham' })).status).toBe(404);
      expect((await visitor.post(`/messages/${id}/undo`)).status).toBe(404);
    },
  );
});

describe('POST /messages/:id/correct', () => {
  test.each([
    ['Free casino', 'ham', 'released', 'Kept: not spam. It goes out in a few seconds.'],
    ['Free casino', 'spam', 'confirmed', 'Kept: spam.'],
    ['Lunch at noon?', 'ham', 'released', 'Kept: not spam.'],
    ['Lunch at noon?', 'spam', 'confirmed', 'Kept: spam.'],
  ] as const)('takes %j to be %s', async (text, label, ...[status, said]) => {
    const id = await arrive(web, text);
    const answer = await visitor.post(`/messages/${id}/correct`, { label });
    expect(answer.status).toBe(303);
    const html = await show(String(answer.headers['location']));
    expect(html).toContain(`${said}</p>`);
    expect(html).toContain('Undo the last decision');
    expect(html).toContain(label === 'ham' ? 'called not spam' : 'called spam');
    expect((await testStore.store.findMessage(id))?.status).toBe(status);
    expect((await testStore.store.listCorrections({ limit: 9 })).items).toMatchObject([
      { messageId: id, label, author: 'admin', source: 'console', role: 'admin' },
    ]);
  });

  test('can be undone, and shows what was withdrawn', async () => {
    const id = await arrive(web, 'Free casino');
    await visitor.post(`/messages/${id}/correct`, { label: 'ham' });
    const answer = await visitor.post(`/messages/${id}/undo`);
    const html = await show(String(answer.headers['location']));
    expect(html).toContain('The last decision is undone.');
    expect(html).toContain('decision undone');
    expect(html).not.toContain('<td>no</td>');
    expect(await dueTasks(testStore.store)).toEqual([]);
    const again = await visitor.post(`/messages/${id}/undo`);
    expect(await show(String(again.headers['location']))).toContain('There is no decision about it.');
  });

  test('says when an undone message is out', async () => {
    const id = await arrive(web, 'Free casino');
    await visitor.post(`/messages/${id}/correct`, { label: 'ham' });
    await dueTasks(testStore.store);
    const answer = await visitor.post(`/messages/${id}/undo`);
    expect(await show(String(answer.headers['location']))).toContain('it had gone out already');
  });

  test('refuses what is no label', async () => {
    const id = await arrive(web, 'Free casino');
    expect((await visitor.post(`/messages/${id}/correct`, { label: 'maybe' })).status).toBe(400);
  });

  test.each(['correct', 'undo'])('is not for viewers, nor for forms from elsewhere: %s', async (press) => {
    const id = await arrive(web, 'Free casino');
    const viewer = await visitAs(web, testStore.store, 'viewer');
    expect((await viewer.get(`/messages/${id}`)).text).not.toContain('name="label"');
    expect((await viewer.post(`/messages/${id}/${press}`, { label: 'ham' })).status).toBe(403);
    expect((await visitor.post(`/messages/${id}/${press}`, { label: 'ham', csrf: 'x' })).status).toBe(403);
    expect((await testStore.store.findMessage(id))?.status).toBe('quarantined');
  });
});
