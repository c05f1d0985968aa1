import { createServer, type Server } from 'node:http';
import { mkdtemp, rm, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { Store, StoredMessage } from '../../src/domain/store.js';
import { createKeyedHash } from '../../src/keyed-hash.js';
import { openStore } from '../../src/store/open-store.js';
import { AUTH_TOKEN, PUBLIC_BASE_URL } from '../../test/channels/sms/signed-twilio.js';
import { endAllGates, startGate } from '../../test/support/gate-process.js';
import { signMany, stroll } from './load.js';
import type { SignedMessage } from './signed-messages.js';

export interface WebhookStormSize {
  readonly messages: number;
  /** More than the gate can take. */
  readonly perSecond: number;
  /** How often the gate is ended with SIGKILL, and started again, while they come. */
  readonly kills: number;
}

/** Whatever is not said to be something else is a number that should be 0. */
export interface WebhookStormResult {
  readonly sent: number;
  /** Answered with a 2xx: what the gate has promised to keep. */
  readonly acknowledged: number;
  /** Answered with 503. */
  readonly shed: number;
  readonly kills: number;
  readonly seconds: number;
  readonly lost: number;
  readonly storedTwice: number;
  /** Harmless ones that are not forwarded, and spam that is. */
  readonly hamKept: number;
  readonly spamForwarded: number;
  /** Forwarded before an older one of the same sender. */
  readonly outOfOrder: number;
  readonly tasksLeft: number;
  /** Forwarded under the same `webhook-id` again, because the gate was killed over the answer; not 0, and known. */
  readonly forwardedTwice: number;
}

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
const OVER_MS = 600_000;

interface Receiver {
  readonly server: Server;
  readonly url: string;
  /** The gateway's ids of what came, in the order in which it came, and how often each came. */
  readonly times: ReadonlyMap<string, number>;
}

async function startReceiver(): Promise<Receiver> {
  const webhook = new Webhook(SECRET);
  const times = new Map<string, number>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const message = webhook.verify(body, request.headers as Record<string, string>) as {
        messageId: string;
      };
      times.set(message.messageId, (times.get(message.messageId) ?? 0) + 1);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, times };
}

/** A port that nobody listens on: the gate has to come back where it was. */
async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

/** Sends more than the built gate can take, kills it in the middle, and counts what came of what it had acknowledged. */
export async function runWebhookStorm(size: WebhookStormSize): Promise<WebhookStormResult> {
  const folder = await mkdtemp(join(tmpdir(), 'hamgate-storm-'));
  const receiver = await startReceiver();
  try {
    return await storm(size, folder, receiver);
  } finally {
    await endAllGates();
    receiver.server.closeAllConnections();
    await new Promise((resolve) => receiver.server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  }
}

async function storm(
  size: WebhookStormSize,
  folder: string,
  receiver: Receiver,
): Promise<WebhookStormResult> {
  const messages = signMany(size.messages, 's');
  const settings = {
    PORT: await freePort(),
    SMS_TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    PUBLIC_BASE_URL,
    FORWARD_URL: receiver.url,
    FORWARD_SECRET: SECRET,
    LOG_LEVEL: 'warn',
  };
  const startMs = performance.now();
  let gate = await startGate(folder, settings);
  const sending = stroll({ url: gate.url, perSecond: size.perSecond, messages });
  for (let kill = 1; kill <= size.kills; kill++) {
    await wait((size.messages / size.perSecond / (size.kills + 1)) * 1000);
    await gate.end('SIGKILL');
    gate = await startGate(folder, settings);
  }
  const { answers, shed } = await sending;
  const store = await openStore(`file:${folder}/data/hamgate.db`, await readKeyedHash(folder));
  try {
    await untilDone(store);
    const acknowledged = messages.filter((_, index) => isAccepted(answers[index]));
    const tasks = await store.countTasks();
    return {
      sent: messages.length,
      acknowledged: acknowledged.length,
      shed,
      kills: size.kills,
      seconds: (performance.now() - startMs) / 1000,
      tasksLeft: tasks.pending + tasks.dead,
      ...compare(acknowledged, await readAll(store), receiver.times),
    };
  } finally {
    await store.close();
  }
}

const isAccepted = (status: number | undefined): boolean =>
  status !== undefined && status >= 200 && status < 300;

async function untilDone(store: Store): Promise<void> {
  const deadline = performance.now() + OVER_MS;
  while ((await store.countTasks()).pending > 0) {
    if (performance.now() > deadline) throw new Error('The outbox does not become empty');
    await wait(100);
  }
}

/** Oldest first. */
async function readAll(store: Store): Promise<readonly StoredMessage[]> {
  const all: StoredMessage[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = await store.listMessages({ limit: 1000, ...(after === undefined ? {} : { after }) });
    all.push(...page.items);
    after = page.next;
  }
  return all.reverse();
}

function compare(
  acknowledged: readonly SignedMessage[],
  stored: readonly StoredMessage[],
  forwarded: ReadonlyMap<string, number>,
) {
  const copies = new Map<string, number>();
  for (const { messageId } of stored) copies.set(messageId, (copies.get(messageId) ?? 0) + 1);
  const withheld = new Set(stored.filter(({ isWithheld }) => isWithheld).map(({ messageId }) => messageId));
  return {
    lost: acknowledged.filter(({ id }) => !copies.has(id)).length,
    storedTwice: [...copies.values()].filter((count) => count > 1).length,
    hamKept: acknowledged.filter(({ id }) => !withheld.has(id) && !forwarded.has(id)).length,
    spamForwarded: [...withheld].filter((id) => forwarded.has(id)).length,
    outOfOrder: countDisorder(stored, [...forwarded.keys()]),
    forwardedTwice: [...forwarded.values()].filter((count) => count > 1).length,
  };
}

function countDisorder(stored: readonly StoredMessage[], arrived: readonly string[]): number {
  const place = new Map(
    stored.map(({ messageId, sender }, index) => [messageId, { index, sender: sender.id }]),
  );
  const last = new Map<string, number>();
  let disorder = 0;
  for (const id of arrived) {
    const { index, sender } = place.get(id) ?? { index: -1, sender: '' };
    if (index < (last.get(sender) ?? -1)) disorder += 1;
    last.set(sender, index);
  }
  return disorder;
}

/** The gate has made the key. */
const readKeyedHash = async (folder: string) =>
  createKeyedHash((await readFile(`${folder}/data/privacy-key`, 'utf8')).trim());
