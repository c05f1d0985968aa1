import { secretHash } from '../../../src/web/access/secrets.js';
import { anArrival, aStoredMessage, aVerdict } from '../../support/builders.js';
import { wordScorer } from '../../support/gate.js';
import { aResult } from '../../support/learning-builders.js';
import { aChange, aModel, aRefusal, by } from '../../support/store-builders.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { visit, type Visitor } from './browser.js';
import { BREAKS_OUT, STRANGE_TEXTS } from './strange-texts.js';

const BASE = wordScorer.model;
const NEXT = 'words@9.9.9';
const PAGE = `/models/${encodeURIComponent(NEXT)}`;

let testStore: TestStore;
let web: TestApp;
let admin: Visitor;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
  admin = await visit(web.app);
  const given = { origin: 'given', parent: null, measuredAgainst: null, decision: null } as const;
  await testStore.store.addModel(aModel(BASE, given));
});
afterEach(() => testStore.cleanUp());

const places = () => testStore.store.readModelPlaces();
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

async function visitAs(role: 'viewer' | 'moderator'): Promise<Visitor> {
  await testStore.store.addToken({ name: role, role, hash: secretHash(`token-of-a-${role}`) }, by(0));
  return visit(web.app, `token-of-a-${role}`);
}

describe('GET /models', () => {
  test('says what there is, what each is used for, and what the gate said', async () => {
    await testStore.store.addModel(aModel(NEXT));
    await testStore.store.addModel(aModel('words@9.9.8', aRefusal('no')));
    await admin.post(`${PAGE}/shadow`);
    const { text } = await admin.get('/models');
    expect(text).toMatch(/words@9\.9\.9<\/bdi><\/a><\/th><td>shadow[\s\S]*?badge ham">passed/);
    expect(text).toMatch(/words@9\.9\.8<\/bdi><\/a><\/th><td>–[\s\S]*?badge spam">refused/);
    expect(text).toMatch(/words@1\.0\.0<\/bdi><\/a><\/th><td>current/);
    expect(text).toMatch(/<bdi>admin<\/bdi><\/td><td>put in the shadow/);
  });

  test('says what came of each retraining', async () => {
    const { store } = testStore;
    const lease = { job: 'retrain', holder: 'one' };
    await store.takeLease(lease, { now: by(0).at, until: by(9).at });
    await store.saveRetraining(aResult(), lease);
    expect((await admin.get('/models')).text).toContain('Too little to learn from: too little');
  });

  test('gives people who may only look nothing to press', async () => {
    await testStore.store.addModel(aModel(NEXT));
    const viewer = await visitAs('viewer');
    for (const path of ['/models', PAGE])
      expect((await viewer.get(path)).text).not.toMatch(/Roll back|Use it|Put it in the shadow/);
    for (const path of [`${PAGE}/promote`, '/models/rollback', '/models/shadow/off', `${PAGE}/shadow`])
      expect([path, (await viewer.post(path)).status]).toEqual([path, 403]);
    expect((await viewer.get(`${PAGE}/promote`)).status).toBe(403);
    expect(await places()).toEqual({ current: null, shadow: null });
  });
});

describe('GET /models/:id', () => {
  test('shows what the manifest says: thresholds, metrics, reliability', async () => {
    const reliability = [
      { from: 0, to: 0.1, messages: 1000, meanScore: 0.01, spamShare: 0.02 },
      { from: 0.9, to: 1, messages: 200, meanScore: 0.97, spamShare: 0.98 },
    ];
    const manifest = {
      thresholds: { telegram: 0.629, sms: 0.913, review: 0.107 },
      calibration: { kind: 'platt', slope: 0.77, intercept: -2.5 },
      metrics: { validation: { precision: 0.98, recall: null, spam: 8081 } },
      judged: { reliability },
      training: { data: [{ spam: 10, ham: 20 }] },
    };
    await testStore.store.addModel(aModel(NEXT, { files: { 'manifest.json': bytes(manifest) } }));
    const { text } = await admin.get(PAGE);
    expect(text).toMatch(/Text messages<\/th><td>0\.913/);
    expect(text).toMatch(/Precision[^<]*<\/th><td>0\.9800/);
    expect(text).toMatch(/Recall[^<]*<\/th><td>–/);
    expect(text).toContain('trained on 10 spam and 20 ham');
    expect(text.match(/<circle class="dot line"/g)).toHaveLength(2);
    expect(text).toContain('size is 99 %');
  });

  test.each([
    ['no manifest', {}, {}],
    ['one that is no JSON', { 'manifest.json': new TextEncoder().encode('{') }, {}],
    ['one of another kind', { 'manifest.json': bytes({ thresholds: 7, metrics: [], judged: 'yes' }) }, {}],
    ['a report of another kind', { 'manifest.json': bytes({}) }, { report: { checks: 7, drift: 'x' } }],
  ])('shows a model with %s', async (_name, files, parts) => {
    await testStore.store.addModel(aModel(NEXT, { files, ...parts }));
    expect((await admin.get(PAGE)).status).toBe(200);
  });

  test('shows what it understands of a report', async () => {
    await testStore.store.addModel(aModel(NEXT, { report: { seconds: 7, checks: 'x', drift: [] } }));
    expect((await admin.get(PAGE)).text).toContain('It took 7 seconds.');
  });

  test('shows its report in full, with the texts that are still kept', async () => {
    const { store } = testStore;
    await store.saveArrival(anArrival(aStoredMessage({ id: 'M1', text: STRANGE_TEXTS.script })));
    await store.saveCorrection(aChange({ id: 'C1', text: 'a missed text' }));
    const pairs = {
      spam: 10,
      ham: 0,
      currentCaught: 5,
      candidateCaught: 6,
      currentWronged: 0,
      candidateWronged: 0,
    };
    const change = { current: 0.4, candidate: 0.7 };
    const report = {
      current: BASE,
      seconds: 33,
      strength: 4,
      checks: [{ name: 'size', isPassed: false, text: 'size is 120 %' }],
      lessons: {
        ...{ spam: 3, ham: 2, new: 5, corpus: 0, traffic: 100, contradictions: [['C9', 'C8']] },
        authors: [{ author: 'telegram:7', lessons: 5, weight: 2.5, isCapped: true }],
      },
      measured: {
        ...{ acceptance: pairs, future: pairs, mustPass: pairs, mostRise: 0 },
        ...{ calibration: change, cost: { time: 0.9, size: 1.2 } },
        influences: [{ author: 'telegram:7', lessons: 5, moved: 3, messages: 50 }],
      },
      changedAcceptance: [{ ...change, text: 'of the written list', label: 'spam' }],
      missed: [{ ...change, id: 'C1', label: 'ham' }],
      drift: { messages: 9, toSpam: 1, toHam: 0, examples: [{ ...change, id: 'M1', becomes: 'spam' }] },
    };
    await store.addModel(aModel(NEXT, { report }));
    const { text } = await admin.get(PAGE);
    expect(text).toMatch(/size<\/th><td>no<\/td><td>size is 120 %/);
    expect(text).toMatch(
      /Written list: spam found<\/th><td>5 of 10 \(50\.0 %\)<\/td><td>6 of 10 \(60\.0 %\)/,
    );
    expect(text).toMatch(/telegram:7<\/bdi><\/th><td>5<\/td><td>2\.5 \(capped\)<\/td><td>3 of 50/);
    expect(text).toContain('C9: not kept any more');
    expect(text).toMatch(/a missed text<\/span><\/th><td>ham<\/td><td>40\.0 %<\/td><td>70\.0 %/);
    expect(text).toContain('&lt;script>alert(1)');
    expect(text).not.toMatch(BREAKS_OUT);
  });

  test('measures its reliability afterwards, for those who ask', async () => {
    await testStore.store.addModel(aModel(NEXT));
    expect((await admin.get(PAGE)).text).toContain(`hx-get="${PAGE}/reliability"`);
    const { text } = await admin.getPart(`${PAGE}/reliability`);
    expect(text).toMatch(/^<div id="measured">/);
    expect(text.match(/<circle/g)).toHaveLength(2);
    expect((await admin.get(`${PAGE}/reliability`)).text).toContain('<!doctype html>');
    await testStore.store.addModel(aModel('gone@1.0.0'));
    expect((await admin.get('/models/gone%401.0.0/reliability')).text).toContain('cannot be measured');
  });

  test('says that its files are gone', async () => {
    await testStore.store.addModel(aModel(NEXT, { files: {} }));
    const { text } = await admin.get(PAGE);
    expect(text).toContain('The files of this model are gone');
    expect(text).not.toContain('Use it');
    expect((await admin.post(`${PAGE}/promote`)).status).toBe(410);
  });

  test.each(['none@1.0.0', '%00', 'x'.repeat(300), '%3Cscript%3E'])('knows no model %s', async (id) => {
    for (const path of ['', '/promote', '/reliability'])
      expect((await admin.get(`/models/${id}${path}`)).status).toBe(404);
    expect((await admin.post(`/models/${id}/promote`)).status).toBe(404);
    expect((await admin.post(`/models/${id}/shadow`)).status).toBe(404);
  });
});

describe('/models/:id/promote', () => {
  test('shows the reasons first, and then uses it', async () => {
    await testStore.store.addModel(aModel(NEXT));
    const page = await admin.get(`${PAGE}/promote`);
    expect(page.text).toContain('size is 99 %');
    expect(page.text).not.toContain('name="force"');
    const answer = await admin.post(`${PAGE}/promote`);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/models?done=current']);
    expect(await places()).toMatchObject({ current: NEXT });
    expect(await testStore.store.listModelEvents(1)).toMatchObject([{ kind: 'promote', author: 'admin' }]);
    expect((await admin.get('/models?done=current')).text).toContain('Done.');
  });

  test('wants to be told explicitly to use one that the gate refused', async () => {
    await testStore.store.addModel(aModel(NEXT, aRefusal('it calls 3 released texts spam')));
    const page = await admin.get(`${PAGE}/promote`);
    expect(page.text).toContain('it calls 3 released texts spam');
    expect(page.text).toMatch(/type="checkbox" name="force" value="yes" required/);
    const refused = await admin.post(`${PAGE}/promote`);
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('3 released texts')]);
    expect(await places()).toMatchObject({ current: null });
    expect((await admin.post(`${PAGE}/promote`, { force: 'yes' })).status).toBe(303);
    expect(await places()).toMatchObject({ current: NEXT });
  });
});

describe('/models/rollback', () => {
  test('says where it goes back to, and goes there', async () => {
    await testStore.store.addModel(aModel(NEXT));
    expect((await admin.get('/models/rollback')).text).toContain('no model to go back to');
    expect((await admin.post('/models/rollback')).status).toBe(409);
    await admin.post(`${PAGE}/promote`);
    expect((await admin.get('/models/rollback')).text).toContain('the model of the settings');
    expect((await admin.post('/models/rollback')).status).toBe(303);
    expect(await testStore.store.listModelEvents(1)).toMatchObject([{ kind: 'rollback', author: 'admin' }]);
    expect(await places()).toMatchObject({ current: null });
  });
});

describe('/models/shadow', () => {
  test('shows what it sees differently, and is taken away', async () => {
    await testStore.store.addModel(aModel(NEXT));
    expect((await admin.get('/models/shadow')).text).toContain('No model stands in the shadow');
    expect((await admin.post(`${PAGE}/shadow`)).headers['location']).toBe('/models?done=shadow');
    const message = aStoredMessage({ id: 'M1', text: STRANGE_TEXTS.script, verdict: aVerdict() });
    const shadow = { model: NEXT, score: 0.99, band: 'spam', gap: 5, isOther: true } as const;
    await testStore.store.saveArrival(anArrival(message, { shadow }));
    const { text } = await admin.get('/models/shadow');
    expect(text).toMatch(/Would become spam<\/dt><dd>1</);
    expect(text).toMatch(/0\.010<\/span><\/span><span class="badge ham">ham[\s\S]*0\.990/);
    expect(text).toContain('href="/messages/M1"');
    expect(text).not.toMatch(BREAKS_OUT);
    await admin.post('/models/shadow/off');
    expect(await places()).toEqual({ current: null, shadow: null });
  });
});
