import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { arrive, rowsIn } from './arrivals.js';
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

describe('GET /quarantine', () => {
  test('says what to expect where nothing waits', async () => {
    expect(await show()).toContain('Nothing waits. What the gate withholds comes here by itself');
    expect(await show('/quarantine?kind=unsure')).toContain('No doubtful messages');
    expect(await show('/quarantine?search=nobody')).toContain('Nothing that waits is like this');
  });

  test('lists what was withheld, newest first, with what is to be known of it', async () => {
    const first = await arrive(web, 'Free casino now', {
      sender: { id: '1', name: 'Eve Adams', role: 'member' },
    });
    const second = await arrive(web, 'Another casino', { unscored: ['photo'], signals: ['hidden-link'] });
    await arrive(web, 'Lunch at noon?');
    const html = await show();
    expect(rowsIn(html)).toEqual([second, first]);
    for (const words of [
      'Eve Adams',
      'Text messages',
      '+15005550006',
      'The score reaches the threshold.',
      'words@1.0.0',
      '0.970',
      'Could not be read: ',
      'a link whose text shows another address',
      '2026-01-02 03:04:05',
      `href="/messages/${first}"`,
      '<mark class="t3" title="+',
    ])
      expect(html).toContain(words);
  });

  test('has what is doubtful on a tab of its own', async () => {
    const withheld = await arrive(web, 'Free casino');
    const doubtful = await arrive(web, 'A faint hope');
    expect(rowsIn(await show())).toEqual([withheld]);
    const html = await show('/quarantine?kind=unsure');
    expect(rowsIn(html)).toEqual([doubtful]);
    expect(html).toContain('Not spam');
    expect(html).not.toContain('Release');
  });

  test('shows what the model cannot read, without marks', async () => {
    const broken = createTestApp(testStore.store, {
      explain: () => {
        throw new Error('broken');
      },
    });
    const id = await arrive(web, 'Free casino');
    const { status, text } = await (await visit(broken.app)).get('/quarantine');
    expect([status, rowsIn(text)]).toEqual([200, [id]]);
    expect(text).not.toContain('<mark');
  });

  test('shows the form that the model reads where it is another', async () => {
    const explained = createTestApp(testStore.store, {
      explain: () => ({ parts: [], rest: 0, normalised: 'free <casino>', isExact: true }),
    });
    await arrive(web, 'fr33 casino');
    expect((await (await visit(explained.app)).get('/quarantine')).text).toContain('free &lt;casino>');
  });

  test('stops explaining when that takes too long', async () => {
    let now = Date.now();
    const slow = createTestApp(testStore.store, {
      clock: { now: () => new Date(now) },
      explain: (text) => {
        now += 200;
        return {
          parts: [{ text, start: 0, end: text.length, logOdds: 2 }],
          rest: 0,
          normalised: null,
          isExact: true,
        };
      },
    });
    for (const word of ['one', 'two', 'three', 'four']) await arrive(web, `casino ${word}`);
    const { text } = await (await visit(slow.app)).get('/quarantine');
    expect([text.match(/<mark/g)?.length, rowsIn(text).length]).toEqual([2, 4]);
  });

  test.each([
    ['channel=telegram', ['telegram']],
    ['channel=sms&conversation=%2B15005550006', ['sms']],
    ['fromScore=0.98', []],
    ['fromScore=0.5&toScore=1', ['telegram', 'sms']],
    ['band=ham', []],
    ['band=spam&search=pok', ['telegram']],
    ['channel=&conversation=&fromScore=&search=', ['telegram', 'sms']],
  ])('filters by %s', async (query, expected) => {
    const ids = {
      sms: await arrive(web, 'Free casino'),
      telegram: await arrive(web, 'casino poker', { channel: 'telegram', conversation: '-1001' }),
    };
    const found = rowsIn(await show(`/quarantine?${query}`));
    expect(found).toEqual(expected.map((name) => ids[name as keyof typeof ids]));
  });

  test.each([
    ['fromScore=2', 'a score is a number from 0 to 1'],
    ['fromScore=x', 'a score is a number from 0 to 1'],
    ['channel=fax', 'channel'],
    ['band[]=spam&band[]=ham', ''],
    ['after=zzz', 'after'],
    ['search=a&search=b', 'search'],
  ])('answers %s with words, not with a fault', async (query, words) => {
    const { status, text } = await visitor.get(`/quarantine?${query}`);
    expect(status).toBeLessThan(500);
    expect(text).toContain(words);
  });

  test('is paged by key, and keeps its filters', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 27; i++) ids.push(await arrive(web, `casino ${'x'.repeat(i + 1)}y`));
    const first = await show('/quarantine?channel=sms');
    expect(rowsIn(first)).toHaveLength(25);
    const next = /href="([^"]+)" rel="next"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toContain('channel=sms&after=');
    const second = await show(next);
    expect(rowsIn(second)).toEqual([ids[1], ids[0]]);
    expect(second).not.toContain('sse-connect');
    expect(second).toContain('href="/quarantine?channel=sms">Newest');
  });

  test('folds nearly equal texts of one conversation into one row', async () => {
    await arrive(web, 'casino 1');
    await arrive(web, 'casino 2');
    const newest = await arrive(web, 'casino 3');
    const elsewhere = await arrive(web, 'casino 4', { conversation: '+1' });
    const html = await show();
    expect(rowsIn(html)).toEqual([elsewhere, newest]);
    expect(html).toContain('and 2 more like it');
    expect(html).toContain('Release all');
    const copies = await visitor.getPart(`/quarantine/copies/${newest}?kind=quarantined&back=%2Fquarantine`);
    expect(copies.text.match(/<li class="copy"/g)).toHaveLength(2);
    expect(copies.text).not.toContain('<html');
    expect((await visitor.get(`/quarantine/copies/${newest}`)).text).toContain('Back to the list');
    for (const id of ['NOBODY', '%00'])
      expect((await visitor.getPart(`/quarantine/copies/${id}`)).text).toContain('Nothing like it waits');
    expect((await visitor.getPart(`/quarantine/copies/${'x'.repeat(101)}`)).status).toBe(400);
  });
});

describe('texts of strangers', () => {
  const HOSTILE = [
    ['a script', '<script>alert(1)</script> casino', '&lt;script>alert(1)&lt;/script>'],
    ['an attribute', '"><img src=x onerror=alert(1)> casino', '&lt;img src=x'],
    ['marks of direction', '\u202Ecasino\u202C \u2066evil', 'dir="auto"'],
    ['zalgo', `casino ${'z\u0334\u0335\u0336\u0337\u0338'.repeat(50)}`, 'z\u0334\u0335'],
    ['an end of the list', '</span></li></ul></main> casino', '&lt;/main>'],
  ] as const;

  test.each(HOSTILE)('are shown harmlessly: %s', async (_name, text, shown) => {
    const id = await arrive(web, text, {
      sender: { id: '7', name: text, role: 'member' },
      conversation: text,
    });
    for (const path of ['/quarantine', '/messages', `/messages/${id}`]) {
      const html = await show(path);
      expect(html).toContain(shown);
      expect(html).not.toMatch(/<script(?![^>]* src="\/assets\/)|<img/);
      expect(html.match(/<\/main>/g)).toHaveLength(1);
    }
  });

  test('are cut when they are long, and never inside a character', async () => {
    const text = `casino ${'x'.repeat(992)}💣${'y'.repeat(9_000)}`;
    await arrive(web, text);
    const html = await show();
    expect(html).toContain('Show all 10,001 characters');
    expect(html).toContain(`${'x'.repeat(992)}…`);
    expect(html.isWellFormed()).toBe(true);
  });
});
