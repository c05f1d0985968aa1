import { Validator } from '@seriousme/openapi-schema-validator';
import request from 'supertest';
import { type Role, ROLES, mayActAs } from '../../../src/domain/access.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { createExampleApp, TOKENS } from './api-fixture.js';
import { type DescribedOperation, readDocument } from './document.js';

/** The operations stand in the document before any test: a store for that, and one for each of them. */
const forDocument = await openTestStore();
const { raw, operations, check } = await readDocument(createTestApp(forDocument.store).app);
await forDocument.cleanUp();

let testStore: TestStore;
let web: TestApp;
beforeEach(async () => {
  testStore = await openTestStore();
  web = await createExampleApp(testStore.store);
});
afterEach(() => testStore.cleanUp());

function send({ method, url, body }: DescribedOperation, token: string | null) {
  const call = request(web.app)[method](url);
  const asked = token === null ? call : call.auth(token, { type: 'bearer' });
  return body === undefined ? asked : asked.send(body as object);
}

describe('GET /openapi.json', () => {
  test('is a valid document of OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(raw) as Record<string, unknown>)).toEqual({
      valid: true,
    });
    expect(validator.version).toBe('3.1');
  });

  test('has each operation once, by a name of its own, and resolves whatever it refers to', () => {
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, pointer = ''] of JSON.stringify(raw).matchAll(/"\$ref":"#\/([^"]+)"/g))
      expect(
        pointer.split('/').reduce<unknown>((place, key) => (place as Record<string, unknown>)[key], raw),
      ).toBeDefined();
  });

  test('needs no token, and has none', async () => {
    const answer = await request(web.app).get('/openapi.json');
    expect([answer.status, answer.type]).toEqual([200, 'application/json']);
    for (const token of Object.values(TOKENS)) expect(answer.text).not.toContain(token);
  });
});

const isAllowed = (role: Role, { role: needed }: DescribedOperation): boolean => mayActAs(role, needed);

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (_id, operation) => {
  test('answers its example as the document says, to the role that it needs', async () => {
    const answer = await send(operation, TOKENS[operation.role]);
    expect([answer.status, check(operation, answer)]).toEqual([
      operation.statuses.find((status) => status === 201) ?? operation.statuses[0],
      null,
    ]);
  });

  test('is for nobody without a token, and for no role below its own', async () => {
    for (const token of [null, 'guess']) {
      const answer = await send(operation, token);
      expect([answer.status, check(operation, answer)]).toEqual([401, null]);
    }
    for (const role of ROLES) {
      const answer = await send(operation, TOKENS[role]);
      expect([role, [401, 403].includes(answer.status)]).toEqual([role, !isAllowed(role, operation)]);
      expect(check(operation, answer)).toBeNull();
    }
  });
});

const withBody = operations.filter(({ body }) => body !== undefined);

test('every operation refuses what it does not know, what is too large, and what is no JSON', async () => {
  for (const operation of withBody) {
    const { id, method, url, body } = operation;
    const ask = () => request(web.app)[method](url).auth(TOKENS.admin, { type: 'bearer' });
    const answers = [
      await ask().send({ ...(body as object), unheardOf: 1 }),
      await ask().send({ unheardOf: 'x'.repeat(9 * 1024 * 1024) }),
      await ask().type('form').send('a=b'),
    ];
    expect([id, ...answers.map(({ status }) => status)]).toEqual([id, 400, 413, 415]);
    expect(answers.map((answer) => check(operation, answer))).toEqual([null, null, null]);
  }
}, 60_000);

test('every operation answers an unknown path as the document says', async () => {
  for (const operation of operations) {
    const { method, path, body } = operation;
    const call = request(web.app)[method](path.replaceAll(/\{\w+\}/g, '%00'));
    const answer = await call.auth(TOKENS.admin, { type: 'bearer' }).send(body as object);
    expect(check(operation, answer)).toBeNull();
  }
}, 60_000);
