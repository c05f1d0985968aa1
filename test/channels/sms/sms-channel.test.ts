import request from 'supertest';
import { createPlivoGateway } from '../../../src/channels/sms/gateways/plivo.js';
import { createTwilioGateway } from '../../../src/channels/sms/gateways/twilio.js';
import { createVonageGateway } from '../../../src/channels/sms/gateways/vonage.js';
import { createJoinParts } from '../../../src/app/join-parts.js';
import { dueTasks, NOW } from '../../support/gate.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import type { TestApp } from '../../web/test-app.js';
import { hmac, unix } from './gateways/signing.js';
import { AUTH_TOKEN, INBOUND, PATH, PUBLIC_BASE_URL, signTwilio, toForm } from './signed-twilio.js';
import { createSmsApp, type SmsAppParts } from './sms-app.js';

const FORM = 'application/x-www-form-urlencoded';
const SECRET = 'the-secret-of-the-account';
const gateways = [
  createTwilioGateway({ authToken: AUTH_TOKEN }),
  createPlivoGateway({ authToken: SECRET }),
  createVonageGateway({ signatureSecret: SECRET, signatureMethod: 'sha256' }),
];

let testStore: TestStore;
beforeEach(async () => {
  testStore = await openTestStore();
});
afterEach(() => testStore.cleanUp());

const start = (parts: Partial<SmsAppParts> = {}): TestApp =>
  createSmsApp({ store: testStore.store, gateways, ...parts });

const storedMessages = async () => (await testStore.store.listMessages({ limit: 100 })).items;
const textsOf = async () => (await storedMessages()).map(({ surfaces }) => surfaces[0]?.text);

const twilio = (app: TestApp, fields: Partial<typeof INBOUND>) => {
  const form = { ...INBOUND, ...fields };
  return request(app.app)
    .post(PATH)
    .type(FORM)
    .set('X-Twilio-Signature', signTwilio(form))
    .send(toForm(form));
};

describe('A reply to the sender of spam', () => {
  const spam = { Body: 'Free casino' };
  const reply = { spamReply: 'We do not read <spam>' };
  const TEXT = '<Message>We do not read &lt;spam&gt;</Message>';

  test('stands in the answer, and again when the same message is delivered again', async () => {
    const app = start(reply);
    expect((await twilio(app, spam)).text).toContain(TEXT);
    expect((await twilio(app, spam)).text).toContain(TEXT);
  });

  test('is given to one number once a day', async () => {
    let now = NOW;
    const app = start({ ...reply, now: () => now });
    const send = async (MessageSid: string, From: string) =>
      (await twilio(app, { ...spam, MessageSid, From })).text;
    expect(await send('SM1', '+14155550123')).toContain(TEXT);
    expect(await send('SM2', '+14155550123')).not.toContain(TEXT);
    expect(await send('SM3', '14155550123')).not.toContain(TEXT);
    expect(await send('SM4', '+14155550124')).toContain(TEXT);
    now = new Date(NOW.getTime() + 24 * 3_600_000);
    expect(await send('SM5', '+14155550123')).not.toContain(TEXT);
    now = new Date(now.getTime() + 1);
    expect(await send('SM6', '+14155550123')).toContain(TEXT);
  });

  test.each([
    ['ham', { Body: 'Lunch at noon?' }],
    ['a one-time code', { Body: 'casino: your code is 482913' }],
    ['a name', { ...spam, From: 'CASINO' }],
    ['a short number', { ...spam, From: '80082' }],
  ])('is not given to %s', async (_name, fields) => {
    expect((await twilio(start(reply), fields)).text).not.toContain('<Message>');
  });

  test('is not given where nothing is withheld, nor where none is set', async () => {
    expect((await twilio(start(), spam)).text).not.toContain('<Message>');
  });

  test('is written in Plivo’s words for Plivo', async () => {
    const body = toForm({ MessageUUID: 'm', From: '14155550123', To: '15005550006', Text: 'Free casino' });
    const url = `${PUBLIC_BASE_URL}/webhooks/sms/plivo`;
    const fields = 'From14155550123MessageUUIDmTextFree casinoTo15005550006';
    const answer = await request(start(reply).app)
      .post('/webhooks/sms/plivo')
      .type(FORM)
      .set('X-Plivo-Signature-V3', hmac('sha256', SECRET, `${url}?${fields}.n`, 'base64'))
      .set('X-Plivo-Signature-V3-Nonce', 'n')
      .send(body);
    expect(answer.text).toContain('<Message src="15005550006" dst="14155550123">We do not read');
  });
});

describe('NOTSPAM from an operator', () => {
  const operators = ['+49 170 1234567'];
  const OPERATOR = '+491701234567';

  async function withQuarantined(): Promise<{ readonly app: TestApp; readonly id: string }> {
    const app = start({ operators });
    await twilio(app, { MessageSid: 'SM1', Body: 'Free casino' });
    const [message] = await storedMessages();
    return { app, id: message?.id ?? '' };
  }

  test.each(['NOTSPAM ID', '/notspam id', 'notspam: ID.'])(
    '"%s" forwards the message once',
    async (words) => {
      const { app, id } = await withQuarantined();
      const command = {
        MessageSid: 'SM2',
        From: OPERATOR,
        Body: words.replace('ID', id).replace('id', id.toLowerCase()),
      };
      expect((await twilio(app, command)).text).toContain(`<Message>Message ${id} is released.</Message>`);
      expect((await twilio(app, command)).text).toContain('was answered already');
      expect(await storedMessages()).toMatchObject([{ id, status: 'released' }]);
      expect(await dueTasks(testStore.store)).toMatchObject([
        { target: 'forward', payload: { id, released: true } },
      ]);
      expect((await testStore.store.listCorrections({ limit: 9 })).items).toMatchObject([
        { author: OPERATOR, source: 'sms', role: 'admin', label: 'ham' },
      ]);
    },
  );

  test('SPAM marks one that came through', async () => {
    const app = start({ operators });
    await twilio(app, { MessageSid: 'SM1' });
    const [message] = await storedMessages();
    await twilio(app, { MessageSid: 'SM2', From: OPERATOR, Body: `SPAM ${message?.id ?? ''}` });
    expect(await storedMessages()).toMatchObject([{ messageId: 'SM1', status: 'confirmed' }]);
  });

  test('says so when there is no such message', async () => {
    const { app } = await withQuarantined();
    const answer = await twilio(app, { MessageSid: 'SM2', From: OPERATOR, Body: 'NOTSPAM 0123456789' });
    expect(answer.text).toContain('There is no message 0123456789.');
  });

  test.each([
    ['from somebody else', '+491701234568', 'NOTSPAM ID'],
    ['with more words', OPERATOR, 'NOTSPAM ID please'],
    ['without an id', OPERATOR, 'NOTSPAM'],
  ])('is a message like any other %s', async (_name, From, words) => {
    const { app, id } = await withQuarantined();
    await twilio(app, { MessageSid: 'SM2', From, Body: words.replace('ID', id) });
    expect(await storedMessages()).toMatchObject([{ messageId: 'SM2' }, { id, status: 'quarantined' }]);
  });
});

describe('A long text in parts', () => {
  const vonage = (app: TestApp, fields: Readonly<Record<string, string>>) => {
    const form = { msisdn: '14155550123', to: '15005550006', timestamp: String(unix(NOW)), ...fields };
    const text = Object.entries(form)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => `&${name}=${value}`)
      .join('');
    const body = toForm({ ...form, sig: hmac('sha256', SECRET, text, 'hex') });
    return request(app.app).post('/webhooks/sms/vonage').type(FORM).send(body);
  };
  // eslint-disable-next-line max-params -- Reads as what comes: to whom, which part, what it says.
  const part = (app: TestApp, number: number, text: string, more: Readonly<Record<string, string>> = {}) =>
    vonage(app, {
      messageId: `m${number}${more['messageId'] ?? ''}`,
      text,
      concat: 'true',
      'concat-ref': '7',
      'concat-total': '3',
      'concat-part': String(number),
      ...more,
    });

  test('is scored when it is whole, in whatever order it comes, and forwarded with all its requests', async () => {
    const app = start({ keepsOriginals: true });
    for (const [number, text] of [
      [3, ' now'],
      [1, 'Free cas'],
      [2, 'ino,'],
    ] as const)
      expect((await part(app, number, text)).status).toBe(200);
    const [message] = await storedMessages();
    expect(message).toMatchObject({ messageId: 'm1', status: 'quarantined', gateway: 'vonage' });
    expect(await textsOf()).toEqual(['Free casino, now']);
    expect(await testStore.store.readOriginals(message?.id ?? '')).toHaveLength(3);
  });

  test('is one message when its parts are delivered again', async () => {
    const app = start();
    for (const number of [1, 2, 2, 3, 3, 1]) await part(app, number, `${number}`);
    expect(await textsOf()).toEqual(['123']);
    expect(await testStore.store.listLateGroups('9999', 9)).toEqual([]);
  });

  test('is scored as far as it goes when a part does not come, and the late part by itself', async () => {
    let now = NOW;
    const app = start();
    const clock = { now: () => now };
    const joinParts = createJoinParts({ store: testStore.store, filter: app.gate.filter, clock });
    const sweep = () => joinParts.sweep();
    await part(app, 1, 'one ');
    await part(app, 3, 'three');
    now = new Date(NOW.getTime() + 59_000);
    expect(await sweep()).toEqual([]);
    now = new Date(NOW.getTime() + 61_000);
    expect(await sweep()).toMatchObject([{ message: { messageId: 'm1/1+3of3' } }]);
    expect(await sweep()).toEqual([]);
    await part(app, 2, 'two');
    await sweep();
    expect(await textsOf()).toEqual(['two', 'one three']);
  });

  test('is another one when the gateway has counted its references round', async () => {
    const app = start();
    const again = { messageId: 'n1' };
    await part(app, 1, 'a1');
    await part(app, 1, 'b1', again);
    for (const number of [2, 3]) await part(app, number, `a${number}`);
    for (const number of [2, 3]) await part(app, number, `b${number}`, { messageId: `n${number}` });
    expect([...(await textsOf())].sort()).toEqual(['a1a2a3', 'b1b2b3']);
  });

  test('is joined when the store failed at its last part and the gateway sends that again', async () => {
    let isBroken = true;
    const listParts: typeof testStore.store.listParts = async (group) => {
      if (isBroken) throw new Error('the disk is full');
      return testStore.store.listParts(group);
    };
    const app = start({ store: { ...testStore.store, listParts } });
    expect((await part(app, 1, 'a', { 'concat-total': '1' })).status).toBe(200);
    expect((await part(app, 1, 'b', { messageId: 'x', 'concat-total': '2' })).status).toBe(500);
    isBroken = false;
    await part(app, 1, 'b', { messageId: 'x', 'concat-total': '2' });
    await part(app, 2, 'c', { 'concat-total': '2' });
    expect(await textsOf()).toEqual(['bc', 'a']);
  });
});

describe('Originals', () => {
  test('are kept without what belongs to the way', async () => {
    const app = start({ keepsOriginals: true });
    await twilio(app, {})
      .set('X-Forwarded-For', '1.2.3.4')
      .set('Cookie', 'a=b')
      .set('I-Twilio-Idempotency-Token', 't');
    const [message] = await storedMessages();
    const [original] = await testStore.store.readOriginals(message?.id ?? '');
    expect(Buffer.from(original?.body ?? '', 'base64').toString()).toBe(toForm(INBOUND));
    expect(original).toMatchObject({
      method: 'POST',
      query: '',
      headers: { 'x-twilio-signature': signTwilio(INBOUND), 'i-twilio-idempotency-token': 't' },
    });
    expect(Object.keys(original?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(host|cookie|x-forwarded-for|content-length)$/)]),
    );
  });

  test('are not kept where nobody asks for them', async () => {
    await twilio(start(), {});
    const [message] = await storedMessages();
    expect(await testStore.store.readOriginals(message?.id ?? '')).toEqual([]);
  });
});
