import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import {
  AUTH_TOKEN,
  INBOUND,
  PATH,
  PUBLIC_BASE_URL,
  signTwilio,
  toForm,
} from '../channels/sms/signed-twilio.js';
import { askApi, endAllGates, type GateProcess, startGate } from '../support/gate-process.js';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
const SPAM = 'Congratulations! You have won a free prize. Call 09061701461 now to claim your cash';

/** The team's own endpoint: keeps what is genuine. */
interface Receiver {
  readonly server: Server;
  readonly url: string;
  /** The next message that arrives, or has arrived and was not asked for yet. */
  next(): Promise<Record<string, unknown>>;
  readonly count: () => number;
}

async function startReceiver(): Promise<Receiver> {
  const webhook = new Webhook(SECRET);
  const arrived: Record<string, unknown>[] = [];
  const waiting: ((message: Record<string, unknown>) => void)[] = [];
  let count = 0;
  const verify = (body: string, headers: IncomingHttpHeaders) =>
    webhook.verify(body, headers as Record<string, string>) as Record<string, unknown>;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const message = verify(body, request.headers);
      count += 1;
      const waiter = waiting.shift();
      if (waiter === undefined) arrived.push(message);
      else waiter(message);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server,
    url: `http://127.0.0.1:${port}/inbound`,
    next: () => {
      const message = arrived.shift();
      if (message !== undefined) return Promise.resolve(message);
      return new Promise((resolve) => waiting.push(resolve));
    },
    count: () => count,
  };
}

let folder: string;
let receiver: Receiver;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-sms-'));
  receiver = await startReceiver();
});
afterEach(async () => {
  await endAllGates();
  receiver.server.closeAllConnections();
  await new Promise((resolve) => receiver.server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const start = (): Promise<GateProcess> =>
  startGate(folder, {
    SMS_TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    PUBLIC_BASE_URL,
    FORWARD_URL: receiver.url,
    FORWARD_SECRET: SECRET,
  });

async function deliver({ url }: GateProcess, fields: Partial<typeof INBOUND>): Promise<string> {
  const form = { ...INBOUND, ...fields };
  const response = await fetch(url + PATH, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Twilio-Signature': signTwilio(form),
    },
    body: toForm(form),
  });
  return `${response.status} ${await response.text()}`;
}

describe('the gate for text messages', () => {
  test('the gate forwards ham once, withholds spam, and forwards it when it is released', async () => {
    const running = await start();
    const spam = await deliver(running, { MessageSid: 'SM1', Body: SPAM });
    const ham = await deliver(running, { MessageSid: 'SM2' });
    expect([spam, await deliver(running, { MessageSid: 'SM1', Body: SPAM })]).toEqual([spam, spam]);
    expect(await deliver(running, { MessageSid: 'SM2' })).toBe(ham);
    expect(await receiver.next()).toMatchObject({ messageId: 'SM2', text: INBOUND.Body, band: 'ham' });

    const { items } = (await askApi(running, '/v1/quarantine')) as { items: { id: string }[] };
    expect(items).toMatchObject([{ messageId: 'SM1', status: 'quarantined', text: SPAM }]);
    await askApi(running, `/v1/quarantine/${items[0]?.id ?? ''}/release`, {});
    expect(await receiver.next()).toMatchObject({ messageId: 'SM1', released: true });
    expect(receiver.count()).toBe(2);
  }, 30_000);

  test('the gate forwards after a restart what it was killed over', async () => {
    const first = await start();
    receiver.server.removeAllListeners('request');
    const called = new Promise((resolve) => receiver.server.once('request', resolve));
    await deliver(first, {});
    await called;
    await first.end('SIGKILL');
    receiver.server.closeAllConnections();
    await new Promise((resolve) => receiver.server.close(resolve));
    receiver = await startReceiver();
    await start();
    expect(await receiver.next()).toMatchObject({ messageId: INBOUND.MessageSid });
  }, 30_000);
});
