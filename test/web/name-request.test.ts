import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import request from 'supertest';
import { listen } from '../../src/web/listen.js';
import { openTestStore, type TestStore } from '../support/test-store.js';
import { createTestApp, TOKEN } from './test-app.js';

let testStore: TestStore;
beforeEach(async () => {
  testStore = await openTestStore();
});
afterEach(() => testStore.cleanUp());

describe('X-Request-Id', () => {
  test.each([
    '7b3f1c9e-6d0a-4a53-9f8e-0f6a2f9c1d11',
    'Root=1-67891233-abcdef012345678912345678',
    'a1b2',
    'x'.repeat(128),
  ])('%s of a proxy is taken over', async (id) => {
    const answer = await request(createTestApp(testStore.store).app).get('/nowhere').set('X-Request-Id', id);
    expect(answer.headers['x-request-id']).toBe(id);
    expect(answer.body).toMatchObject({ status: 404, requestId: id });
  });

  test.each([
    '',
    'abc',
    'x'.repeat(129),
    'has a space',
    '{"a":1}',
    '<script>',
    '"quoted"',
    '-begins-badly',
    'ключи',
  ])('"%s" is not, and a new one is made', async (id) => {
    const server = await listen(createTestApp(testStore.store).app, { host: '127.0.0.1', port: 0 });
    const socket = createConnection(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(`GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: ${id}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^X-Request-Id: R1\r$/im);
    await server.close();
  });

  test('of two none is believed', async () => {
    const { app } = createTestApp(testStore.store);
    // The types know of no repeated headers.
    const ids = ['first-of-two', 'second-of-two'] as unknown as string;
    const answer = await request(app).get('/nowhere').set('X-Request-Id', ids);
    expect(answer.headers['x-request-id']).toBe('R1');
  });

  test('stands in the line about what failed', async () => {
    const listMessages = async () => Promise.reject(new Error('the disk is full'));
    const { app, lines } = createTestApp({ ...testStore.store, listMessages });
    await request(app).get('/v1/messages').auth(TOKEN, { type: 'bearer' }).set('X-Request-Id', 'proxy-1');
    expect(lines).toMatchObject([{ level: 50, requestId: 'proxy-1' }]);
  });
});
