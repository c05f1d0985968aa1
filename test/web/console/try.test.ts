import { secretHash } from '../../../src/web/access/secrets.js';
import { splitTexts } from '../../../src/web/console/try/read-trial.js';
import { wordScorer } from '../../support/gate.js';
import { aModel, by } from '../../support/store-builders.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { visit, type Visitor } from './browser.js';
import { BREAKS_OUT, STRANGE_TEXTS } from './strange-texts.js';

const BASE = wordScorer.model;
const OTHER = 'other@9.9.9';

let testStore: TestStore;
let web: TestApp;
let visitor: Visitor;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
  visitor = await visit(web.app);
});
afterEach(() => testStore.cleanUp());

const tryThem = (fields: Readonly<Record<string, string | readonly string[]>>) =>
  visitor.post('/try', { texts: 'Free casino', models: BASE, channel: 'telegram', ...fields });

describe('GET /try', () => {
  test('offers the models of the store, with those in use chosen', async () => {
    await testStore.store.addModel(aModel(OTHER));
    await testStore.store.addModel(aModel('third@1.0.0'));
    const placed = await visitor.post(`/models/${encodeURIComponent(OTHER)}/shadow`);
    expect(placed.status).toBe(303);
    const { text } = await visitor.get('/try');
    expect(text).toMatch(new RegExp(`value="${BASE}" checked[^>]*/> ${BASE} \\(current\\)`));
    expect(text).toMatch(new RegExp(`value="${OTHER}" checked[^>]*/> ${OTHER} \\(shadow\\)`));
    expect(text).toMatch(/value="third@1.0.0"\/>/);
    expect(text).not.toContain('class="problem"');
  });
});

describe('POST /try', () => {
  test('shows score, verdict and marks of each text under each model, and keeps nothing', async () => {
    const answer = await tryThem({ texts: 'Free casino\nHello\n', models: [BASE, OTHER] });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('<!doctype html>');
    expect(answer.text.match(/badge spam">spam/g)).toHaveLength(2);
    expect(answer.text.match(/badge ham">ham/g)).toHaveLength(2);
    expect(answer.text).toContain('<span class="score">0.970</span>');
    expect(answer.text).toMatch(/<mark class="t3"[^>]*>casino<\/mark>/);
    expect((await testStore.store.listMessages({ limit: 9 })).items).toEqual([]);
  });

  test('answers htmx with the results alone', async () => {
    const { text } = await tryThem({}).set('HX-Request', 'true');
    expect(text).not.toContain('<html');
    expect(text).toContain('<h2>Results</h2>');
  });

  test('is for viewers, too, and not without a CSRF token', async () => {
    await testStore.store.addToken(
      { name: 'vi', role: 'viewer', hash: secretHash('token-of-a-viewer') },
      by(0),
    );
    const viewer = await visit(web.app, 'token-of-a-viewer');
    const fields = { texts: 'Hello', models: BASE };
    expect((await viewer.post('/try', fields)).text).toContain('badge ham');
    expect((await viewer.post('/try', { ...fields, csrf: '' })).status).toBe(403);
  });

  test.each([
    [{ texts: ' \r\n ' }, 'Write a text first'],
    [{ texts: 'x\n'.repeat(21) }, 'These are 21 texts; 20 at once are the most'],
    [{ texts: `Hello\n${'x'.repeat(10_001)}` }, 'Text 2 has more than 10,000 characters'],
    [{ models: [] }, 'Choose a model'],
    [{ models: ['a', 'b', 'c', 'd', 'e'] }, 'Choose 4 models at the most'],
  ])('says what is wrong with %j beside the field', async (fields, problem) => {
    const page = await tryThem(fields);
    expect(page.text).toContain(problem);
    expect(page.text).not.toContain('<h2>Results</h2>');
    expect((await tryThem(fields).set('HX-Request', 'true')).text).toContain(problem);
  });

  test('names a model that cannot be used', async () => {
    const { text } = await tryThem({ models: [BASE, 'gone@1.0.0'] });
    expect(text).toContain('<bdi>gone@1.0.0</bdi> cannot be used');
    expect(text).toContain('badge spam');
  });

  test.each(Object.entries(STRANGE_TEXTS))('shows strange text (%s) harmlessly', async (_name, strange) => {
    const { text } = await tryThem({ texts: strange });
    expect(text).toContain('<h2>Results</h2>');
    expect(text).not.toMatch(BREAKS_OUT);
  });

  test('takes twenty long texts, and refuses what is too long as a page', async () => {
    const many = `${'ж'.repeat(9_000)}\n`.repeat(20);
    expect((await tryThem({ texts: many })).status).toBe(200);
    const answer = await tryThem({ texts: 'ж'.repeat(400_000) });
    expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('too long to be tried')]);
  });
});

test.each([
  ['a\nb', ['a', 'b']],
  ['a\r\nb\r\n', ['a', 'b']],
  ['a\nb\n\nc', ['a\nb', 'c']],
  ['\n\n a \n \n\nb\n', [' a ', 'b']],
  ['a\n', ['a']],
  ['', []],
  [' \n\t\n', []],
])('splitTexts() makes of %j these texts', (entered, texts) => {
  expect(splitTexts(entered)).toEqual(texts);
});
