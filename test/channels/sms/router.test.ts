import { createConnection } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import request from 'supertest';
import type { Gateway } from '../../../src/channels/sms/gateway.js';
import { createTwilioGateway } from '../../../src/channels/sms/gateways/twilio.js';
import { keyedHash } from '../../support/privacy.js';
import { listen } from '../../../src/web/listen.js';
import { dueTasks } from '../../support/gate.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { type TestApp, TOKEN } from '../../web/test-app.js';
import { AUTH_TOKEN, INBOUND, PATH, PUBLIC_BASE_URL, signTwilio, toForm } from './signed-twilio.js';
import { createSmsApp, type SmsAppParts } from './sms-app.js';

const FORM = 'application/x-www-form-urlencoded';
const TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>';

const twilio = createTwilioGateway({ authToken: AUTH_TOKEN });

let testStore: TestStore;
beforeEach(async () => {
  testStore = await openTestStore();
});
afterEach(() => testStore.cleanUp());

type Parts = Partial<SmsAppParts>;

const start = ({ store = testStore.store, gateways = [twilio], ...parts }: Parts = {}): TestApp =>
  createSmsApp({ store, gateways, ...parts });

const post = ({ app }: TestApp, body: string, signature: string) =>
  request(app).post(PATH).type(FORM).set('X-Twilio-Signature', signature).send(body);

const send = (app: TestApp, fields: Readonly<Record<string, string>>) =>
  post(app, toForm(fields), signTwilio(fields));

const storedMessages = async () => (await testStore.store.listMessages({ limit: 100 })).items;

describe('POST /webhooks/sms/twilio', () => {
  test('accepts ham, keeps it, forwards it and answers with TwiML', async () => {
    const app = start();
    const answer = await send(app, INBOUND);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/xml/);
    expect(answer.text).toBe(TWIML);
    expect(await storedMessages()).toMatchObject([{ messageId: INBOUND.MessageSid, status: 'accepted' }]);
    expect(await dueTasks(testStore.store)).toMatchObject([
      { target: 'forward', payload: { text: INBOUND.Body, released: false } },
    ]);
  });

  test('withholds spam, answers alike, and forwards it once when a person releases it', async () => {
    const app = start();
    const answer = await send(app, { ...INBOUND, Body: 'Free casino' });
    expect([answer.status, answer.text]).toEqual([200, TWIML]);
    const [message] = await storedMessages();
    expect(message).toMatchObject({ status: 'quarantined', isWithheld: true });
    expect(await dueTasks(testStore.store)).toEqual([]);
    const release = () =>
      request(app.app)
        .post(`/v1/quarantine/${message?.id ?? ''}/release`)
        .auth(TOKEN, { type: 'bearer' });
    expect((await release()).body).toMatchObject({ status: 'released' });
    expect((await release()).body).toMatchObject({ status: 'released' });
    expect(await dueTasks(testStore.store)).toMatchObject([
      { payload: { text: 'Free casino', released: true } },
    ]);
  });

  test('answers a redelivery alike and acts once', async () => {
    const app = start();
    const answers = [await send(app, INBOUND), await send(app, INBOUND)];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, TWIML],
      [200, TWIML],
    ]);
    expect(await storedMessages()).toHaveLength(1);
    expect(await dueTasks(testStore.store)).toHaveLength(1);
    expect(app.lines.map(({ isRepeat }) => isRepeat)).toEqual([false, true]);
  });

  test('logs one line a message, without its text', async () => {
    const app = start();
    await send(app, INBOUND);
    expect(app.lines).toHaveLength(1);
    expect(app.lines[0]).toMatchObject({
      level: 30,
      channel: 'sms',
      conversation: keyedHash(`sms:${INBOUND.To}`),
      sender: keyedHash(`sms:${INBOUND.From}`),
      messageId: INBOUND.MessageSid,
      action: 'accept',
      reasons: ['below-threshold'],
      model: 'words@1.0.0',
      ms: 0,
    });
    const line = JSON.stringify(app.lines);
    for (const secret of [INBOUND.Body, INBOUND.From, INBOUND.To]) expect(line).not.toContain(secret);
  });

  test.each([
    ['an empty text', { ...INBOUND, Body: '' }, 'no-text'],
    ['a carrier keyword', { ...INBOUND, Body: 'STOP' }, 'carrier-keyword'],
    ['pictures only', { ...INBOUND, Body: '', NumMedia: '1' }, 'no-text'],
  ])('accepts and forwards %s', async (_name, fields, reason) => {
    expect((await send(start(), fields)).status).toBe(200);
    expect(await storedMessages()).toMatchObject([{ status: 'accepted', verdict: { reasons: [reason] } }]);
    expect(await dueTasks(testStore.store)).toHaveLength(1);
  });

  test('accepts a text of 100,000 characters', async () => {
    const fields = { ...INBOUND, Body: 'ä'.repeat(40_000) };
    const long = { ...INBOUND, Body: 'a'.repeat(100_000) };
    const app = start();
    expect((await send(app, fields)).status).toBe(200);
    expect((await send(app, { ...long, MessageSid: 'SM2' })).status).toBe(200);
    const lengths = (await storedMessages()).map(({ surfaces }) => surfaces[0]?.text.length);
    expect(lengths).toEqual([100_000, 40_000]);
  });

  test('keeps a message that the scorer fails on, forwards it and raises the alarm', async () => {
    const app = start();
    expect((await send(app, { ...INBOUND, Body: 'broken' })).status).toBe(200);
    expect(await storedMessages()).toMatchObject([{ verdict: { action: 'observe', score: null } }]);
    expect(await dueTasks(testStore.store)).toHaveLength(1);
    expect(app.lines.find(({ msg }) => msg === 'scoring failed')).toMatchObject({ level: 50 });
  });

  test('answers a delivery status without scoring it', async () => {
    const answer = await send(start(), { ...INBOUND, MessageStatus: 'delivered' });
    expect([answer.status, answer.text]).toEqual([200, TWIML]);
    expect(await storedMessages()).toEqual([]);
  });

  test('refuses what Twilio would never send, and says why in the log', async () => {
    const app = start();
    expect((await send(app, { ...INBOUND, From: '' })).status).toBe(400);
    expect(app.lines).toMatchObject([{ level: 50, reason: expect.stringContaining('From') as string }]);
  });

  test('never says 200 when the store fails, so that Twilio sends it again', async () => {
    const saveArrival = async () => Promise.reject(new Error('the disk is full'));
    const app = start({ store: { ...testStore.store, saveArrival } });
    const answer = await send(app, INBOUND);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('disk');
    expect(app.lines).toMatchObject([{ level: 50, msg: 'request failed' }]);
    expect((await send(start(), INBOUND)).status).toBe(200);
    expect(await storedMessages()).toHaveLength(1);
  });
});

describe('POST /webhooks/sms/twilio refuses without detail', () => {
  const genuine = signTwilio(INBOUND);
  const signed = toForm(INBOUND);
  test.each<{ name: string; signature: string | string[] | null; body: string; logged: object }>([
    { name: 'no signature', signature: null, body: signed, logged: { reason: 'missing' } },
    {
      name: 'a repeated signature',
      signature: [genuine, genuine],
      body: signed,
      logged: { reason: 'repeated' },
    },
    { name: 'a malformed signature', signature: 'x', body: signed, logged: { reason: 'malformed' } },
    {
      name: 'another body',
      signature: genuine,
      body: 'a=b',
      logged: { reason: 'mismatch', url: PUBLIC_BASE_URL + PATH },
    },
    { name: 'no body', signature: genuine, body: '', logged: { reason: 'mismatch' } },
  ])('$name', async ({ signature, body, logged }) => {
    const app = start();
    const call = request(app.app).post(PATH).type(FORM);
    // The types know of no repeated headers.
    if (signature !== null) void call.set('X-Twilio-Signature', signature as string);
    const answer = await call.send(body);
    expect(answer.status).toBe(403);
    expect(answer.body).toEqual({ type: 'about:blank', title: 'Forbidden', status: 403, requestId: 'R1' });
    expect(app.lines).toMatchObject([{ level: 40, gateway: 'twilio', ...logged }]);
    expect(await storedMessages()).toEqual([]);
  });

  test('a request that has no body at all', async () => {
    const app = start();
    const server = await listen(app.app, { host: '127.0.0.1', port: 0 });
    const socket = createConnection(Number(new URL(server.url).port), '127.0.0.1');
    const headers = `Host: x\r\nConnection: close\r\nContent-Type: ${FORM}\r\nX-Twilio-Signature: ${genuine}`;
    socket.write(`POST ${PATH} HTTP/1.1\r\n${headers}\r\n\r\n`);
    const answer = Buffer.concat(await socket.toArray()).toString();
    await server.close();
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  test('a signature for another address, with a query that was not signed', async () => {
    const app = start();
    const call = request(app.app).post(`${PATH}?tenant=acme`).type(FORM);
    expect((await call.set('X-Twilio-Signature', genuine).send(toForm(INBOUND))).status).toBe(403);
    expect(app.lines).toMatchObject([{ url: `${PUBLIC_BASE_URL}${PATH}?tenant=…` }]);
  });
});

describe('POST /webhooks/sms/:gateway bounds what it reads', () => {
  test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
    'refuses the content type "%s"',
    async (type) => {
      const app = start();
      const call = request(app.app).post(PATH).set('X-Twilio-Signature', signTwilio(INBOUND));
      const answer = await call.set('Content-Type', type).send(toForm(INBOUND));
      expect(answer.status).toBe(415);
      expect(app.lines).toMatchObject([{ reason: 'content-type' }]);
    },
  );

  test('refuses a request without content type', async () => {
    expect((await request(start().app).post(PATH)).status).toBe(415);
  });

  test('takes the content type in any case and with parameters', async () => {
    const call = request(start().app).post(PATH).set('X-Twilio-Signature', signTwilio(INBOUND));
    const type = 'Application/X-WWW-Form-URLencoded ; charset=UTF-8';
    const answer = await call.set('Content-Type', type).send(toForm(INBOUND));
    expect(answer.status).toBe(200);
  });

  test.each([
    [262_144, 403],
    [262_145, 413],
  ])('answers a body of %i bytes with %i', async (size, status) => {
    const answer = await post(start(), 'a'.repeat(size), signTwilio(INBOUND));
    expect(answer.status).toBe(status);
  });

  test('refuses a small body that unpacks to a large one', async () => {
    const call = request(start().app).post(PATH).type(FORM).set('Content-Encoding', 'gzip');
    const answer = await call.serialize((data: string) => data).send(gzipSync('a'.repeat(10_000_000)));
    expect(answer.status).toBe(413);
  });

  test.each([
    ['snappy', 415],
    ['gzip', 400],
  ])('refuses a body that is not in the content encoding %s', async (encoding, status) => {
    const call = request(start().app).post(PATH).type(FORM).set('Content-Encoding', encoding);
    expect((await call.send('a=b')).status).toBe(status);
  });

  test.each(['/webhooks/sms/telnyx', '/webhooks/sms/__proto__', '/webhooks/sms/', '/webhooks/sms/%zz'])(
    'knows no gateway at %s',
    async (path) => {
      const answer = await request(start().app).post(path).type(FORM).send('a=b');
      expect(answer.status).toBe(404);
    },
  );

  test('knows no gateway without its secret', async () => {
    expect((await send(start({ gateways: [] }), INBOUND)).status).toBe(404);
  });

  test('knows no other method', async () => {
    expect((await request(start().app).get(PATH)).status).toBe(404);
  });

  test('never fails over a signed form, whatever stands in it', async () => {
    const app = start();
    const value = fc.string({ unit: 'binary', maxLength: 300 });
    const fields = fc.record(
      { MessageSid: value, From: value, To: value, Body: value, NumMedia: value, constructor: value },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fields, async (given) => {
        // Signs what will be read: the form has no other spelling for lone surrogates.
        const form = toForm(given);
        const read = Object.fromEntries(new URLSearchParams(form));
        const answer = await post(app, form, signTwilio(read));
        expect([200, 400]).toContain(answer.status);
      }),
      { numRuns: 40 },
    );
  });
});

describe('createSmsRouter() and a gateway that sends several messages at once', () => {
  const batch: Gateway = {
    name: 'batch',
    contentTypes: ['application/json'],
    verify: async () => ({ ok: true }),
    parse: ({ url, rawBody }) => ({
      kind: 'messages',
      messages: rawBody
        .toString()
        .split(',')
        .map((id) => ({ id, from: '+1', to: '+2', text: `${id} ${url}` })),
    }),
    answer: (messages) => ({
      status: 202,
      contentType: 'text/plain',
      body: messages.map(({ id }) => id).join(),
    }),
  };
  const call = (app: TestApp, body: string) =>
    request(app.app).post('/webhooks/sms/batch?a=b').type('application/json').send(body);

  test('keeps each, in order, and answers once for all', async () => {
    const app = start({ gateways: [batch] });
    const answer = await call(app, 'one,two');
    expect([answer.status, answer.text]).toEqual([202, 'M000000001,M000000002']);
    const texts = (await storedMessages()).map(({ surfaces }) => surfaces[0]?.text);
    const url = `${PUBLIC_BASE_URL}/webhooks/sms/batch?a=b`;
    expect(texts).toEqual([`two ${url}`, `one ${url}`]);
    expect(app.lines).toHaveLength(2);
  });

  test('answers a repeat for what was stored the first time', async () => {
    const app = start({ gateways: [batch] });
    const first = await call(app, 'one,two');
    const second = await call(app, 'two,one');
    expect([first.text, second.text]).toEqual(['M000000001,M000000002', 'M000000002,M000000001']);
  });
});
