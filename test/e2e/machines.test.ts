import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AUTH_TOKEN,
  INBOUND,
  PATH,
  PUBLIC_BASE_URL,
  signTwilio,
  toForm,
} from '../channels/sms/signed-twilio.js';
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram.js';
import { ADMIN_TOKEN, askApi, endAllGates, type GateProcess, startGate } from '../support/gate-process.js';
import { PRIVACY_KEY } from '../support/privacy.js';
import { parseMetrics } from '../web/metrics/parse-metrics.js';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
const GROUP = -1001111111111;
const ANN = { id: 11, first_name: 'Annabella' };
const SPAM = 'Congratulations! You have won a free prize. Call 09061701461 now to claim your cash';
const HAM = 'Shall we meet at noon by the harbour wall?';
const FROM = '+14155550123';
const TO = '+15005550006';
const VONAGE_SECRET = 'vonage-secret-of-the-tests';
const DEADLINE_MS = 30_000;

let folder: string;
let telegram: FakeTelegram;
let receiver: Server;
let settings: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-machines-'));
  telegram = await startFakeTelegram();
  telegram.addGroup({ id: GROUP, title: 'Gardeners', members: [[ANN, 'member']] });
  // The team's endpoint refuses everything, and says why in words that are nobody's business.
  receiver = createServer((_request, response) => response.writeHead(500).end(`cannot take ${HAM}`));
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  settings = {
    PRIVACY_KEY,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    SMS_TWILIO_AUTH_TOKEN: 'auth-token-of-the-tests',
    SMS_VONAGE_SIGNATURE_SECRET: VONAGE_SECRET,
    PUBLIC_BASE_URL,
    FORWARD_URL: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in?key=receiver-key`,
    FORWARD_SECRET: SECRET,
    LOG_LEVEL: 'info',
  };
});
afterEach(async () => {
  await endAllGates();
  await telegram.stop();
  receiver.closeAllConnections();
  receiver.close();
  await rm(folder, { recursive: true, force: true });
});

async function deliver({ url }: GateProcess, id: string, body: string): Promise<number> {
  const form = { ...INBOUND, MessageSid: id, SmsSid: id, From: FROM, To: TO, Body: body };
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Twilio-Signature': signTwilio(form, { authToken: settings['SMS_TWILIO_AUTH_TOKEN'] ?? AUTH_TOKEN }),
    'X-Request-Id': `proxy-${id}`,
  };
  return (await fetch(url + PATH, { method: 'POST', headers, body: toForm(form) })).status;
}

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

const linesOf = (gate: GateProcess): readonly Line[] =>
  gate
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);

const traffic = async (gate: GateProcess): Promise<void> => {
  expect(await deliver(gate, 'SM1', HAM)).toBe(200);
  expect(await deliver(gate, 'SM2', SPAM)).toBe(200);
  expect(await deliver(gate, 'SM2', SPAM)).toBe(200);
  telegram.say({ chat: GROUP, from: ANN, text: SPAM });
  await telegram.until(() => telegram.botTexts(GROUP).length > 0, DEADLINE_MS);
  const { items } = (await askApi(gate, '/v1/messages?channel=sms')) as {
    readonly items: readonly { readonly id: string; readonly text: string }[];
  };
  const spam = items.find(({ text }) => text === SPAM);
  await askApi(gate, '/v1/corrections', { messageId: spam?.id, label: 'ham' });
  await gate.until('task retry');
};

test('a scrape after known traffic has exactly its numbers, and the gate is ready', async () => {
  const gate = await startGate(folder, settings);
  await traffic(gate);
  const { valueOf } = parseMetrics(await (await fetch(`${gate.url}/metrics`)).text());
  const messages = (channel: string, action: string) =>
    valueOf('hamgate_messages_total', { channel, action });
  expect({
    accepted: messages('sms', 'accept'),
    withheld: messages('sms', 'quarantine'),
    warned: messages('telegram', 'reply'),
    repeats: valueOf('hamgate_repeats_total', { channel: 'sms' }),
    scored: valueOf('hamgate_score_count', { channel: 'sms' }),
    committed: valueOf('hamgate_committing_seconds_count', {}),
    answered: valueOf('hamgate_answering_seconds_count', { channel: 'sms' }),
    handled: valueOf('hamgate_answering_seconds_count', { channel: 'telegram' }),
    corrected: valueOf('hamgate_corrections_total', { label: 'ham', source: 'api', role: 'admin' }),
    model: valueOf('hamgate_model_info', { model: 'default@1.0.0' }),
    up: valueOf('hamgate_store_up', {}),
    waiting: valueOf('hamgate_outbox_pending', { target: 'forward' }),
    dead: valueOf('hamgate_outbox_dead', { target: 'forward' }),
  }).toEqual({
    ...{ accepted: 1, withheld: 1, warned: 1, repeats: 1, scored: 2, committed: 4, answered: 3, handled: 1 },
    ...{ corrected: 1, model: 1, up: 1, waiting: 2, dead: 0 },
  });
  expect(valueOf('hamgate_tasks_total', { target: 'telegram', outcome: 'done' })).toBeGreaterThan(0);
  expect(valueOf('hamgate_tasks_total', { target: 'forward', outcome: 'retry' })).toBeGreaterThan(0);
  expect(valueOf('hamgate_scoring_seconds_count', {})).toBeGreaterThanOrEqual(4);
  expect(await (await fetch(`${gate.url}/readyz`)).json()).toEqual({ status: 'ready' });
});

test('the log has one line a message, and neither texts, nor numbers, nor secrets', async () => {
  const gate = await startGate(folder, settings);
  await traffic(gate);
  const query = new URLSearchParams({ msisdn: FROM, to: TO, text: HAM, messageId: '1', sig: 'x' });
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const path = '/webhooks/sms/vonage';
  expect((await fetch(`${gate.url}${path}?${query.toString()}`)).status).toBe(403);
  expect((await fetch(gate.url + PATH, { method: 'POST', headers: form, body: `Body=${HAM}` })).status).toBe(
    403,
  );
  await fetch(`${gate.url}/v1/messages`, { headers: { Authorization: 'Bearer token-that-is-wrong' } });
  const lines = linesOf(gate);
  const messages = lines.filter(({ msg }) => msg === 'message');
  expect(messages.map(({ channel, isRepeat }) => [channel, isRepeat])).toEqual([
    ['sms', false],
    ['sms', false],
    ['sms', true],
    ['telegram', false],
  ]);
  expect(messages[0]).toMatchObject({
    ...{
      level: 30,
      gateway: 'twilio',
      requestId: 'proxy-SM1',
      messageId: 'SM1',
      action: 'accept',
      model: 'default@1.0.0',
    },
    id: expect.any(String) as string,
    sender: expect.stringMatching(/^h:[0-9a-f]{32}$/) as string,
    conversation: expect.stringMatching(/^h:[0-9a-f]{32}$/) as string,
    score: expect.any(Number) as number,
    reasons: ['below-threshold'],
    ms: expect.any(Number) as number,
  });
  expect(lines.filter(({ msg }) => msg === 'webhook refused')).toHaveLength(2);
  const said = gate.output();
  const secrets = [
    ADMIN_TOKEN,
    'token-that-is-wrong',
    ...['TELEGRAM_BOT_TOKEN', 'SMS_TWILIO_AUTH_TOKEN'].map((name) => settings[name] ?? ''),
  ];
  for (const secret of [...secrets, SECRET, SECRET.slice(6), VONAGE_SECRET, PRIVACY_KEY, 'receiver-key'])
    expect(said).not.toContain(secret);
  for (const number of [FROM, TO]) {
    expect(said).not.toContain(number.slice(1));
    expect(said).not.toContain(encodeURIComponent(number));
  }
  for (const words of ['noon', 'harbour wall', 'Congratulations', '09061701461', ANN.first_name])
    expect(said).not.toContain(words);
});
