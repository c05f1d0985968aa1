import request from 'supertest';
import { anArrival, aStoredMessage, aVerdict } from '../support/builders.js';
import { NOW, wordScorer } from '../support/gate.js';
import { aModel, aRefusal } from '../support/store-builders.js';
import { openTestStore, type TestStore } from '../support/test-store.js';
import { createTestApp, type TestApp, TOKEN } from './test-app.js';

let testStore: TestStore;
let web: TestApp;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
});
afterEach(() => testStore.cleanUp());

const BASE = wordScorer.model;
const NEXT = 'words@1.0.1';
const PATH = '/v1/models';
const ask = (method: 'get' | 'post' | 'delete', path = PATH) =>
  request(web.app)[method](path).auth(TOKEN, { type: 'bearer' });
const promote = (id: string, body: object = {}) => ask('post', `${PATH}/${id}/promote`).send(body);
const places = () => testStore.store.readModelPlaces();

/** The model of the settings, and one that was learnt from it. */
async function addModels(parts: Parameters<typeof aModel>[1] = {}): Promise<void> {
  const given = { origin: 'given', parent: null, measuredAgainst: null, learntThrough: 0 } as const;
  await testStore.store.addModel(aModel(BASE, { ...given, decision: null }));
  await testStore.store.addModel(aModel(NEXT, parts));
}

describe('GET /v1/models', () => {
  test('lists them newest first, with what each is used for', async () => {
    await addModels();
    await ask('post', `${PATH}/${NEXT}/shadow`);
    const answer = await ask('get');
    const decision = { isPromotable: true, reasons: ['size is 99 %'], alarms: [] };
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        current: BASE,
        shadow: NEXT,
        items: [
          {
            id: NEXT,
            origin: 'learnt',
            architecture: 'ngram',
            parent: BASE,
            measuredAgainst: BASE,
            digest: `digest of ${NEXT}`,
            bytes: 3,
            learntThrough: 20,
            decision,
            createdAt: '2026-01-02T03:04:05.000Z',
            place: 'shadow',
          },
          expect.objectContaining({ id: BASE, origin: 'given', decision: null, place: 'current' }),
        ],
      },
    ]);
  });

  test('has none in a store without models', async () => {
    expect((await ask('get')).body).toEqual({ current: BASE, shadow: null, items: [] });
  });
});

describe('GET /v1/models/:id', () => {
  test('has the report of its making', async () => {
    await addModels({ report: { seconds: 7 } });
    const answer = await ask('get', `${PATH}/${NEXT}`);
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { id: NEXT, place: null, report: { seconds: 7 } },
    ]);
    expect((await ask('get', `${PATH}/${BASE}`)).body).toMatchObject({ place: 'current', report: null });
  });
});

describe('POST /v1/models/:id/promote', () => {
  test('puts a model in the place of the current one, once', async () => {
    await addModels();
    const first = await promote(NEXT);
    expect([first.status, first.body]).toEqual([200, { model: NEXT, before: BASE }]);
    const second = await ask('post', `${PATH}/${NEXT}/promote`);
    expect([second.status, second.body]).toEqual([200, { model: NEXT, before: NEXT }]);
    expect(await testStore.store.listModelEvents(9)).toMatchObject([
      { place: 'current', model: NEXT, kind: 'promote', author: 'admin', at: NOW.toISOString() },
    ]);
  });

  test('refuses what the gate refused, with its reasons, unless it is forced', async () => {
    await addModels(aRefusal('it calls 3 released texts spam'));
    const refused = await promote(NEXT);
    expect(refused.status).toBe(409);
    expect(refused.body).toHaveProperty('detail', expect.stringContaining('"force": true'));
    expect(refused.body).toHaveProperty('detail', expect.stringContaining('it calls 3 released texts spam'));
    expect(await places()).toMatchObject({ current: null });
    expect((await promote(NEXT, { force: true })).body).toEqual({ model: NEXT, before: BASE });
    expect(await places()).toMatchObject({ current: NEXT });
  });

  test('says that the files of a model are gone', async () => {
    await addModels({ files: {} });
    for (const body of [{}, { force: true }]) {
      const answer = await promote(NEXT, body);
      expect([answer.status, answer.body]).toMatchObject([410, { detail: /are gone/ }]);
    }
    expect(await places()).toMatchObject({ current: null });
  });

  test.each([
    ['a word for force', { force: 'yes' }],
    ['an unknown field', { reason: 'none' }],
    ['a list', []],
  ])('refuses %s', async (_name, body) => {
    await addModels();
    expect((await promote(NEXT, body)).status).toBe(400);
    expect(await places()).toMatchObject({ current: null });
  });
});

describe('POST /v1/models/rollback', () => {
  test('goes back to the model that was current before, step by step', async () => {
    await addModels();
    await testStore.store.addModel(aModel('words@1.0.2'));
    await promote(NEXT);
    await promote('words@1.0.2');
    const rollBack = () => ask('post', `${PATH}/rollback`);
    expect((await rollBack()).body).toEqual({ model: NEXT, before: 'words@1.0.2' });
    expect((await rollBack()).body).toEqual({ model: BASE, before: NEXT });
    const end = await rollBack();
    expect([end.status, end.body]).toMatchObject([409, { detail: /no model to go back to/ }]);
  });
});

describe('/v1/models/shadow', () => {
  test('a model is put there and taken away, whatever the gate said of it', async () => {
    await addModels(aRefusal('no'));
    const cast = await ask('post', `${PATH}/${NEXT}/shadow`);
    expect([cast.status, cast.body]).toEqual([200, { model: NEXT, before: null }]);
    const off = await ask('delete', `${PATH}/shadow`);
    expect([off.status, off.body]).toEqual([200, { model: null, before: NEXT }]);
    expect(await places()).toEqual({ current: null, shadow: null });
  });

  test('lists what the two models disagree about, the widest gap first', async () => {
    await addModels();
    await ask('post', `${PATH}/${NEXT}/shadow`);
    const scores = { M1: 0.7, M2: 0.99, M3: 0.02 };
    for (const [id, score] of Object.entries(scores)) {
      const message = aStoredMessage({ id, messageId: id, text: `text of ${id}`, verdict: aVerdict() });
      const isOther = score > 0.5;
      const shadow = { model: NEXT, score, band: isOther ? 'spam' : 'ham', gap: score, isOther } as const;
      await testStore.store.saveArrival(anArrival(message, { shadow }));
    }
    const answer = await ask('get', `${PATH}/shadow?limit=2`);
    const current = { model: 'test@1.0.0', score: 0.01, band: 'ham' };
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        model: NEXT,
        scored: 3,
        toSpam: 2,
        toHam: 0,
        items: [
          { id: 'M2', text: 'text of M2', current, shadow: { model: NEXT, score: 0.99, band: 'spam' } },
          { id: 'M1', current, shadow: { score: 0.7 } },
        ],
      },
    ]);
  });

  test('is empty where no model stands there', async () => {
    expect((await ask('get', `${PATH}/shadow`)).body).toEqual({
      model: null,
      scored: 0,
      toSpam: 0,
      toHam: 0,
      items: [],
    });
  });

  test.each(['limit=0', 'limit=201', 'x=1'])('refuses ?%s', async (query) => {
    expect((await ask('get', `${PATH}/shadow?${query}`)).status).toBe(400);
  });
});

test.each([
  ['get', `${PATH}/none@1.0.0`],
  ['get', `${PATH}/%00`],
  ['post', `${PATH}/none@1.0.0/promote`],
  ['post', `${PATH}/none@1.0.0/shadow`],
] as const)('%s %s knows no such model', async (method, path) => {
  await addModels();
  expect((await ask(method, path)).status).toBe(404);
});

test.each([
  ['get', PATH],
  ['get', `${PATH}/${NEXT}`],
  ['get', `${PATH}/shadow`],
  ['post', `${PATH}/${NEXT}/promote`],
  ['post', `${PATH}/rollback`],
  ['post', `${PATH}/${NEXT}/shadow`],
  ['delete', `${PATH}/shadow`],
] as const)('%s %s needs the token', async (method, path) => {
  await addModels();
  const answers = [
    await request(web.app)[method](path),
    await request(web.app)[method](path).auth('wrong', { type: 'bearer' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  expect(await places()).toEqual({ current: null, shadow: null });
});
