import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { createTwilioGateway } from '../../src/channels/sms/gateways/twilio.js';
import { listen, type ServerLimits, type WebServer } from '../../src/web/listen.js';
import { AUTH_TOKEN, PATH } from '../channels/sms/signed-twilio.js';
import { createSmsApp } from '../channels/sms/sms-app.js';
import { openTestStore, type TestStore } from '../support/test-store.js';
import { TOKEN } from './test-app.js';

/* What arrives when a stranger does not care about rules, byte by byte, at the server as it listens. */

let testStore: TestStore;
let server: WebServer;
beforeEach(async () => {
  testStore = await openTestStore();
  await open({});
});
afterEach(async () => {
  await server.close(0);
  await testStore.cleanUp();
});

async function open(limits: Partial<ServerLimits>): Promise<void> {
  const gateways = [createTwilioGateway({ authToken: AUTH_TOKEN })];
  const { app } = createSmsApp({ store: testStore.store, gateways });
  server = await listen(app, { host: '127.0.0.1', port: 0, limits });
}

async function reopen(limits: Partial<ServerLimits>): Promise<void> {
  await server.close(0);
  await open(limits);
}

async function connect(): Promise<Socket> {
  const socket = createConnection(Number(new URL(server.url).port), '127.0.0.1');
  // Whoever is refused may find the door shut while he still talks.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Everything that came back until the server closed. */
async function say(...pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket = await connect();
  for (const piece of pieces) socket.write(piece);
  return read(socket);
}

const read = (socket: Socket): Promise<string> => text(socket).catch(() => '');

const AUTH = `Authorization: Bearer ${TOKEN}`;
const head = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

async function expectAlive(): Promise<void> {
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'ok' });
}

describe('a header flood', () => {
  const manyHeaders = (count: number): string[] => Array.from({ length: count }, (_, i) => `X-${i}: ${i}`);

  test.each([
    ['one header that is too large', [`X-Large: ${'x'.repeat(20_000)}`]],
    ['many that are too large together', manyHeaders(90).map((header) => header + 'x'.repeat(500))],
    ['too many small ones', manyHeaders(100)],
    ['a great many small ones', manyHeaders(1_500)],
  ])('%s is refused with 431, and the server lives', async (_, headers) => {
    const answer = await say(head('GET /healthz HTTP/1.1', 'Host: x', ...headers));
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toMatch(/^Connection: close\r$/im);
    await expectAlive();
  });

  test('as many as are allowed are taken', async () => {
    const headers = ['Host: x', 'Connection: close', ...manyHeaders(98)];
    expect(await say(head('GET /healthz HTTP/1.1', ...headers))).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('a target that never ends is refused', async () => {
    expect(await say(`GET /${'a'.repeat(20_000)} HTTP/1.1\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    await expectAlive();
  });
});

describe('a slow client', () => {
  const FORM = 'Content-Type: application/x-www-form-urlencoded';
  const limits = { headersTimeoutMs: 60, requestTimeoutMs: 120, checkEveryMs: 20 };

  test.each([
    ['says nothing', ''],
    ['stops in the head', 'POST /webhooks/sms/twilio HTTP/1.1\r\nHost: x\r\nX-'],
    ['stops in the body', head(`POST ${PATH} HTTP/1.1`, 'Host: x', FORM, 'Content-Length: 100') + 'Body=a'],
    [
      'stops in a chunk',
      head(`POST ${PATH} HTTP/1.1`, 'Host: x', FORM, 'Transfer-Encoding: chunked') + '40\r\nBody=a',
    ],
  ])('that %s is cut off, and others are served meanwhile', async (_, words) => {
    await reopen(limits);
    const socket = await connect();
    const answer = read(socket);
    if (words !== '') socket.write(words);
    await expectAlive();
    // Without the limits this would wait until the test is given up.
    expect(await answer).toMatch(/^$|^HTTP\/1\.1 408 /);
    await expectAlive();
  });

  test('two hundred of them do not keep anybody else waiting', async () => {
    expect.hasAssertions();
    const sockets = await Promise.all(Array.from({ length: 200 }, connect));
    for (const socket of sockets) socket.write(`POST ${PATH} HTTP/1.1\r\nHost: x\r\n`);
    await expectAlive();
    for (const socket of sockets) socket.destroy();
  });
});

describe('path traversal', () => {
  test.each([
    '/../../etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%252f..%252fetc/passwd',
    '/..\\..\\etc\\passwd',
    '/..%5c..%5cetc%5cpasswd',
    '/%c0%ae%c0%ae/etc/passwd',
    '/....//....//etc/passwd',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/..%252f..%252fpackage.json',
    '/assets/..\\..\\package.json',
    '/assets/%2fetc%2fpasswd',
    '/assets/console.css%00.html',
    '//etc/passwd',
    '/%',
    '/%zz',
    '/v1/../../etc/passwd',
  ])('finds nothing at %s', async (path) => {
    const answer = await say(head(`GET ${path} HTTP/1.1`, 'Host: x', 'Connection: close', AUTH));
    expect(answer).toMatch(/^HTTP\/1\.1 (?:303|400|401|403|404) /);
    expect(answer).not.toMatch(/root:|"dependencies"/);
    await expectAlive();
  });
});

describe('a decompression bomb', () => {
  /** A gigabyte of zeros is a megabyte. */
  const bomb = (): readonly Buffer[] => {
    const part = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    return Array.from({ length: 16 }, () => part);
  };

  test.each([
    ['the API', '/v1/classify', 'application/json'],
    ['a webhook, before its signature is looked at', PATH, 'application/x-www-form-urlencoded'],
  ])('at %s is refused with 413, and memory stays where it is', async (_, path, type) => {
    const pieces = bomb();
    const length = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const before = process.memoryUsage().rss;
    const answer = await say(
      head(
        `POST ${path} HTTP/1.1`,
        ...['Host: x', 'Connection: close', AUTH, `Content-Type: ${type}`],
        ...['Content-Encoding: gzip', `Content-Length: ${length}`],
      ),
      ...pieces,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(200);
    await expectAlive();
  });
});

describe('the length of a body', () => {
  test.each([
    ['a petabyte', '1000000000000000', '413'],
    ['more than any route takes', String(17 * 1024 * 1024), '413'],
    ['more than a number holds', '9'.repeat(40), '400'],
    ['less than nothing', '-1', '400'],
    ['in hexadecimal', '0x10', '400'],
    ['in words', 'ten', '400'],
    ['with a plus', '+5', '400'],
  ])('%s is refused at once', async (_, length, status) => {
    const type = 'Content-Type: application/json';
    const answer = await say(
      head('POST /v1/classify HTTP/1.1', 'Host: x', AUTH, type, `Content-Length: ${length}`),
    );
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    await expectAlive();
  });
});

describe('request smuggling', () => {
  const hidden = head('GET /healthz HTTP/1.1', 'Host: x', 'Connection: close');
  const post = (...lines: readonly string[]): string =>
    head('POST /v1/classify HTTP/1.1', 'Host: x', AUTH, 'Content-Type: application/json', ...lines);

  test.each([
    ['both lengths', post('Content-Length: 5', 'Transfer-Encoding: chunked') + '0\r\n\r\n'],
    ['both, the other way round', post('Transfer-Encoding: chunked', 'Content-Length: 5') + '0\r\n\r\n'],
    ['two lengths', post('Content-Length: 0', 'Content-Length: 60')],
    ['a list of lengths', post('Content-Length: 0, 60')],
    ['an unknown encoding last', post('Transfer-Encoding: chunked, identity') + '0\r\n\r\n'],
    ['an encoding in disguise', post('Transfer-Encoding: xchunked') + '0\r\n\r\n'],
    ['a space before the colon', post('Transfer-Encoding : chunked') + '0\r\n\r\n'],
    ['a folded header', post('X-Folded: a', ' Transfer-Encoding: chunked')],
    ['a bare line feed', `POST /v1/classify HTTP/1.1\nHost: x\nContent-Length: 0\n\n`],
    ['a chunk of no size', post('Transfer-Encoding: chunked') + 'x\r\n\r\n'],
    ['a NUL in a header', post('X-Nul: a\u0000b', 'Content-Length: 0')],
    ['no host', head('GET /healthz HTTP/1.1')],
    ['no HTTP at all', 'EHLO gate.example.com\r\n\r\n'],
  ])('by %s is refused with 400, and what follows is not taken for a request', async (_, words) => {
    const answer = await say(words + hidden);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toContain('200 OK');
    await expectAlive();
  });
});
