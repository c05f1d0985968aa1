import request, { type Test } from 'supertest';
import { NOW } from '../../../support/gate.js';
import { openTestStore, type TestStore } from '../../../support/test-store.js';
import type { TestApp } from '../../../web/test-app.js';
import { PUBLIC_BASE_URL } from '../signed-twilio.js';
import { createSmsApp } from '../sms-app.js';
import { CASES } from './cases.js';
import type { GatewayCase } from './gateway-cases.js';

let testStore: TestStore;
beforeEach(async () => {
  testStore = await openTestStore();
});
afterEach(() => testStore.cleanUp());

const storedMessages = async () => (await testStore.store.listMessages({ limit: 100 })).items;

const start = ({ gateway }: GatewayCase): TestApp =>
  createSmsApp({ store: testStore.store, gateways: [gateway] });

interface Request {
  readonly body: string;
  readonly at?: Date;
  readonly isOther?: boolean;
  /** What is sent in place of what was signed. */
  readonly tamper?: (body: string) => string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly contentType?: string;
}

const pathOf = ({ gateway, path = '' }: GatewayCase): string => `/webhooks/sms/${gateway.name}${path}`;

function send(app: TestApp, row: GatewayCase, { body, at = NOW, isOther = false, ...parts }: Request): Test {
  const url = PUBLIC_BASE_URL + pathOf(row);
  const signed = row.sign({ body, url, at, isOther });
  const { tamper = (text: string) => text, headers = {} } = parts;
  const call = request(app.app)
    .post(pathOf(row))
    .type(parts.contentType ?? row.contentType);
  for (const [name, value] of Object.entries({ ...signed.headers, ...headers }))
    if (value !== undefined) void call.set(name, value);
  return call.send(tamper(signed.body ?? body));
}

const MESSAGE = { id: 'm-1', text: 'Lunch at noon?' };
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
const refusals = ({ lines }: TestApp) =>
  lines.filter(({ msg }) => msg === 'webhook refused').map(({ reason }) => reason);

describe.each(CASES)('$name', (row) => {
  test('accepts what it signs, and reads it', async () => {
    const answer = await send(start(row), row, { body: row.body(MESSAGE) });
    expect(answer.status).toBeLessThan(300);
    expect(await storedMessages()).toMatchObject([
      {
        channel: 'sms',
        conversation: row.to ?? '+15005550006',
        messageId: row.messageId ?? 'm-1',
        sender: { id: '+14155550123', role: 'member' },
        surfaces: [{ kind: 'body', text: MESSAGE.text }],
        attachments: [],
        gateway: row.gateway.name,
        receivedAt: NOW.toISOString(),
      },
    ]);
  });

  test('takes text of many bytes, and signs within it', async () => {
    const text = 'Вы выиграли 🎁 & more = "well" <b> +1';
    await send(start(row), row, { body: row.body({ ...MESSAGE, text }) });
    expect(await storedMessages()).toMatchObject([{ surfaces: [{ text }] }]);
  });

  test('does not mind a field that nobody knows yet', async () => {
    await send(start(row), row, { body: row.body({ ...MESSAGE, extra: 'x' }) });
    expect(await storedMessages()).toHaveLength(1);
  });

  test('answers a replay as the first time, and keeps one message', async () => {
    const app = start(row);
    const [first, second] = [
      await send(app, row, { body: row.body(MESSAGE) }),
      await send(app, row, { body: row.body(MESSAGE) }),
    ];
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(await storedMessages()).toHaveLength(1);
  });

  test('answers what is no message without scoring it', async () => {
    const answer = await send(start(row), row, { body: row.status });
    expect(answer.status).toBeLessThan(300);
    expect(await storedMessages()).toEqual([]);
  });

  test('refuses a content type that the gateway does not send', async () => {
    const answer = await send(start(row), row, { body: row.body(MESSAGE), contentType: 'text/html' });
    expect(answer.status).toBe(415);
  });

  test('says 400 to what is genuine and no message of the gateway', async () => {
    const body = row.malformed ?? (row.contentType.includes('form') ? 'a=b' : '[1]');
    const answer = await send(start(row), row, { body });
    expect(answer.status).toBe(400);
  });
});

const tamper = (body: string): string => body.replace('Lunch', 'Munch');

describe.each(CASES.filter(({ coversBody }) => coversBody))('$name refuses', (row) => {
  test('a body that was changed', async () => {
    const app = start(row);
    expect((await send(app, row, { body: row.body(MESSAGE), tamper })).status).toBe(403);
    expect([await storedMessages(), refusals(app)]).toEqual([[], ['mismatch']]);
  });
});

// What a scheme cannot tell is stated, so that nobody relies on it.
describe.each(CASES.filter(({ coversBody }) => !coversBody))('$name cannot tell', (row) => {
  test('that a body was changed', async () => {
    expect((await send(start(row), row, { body: row.body(MESSAGE), tamper })).status).toBeLessThan(300);
  });
});

describe.each(CASES.filter(({ path }) => path === undefined))('$name refuses', (row) => {
  test('what somebody else signed', async () => {
    const app = start(row);
    const answer = await send(app, row, { body: row.body(MESSAGE), isOther: true });
    expect([answer.status, answer.body]).toEqual([
      403,
      { type: 'about:blank', title: 'Forbidden', status: 403, requestId: 'R1' },
    ]);
    expect([await storedMessages(), refusals(app)]).toEqual([
      [],
      [expect.stringMatching(/mismatch|malformed/)],
    ]);
  });
});

interface WithHeader extends GatewayCase {
  readonly header: string;
}

describe.each(CASES.filter((row): row is WithHeader => row.header !== null))('$name refuses', (row) => {
  const sendWith = (app: TestApp, value: string | undefined) =>
    send(app, row, { body: row.body(MESSAGE), headers: { [row.header]: value } });
  const genuine = () =>
    row.sign({ body: row.body(MESSAGE), url: PUBLIC_BASE_URL + pathOf(row), at: NOW, isOther: false })
      .headers[row.header] ?? '';

  test('a request without its signature', async () => {
    const app = start(row);
    expect((await sendWith(app, undefined)).status).toBe(403);
    expect(refusals(app)).toEqual(['missing']);
  });

  test.each([
    ['too short', (signature: string) => signature.slice(0, -8)],
    ['in other letters', () => '«signature»'.replaceAll(/[«»]/g, '~')],
    ['empty in its place', () => 'Bearer '],
  ])('a signature that is %s', async (_name, change) => {
    const app = start(row);
    expect((await sendWith(app, change(genuine()))).status).toBe(403);
    expect(await storedMessages()).toEqual([]);
  });

  test('a signature with one letter changed', async () => {
    const signature = genuine();
    // Neither the prefix that names a scheme, nor a last letter whose bits need not all count.
    const at = signature.length - 6;
    const letter = signature[at] === 'a' ? 'b' : 'a';
    const app = start(row);
    expect((await sendWith(app, signature.slice(0, at) + letter + signature.slice(at + 1))).status).toBe(403);
    expect(await storedMessages()).toEqual([]);
  });
});

interface WithTime extends GatewayCase {
  readonly maxAgeSeconds: number;
}

describe.each(CASES.filter((row): row is WithTime => row.maxAgeSeconds !== null))('$name and time', (row) => {
  test.each([
    ['accepts what is just not too old', -row.maxAgeSeconds, []],
    ['refuses what is too old', -row.maxAgeSeconds - 1, ['too-old']],
    ['refuses what is from the future', 1_300, ['from-the-future']],
  ])('%s', async (_what, seconds, reasons) => {
    const app = start(row);
    await send(app, row, { body: row.body(MESSAGE), at: later(seconds) });
    expect(refusals(app)).toEqual(reasons);
    expect(await storedMessages()).toHaveLength(1 - reasons.length);
  });
});
