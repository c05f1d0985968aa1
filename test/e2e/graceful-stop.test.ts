import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, get, type IncomingMessage, type Server } from 'node:http';
import {
  type AddressInfo,
  createConnection,
  createServer as createNetServer,
  type Server as NetServer,
  type Socket,
} from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  AUTH_TOKEN,
  INBOUND,
  PATH,
  PUBLIC_BASE_URL,
  signTwilio,
  toForm,
} from '../channels/sms/signed-twilio.js';
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram.js';
import { startPostgres } from '../support/postgres.js';
import { askApi, endAllGates, type GateProcess, startGate } from '../support/gate-process.js';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
const GROUP = -1001111111111;
const ANN = { id: 11, first_name: 'Ann' };
const SPAM = 'Congratulations! You have won a free prize. Call 09061701461 now to claim your cash';
/** What the service manager of a machine may give a process before it ends it. */
const CEILING_MS = 5_000;
const DEADLINE_MS = 30_000;

/** The team's own endpoint: first it takes everything and says nothing, later it does its work. */
class Receiver {
  readonly delivered = new Set<string>();
  readonly taken = new Set<string>();
  isHanging = true;
  onTaken: () => void = () => undefined;
  readonly #server: Server = createServer((request, response) => {
    const id = String(request.headers['webhook-id']);
    this.taken.add(id);
    if (!this.isHanging) {
      this.delivered.add(id);
      response.writeHead(204).end();
    }
    this.onTaken();
  });

  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/inbound`;
  }

  /** Looks after each request, and at once. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => (this.onTaken = resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

let folder: string;
let telegram: FakeTelegram;
let receiver: Receiver;
let settings: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-stop-'));
  telegram = await startFakeTelegram();
  telegram.addGroup({ id: GROUP, title: 'Gardeners', members: [[ANN, 'member']] });
  receiver = new Receiver();
  settings = {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    SMS_TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    PUBLIC_BASE_URL,
    FORWARD_URL: await receiver.open(),
    FORWARD_SECRET: SECRET,
  };
});
afterEach(async () => {
  await endAllGates();
  await telegram.stop();
  await receiver.close();
  await rm(folder, { recursive: true, force: true });
});

const aText = (id: string) => ({ ...INBOUND, MessageSid: id, SmsSid: id });

async function deliver({ url }: GateProcess, id: string): Promise<number> {
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Twilio-Signature': signTwilio(aText(id)),
  };
  return (await fetch(url + PATH, { method: 'POST', headers, body: toForm(aText(id)) })).status;
}

/** A webhook of which everything has come but its end. */
async function deliverInPart({ url }: GateProcess, id: string) {
  const body = toForm(aText(id));
  const socket = await connect(url);
  const half = Math.floor(body.length / 2);
  socket.write(
    [
      `POST ${PATH} HTTP/1.1`,
      'Host: gate.example.com',
      'Content-Type: application/x-www-form-urlencoded',
      `X-Twilio-Signature: ${signTwilio(aText(id))}`,
      `Content-Length: ${body.length}`,
      '',
      body.slice(0, half),
    ].join('\r\n'),
  );
  return { answer: text(socket), finish: () => socket.write(body.slice(half)) };
}

async function connect(url: string): Promise<Socket> {
  const socket = createConnection(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function askAndKeepAlive(url: string, agent: Agent): Promise<void> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${url}/healthz`, { agent }, resolve).on('error', reject);
  });
  await text(answer);
}

/** The exit code; null when it had to be killed. */
async function endWithin(
  gate: GateProcess,
  ms: number,
  meanwhile: () => Promise<void>,
): Promise<number | null> {
  const ended = gate.end('SIGTERM');
  const timer = setTimeout(() => void gate.end('SIGKILL').catch(() => undefined), ms);
  await meanwhile();
  const code = await ended;
  clearTimeout(timer);
  return code;
}

/** Stands before the database server, and one day stops passing anything on. */
class Line {
  isDead = false;
  onTried: () => void = () => undefined;
  readonly #server: NetServer;
  readonly #sockets = new Set<Socket>();

  constructor(port: number) {
    this.#server = createNetServer((near) => {
      const far = createConnection(port, '127.0.0.1');
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.on('error', () => undefined);
        from.on('close', () => void to.destroy());
        from.on('data', (chunk: Buffer) => {
          if (!this.isDead) to.write(chunk);
          else this.onTried();
        });
      }
    });
  }

  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return String((this.#server.address() as AddressInfo).port);
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

test('SIGTERM ends the gate in time even when its database does not answer any more', async () => {
  const postgres = await startPostgres();
  const url = new URL(await postgres.createDatabase());
  const line = new Line(Number(url.port));
  url.port = await line.open();
  const gate = await startGate(folder, { ...settings, DATABASE_URL: url.href });
  expect(await deliver(gate, 'SM1')).toBe(200);
  line.isDead = true;
  const isTried = new Promise<void>((resolve) => (line.onTried = resolve));
  const answer = deliver(gate, 'SM2').catch(() => 'cut off');
  await isTried;
  const code = await endWithin(gate, CEILING_MS, async () => undefined);
  expect([code, await answer]).toEqual([1, 'cut off']);
  expect(gate.output()).toContain('Cannot stop in time');
  line.close();
  await postgres.stop();
}, 120_000);

test('SIGTERM ends the gate in time, whoever holds on to it, and nothing is lost', async () => {
  const gate = await startGate(folder, settings);
  const agent = new Agent({ keepAlive: true });
  await askAndKeepAlive(gate.url, agent);
  const silent = await connect(gate.url);
  telegram.fail('sendMessage', { kind: 'hang' });
  telegram.say({ chat: GROUP, from: ANN, text: SPAM });
  await telegram.until(() => telegram.callsOf('sendMessage').length > 0, DEADLINE_MS);
  expect(await deliver(gate, 'SM1')).toBe(200);
  await receiver.until(() => receiver.taken.size === 1);
  const late = await deliverInPart(gate, 'SM2');

  const code = await endWithin(gate, CEILING_MS, async () => {
    await gate.until('"stopping"');
    late.finish();
  });
  expect(code).toBe(0);
  expect(gate.output()).toContain('"stopped"');
  expect(await late.answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(receiver.delivered.size).toBe(0);
  agent.destroy();
  silent.destroy();

  receiver.isHanging = false;
  const next = await startGate(folder, settings);
  await receiver.until(() => receiver.delivered.size === 2);
  await telegram.until(() => telegram.botTexts(GROUP).length > 0, DEADLINE_MS);
  const { items } = (await askApi(next, '/v1/messages')) as { readonly items: readonly unknown[] };
  expect(items).toHaveLength(3);
  expect([...receiver.taken]).toEqual([...receiver.delivered]);
}, 60_000);
