import { aPolicy } from '../support/builders.js';
import fc from 'fast-check';
import request from 'supertest';
import type { Scorer } from '../../src/domain/scorer.js';
import { wordScorer } from '../support/gate.js';
import { openTestStore, type TestStore } from '../support/test-store.js';
import { createTestApp, TOKEN } from './test-app.js';

let testStore: TestStore;
beforeEach(async () => {
  testStore = await openTestStore();
});
afterEach(() => testStore.cleanUp());

const answering = (score: number): Scorer => ({
  model: 'fixed@1.0.0',
  score: (texts) => Float32Array.from(texts, () => score),
});

function post(body: string | object, currentScorer: Scorer = wordScorer) {
  const { app } = createTestApp(testStore.store, { currentScorer: () => currentScorer });
  return request(app)
    .post('/v1/classify')
    .auth(TOKEN, { type: 'bearer' })
    .type('application/json')
    .send(typeof body === 'string' ? body : JSON.stringify(body));
}

describe('POST /v1/classify', () => {
  test('scores each text, in order, and keeps none', async () => {
    const answer = await post({ texts: ['Free casino', 'Lunch?'] });
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        model: 'words@1.0.0',
        results: [
          { score: Math.fround(0.97), label: 'spam' },
          { score: Math.fround(0.02), label: 'ham' },
        ],
      },
    ]);
    expect((await testStore.store.listMessages({ limit: 1 })).items).toEqual([]);
  });

  test.each([
    [0.75, 0.75, 'spam'],
    [0.75, 0.76, 'ham'],
  ])('labels a score of %d at the threshold %d as %s', async (score, spam, label) => {
    const { app } = createTestApp(testStore.store, {
      currentScorer: () => answering(score),
      defaultPolicy: () => aPolicy({ mode: 'observe' }, { spam, otp: 0.9 }),
    });
    const answer = await request(app)
      .post('/v1/classify')
      .auth(TOKEN, { type: 'bearer' })
      .send({ texts: ['a'] });
    expect(answer.body).toMatchObject({ results: [{ score, label }] });
  });

  test.each([
    ['one text of 100,000 characters', ['a'.repeat(100_000)]],
    ['a multi-byte text of 80,000 characters', ['ж'.repeat(80_000)]],
    ['1,000 texts', Array.from({ length: 1000 }, () => 'a')],
    ['an empty text', ['']],
    ['lone surrogates and NUL', ['\uD800 \uDFFF \u0000']],
  ])('takes %s', async (_name, texts) => {
    const answer = await post({ texts });
    expect(answer.status).toBe(200);
    expect(answer.body).toHaveProperty('results.length', texts.length);
  });

  test('gives the scorer well-formed text', async () => {
    const seen: string[] = [];
    const scorer: Scorer = {
      model: 'm',
      score: (texts) => {
        seen.push(...texts);
        return new Float32Array(texts.length);
      },
    };
    await post('{"texts":["a\\ud800b"]}', scorer);
    expect(seen).toEqual(['a\uFFFDb']);
  });

  test.each([
    ['an empty body', '', 'texts'],
    ['invalid JSON', '{"texts":', 'The body is not valid JSON'],
    ['JSON that is no object', '"text"', 'The body is not valid JSON'],
    ['an array', '[]', 'expected object'],
    ['no texts', {}, 'texts'],
    ['an empty list', { texts: [] }, 'texts'],
    ['a text alone', { texts: 'a' }, 'texts'],
    ['more than 1,000 texts', { texts: Array.from({ length: 1001 }, () => 'a') }, 'texts'],
    ['a number among the texts', { texts: ['a', 1] }, 'texts.1'],
    ['an unknown field', { texts: ['a'], treshold: 1 }, 'treshold'],
    ['deep JSON', `{"texts":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'texts.0'],
    ['prototype names', '{"constructor":1,"texts":["a"]}', 'constructor'],
  ])('refuses %s', async (_name, body, detail) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400 });
    expect(answer.body).toHaveProperty('detail', expect.stringContaining(detail));
  });

  test('refuses a request without body', async () => {
    const { app } = createTestApp(testStore.store);
    expect((await request(app).post('/v1/classify').auth(TOKEN, { type: 'bearer' })).status).toBe(415);
  });

  test('quotes no more than a little of what it refuses', async () => {
    const answer = await post({ texts: ['a'], ['x'.repeat(100_000)]: 1 });
    expect([answer.status, answer.text.length < 500]).toEqual([400, true]);
  });

  test('takes 1,000 texts of 4,096 characters of two bytes each', async () => {
    const answer = await post({ texts: Array.from({ length: 1000 }, () => 'ж'.repeat(4_096)) });
    expect([answer.status, answer.body]).toMatchObject([200, { results: { length: 1000 } }]);
  });

  test('refuses a body over 8 MB', async () => {
    const answer = await post({ texts: ['a'.repeat(9 * 1024 * 1024)] });
    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject({ detail: 'The body is larger than 8320 kB' });
  });

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/json; charset=latin1', 415],
    ['application/json; charset=utf-8', 200],
  ])('answers the content type %s with %i', async (type, status) => {
    expect((await post('{"texts":["a"]}').set('Content-Type', type)).status).toBe(status);
  });

  test.each([
    ['NaN', answering(NaN)],
    ['a number above 1', answering(1.5)],
    ['nothing', { model: 'm', score: () => new Float32Array(0) }],
    ['an error', { model: 'm', score: (): never => fail() }],
  ])('never turns %s from the scorer into a label', async (_name, scorer: Scorer) => {
    expect((await post({ texts: ['a'] }, scorer)).status).toBe(500);
  });

  test('never fails over a stranger’s JSON', async () => {
    const { app } = createTestApp(testStore.store);
    const body = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.json().map(textsOf));
    await fc.assert(
      fc.asyncProperty(body, async (json) => {
        const call = request(app).post('/v1/classify').auth(TOKEN, { type: 'bearer' });
        expect([200, 400]).toContain((await call.type('application/json').send(json)).status);
      }),
      { numRuns: 50 },
    );
  });
});

const textsOf = (json: string): string => `{"texts":[${json}]}`;

function fail(): never {
  throw new Error('the scorer broke');
}
