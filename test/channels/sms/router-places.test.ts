import request from 'supertest';
import { createClickSendGateway } from '../../../src/channels/sms/gateways/clicksend.js';
import { createTwilioGateway } from '../../../src/channels/sms/gateways/twilio.js';
import type { Store } from '../../../src/domain/store.js';
import { listen } from '../../../src/web/listen.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import type { TestApp } from '../../web/test-app.js';
import { AUTH_TOKEN, INBOUND, PATH, PUBLIC_BASE_URL, signTwilio, toForm } from './signed-twilio.js';
import { createSmsApp, type SmsAppParts } from './sms-app.js';

const FORM = 'application/x-www-form-urlencoded';
const twilio = createTwilioGateway({ authToken: AUTH_TOKEN });

let testStore: TestStore;
beforeEach(async () => {
  testStore = await openTestStore();
});
afterEach(() => testStore.cleanUp());

const start = (parts: Partial<SmsAppParts> = {}): TestApp =>
  createSmsApp({ store: testStore.store, gateways: [twilio], ...parts });

const storedMessages = async () => (await testStore.store.listMessages({ limit: 100 })).items;

describe('createSmsRouter() and several accounts', () => {
  const other = createTwilioGateway({ authToken: 'another' });
  const mounted = [
    { gateway: twilio, account: '' },
    { gateway: other, account: 'acme' },
  ];
  const toAccount = (app: TestApp, authToken: string) => {
    const url = `${PUBLIC_BASE_URL}${PATH}/acme`;
    const signature = signTwilio(INBOUND, { authToken, url });
    return request(app.app)
      .post(`${PATH}/acme`)
      .type(FORM)
      .set('X-Twilio-Signature', signature)
      .send(toForm(INBOUND));
  };

  test('checks each with its own secret and says which one it was', async () => {
    const app = start({ gateways: mounted });
    expect((await toAccount(app, AUTH_TOKEN)).status).toBe(403);
    expect((await toAccount(app, 'another')).status).toBe(200);
    expect(await storedMessages()).toMatchObject([{ gateway: 'twilio/acme' }]);
  });

  test('asks one after the other where the path is the secret', async () => {
    const secrets = ['a-secret-path-of-20-chars', 'another-path-of-20-chars'];
    const gateways = secrets.map((pathSecret, index) => ({
      gateway: createClickSendGateway({ pathSecret }),
      account: index === 0 ? '' : 'acme',
    }));
    const app = start({ gateways });
    const call = (secret: string) =>
      request(app.app)
        .post(`/webhooks/sms/clicksend/${secret}`)
        .type(FORM)
        .send(toForm({ message_id: String(secret.length), from: '+1', to: '+2', body: 'hi' }));
    const answers = [...secrets, 'wrong'].map(async (secret) => (await call(secret)).status);
    expect(await Promise.all(answers)).toEqual([200, 200, 403]);
    expect(JSON.stringify(app.lines)).not.toContain('another-path');
  });
});

test('createSmsRouter() keeps a secret path out of the log, even when the store fails', async () => {
  const saveArrival = async () => Promise.reject(new Error('the disk is full'));
  const gateways = [createClickSendGateway({ pathSecret: 'a-secret-path-of-20-chars' })];
  const app = start({ gateways, store: { ...testStore.store, saveArrival } });
  const form = toForm({ message_id: 'm', from: '+1', to: '+2', body: 'hi' });
  const call = request(app.app)
    .post('/webhooks/sms/clicksend/a-secret-path-of-20-chars')
    .type(FORM)
    .send(form);
  expect((await call).status).toBe(500);
  expect(app.lines).toMatchObject([{ msg: 'request failed', path: '/webhooks/sms/clicksend/:secret' }]);
  expect(JSON.stringify(app.lines)).not.toContain('a-secret-path');
});

describe('createSmsRouter() under too much load', () => {
  test('sheds what it cannot take in, and takes on again', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let enter = (): void => undefined;
    const entered = new Promise<void>((resolve) => (enter = resolve));
    const saveArrival: Store['saveArrival'] = async (arrival) => {
      enter();
      await held;
      return testStore.store.saveArrival(arrival);
    };
    const app = start({ maxInHand: 1, store: { ...testStore.store, saveArrival } });
    const server = await listen(app.app, { host: '127.0.0.1', port: 0 });
    const deliver = (MessageSid: string) => {
      const fields = { ...INBOUND, MessageSid };
      const headers = { 'Content-Type': FORM, 'X-Twilio-Signature': signTwilio(fields) };
      return fetch(server.url + PATH, { method: 'POST', headers, body: toForm(fields) });
    };
    const first = deliver('SM1');
    await entered;
    const refused = await deliver('SM2');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    release();
    expect((await first).status).toBe(200);
    expect((await deliver('SM3')).status).toBe(200);
    await server.close();
    expect((await storedMessages()).map(({ messageId }) => messageId)).toEqual(['SM3', 'SM1']);
  });
});
