import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import type { GateEvent } from '../../src/domain/events.js';
import { askApi, endAllGates, startCommand, startGate } from '../support/gate-process.js';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
const SPAM = 'Congratulations! You have won a free prize. Call 09061701461 now to claim your cash';

let folder: string;
let receiver: Server;
const told: GateEvent[] = [];
let tell = (): void => undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-api-'));
  receiver = createServer((request, response) => {
    void text(request).then((body) => {
      told.push(new Webhook(SECRET).verify(body, request.headers as Record<string, string>) as GateEvent);
      response.writeHead(204).end();
      tell();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await endAllGates();
  await new Promise((resolve) => receiver.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

/** Resolves when so many events have come. */
const until = (count: number): Promise<void> =>
  new Promise((resolve) => {
    tell = () => {
      if (told.length >= count) resolve();
    };
    tell();
  });

describe('another chat system', () => {
  test('has its messages judged with a token of its own, and hears what people decide about them', async () => {
    const { port } = receiver.address() as AddressInfo;
    const settings = { EVENTS_URL: `http://127.0.0.1:${port}/events`, EVENTS_SECRET: SECRET };
    const gate = await startGate(folder, settings);
    expect(gate.output()).toMatch(/on +events +to 127\.0\.0\.1/);
    const made = await startCommand(folder, settings, ['tokens', 'create', 'forum', '--role', 'moderator'])
      .ended;
    const [token = ''] = made.stdout.split('\n');
    const message = { conversation: 'general', messageId: '1', sender: { id: 'ann' }, text: SPAM };
    const add = () =>
      fetch(`${gate.url}/v1/messages`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(message),
      });
    const [first, second] = [await add(), await add()];
    expect([first.status, second.status]).toEqual([201, 200]);
    const { id } = (await first.json()) as { id: string };
    await askApi(gate, `/v1/quarantine/${id}/release`, {});
    await until(2);
    expect(told).toMatchObject([
      {
        type: 'message.quarantined',
        data: { message: { id, conversation: 'general', messageId: '1', text: SPAM } },
      },
      {
        type: 'message.released',
        data: { message: { id, status: 'released' }, decision: { author: 'admin' } },
      },
    ]);
    expect(await askApi(gate, '/v1/audit?subject=forum')).toMatchObject({
      items: [{ author: 'cli', action: 'token.created' }],
    });
    const models = { texts: ['Lunch?'], models: [await currentModel(gate)] };
    expect(await askApi(gate, '/v1/compare', models)).toMatchObject({
      items: [{ results: [{ verdict: { band: 'ham' } }] }],
    });
    expect(await gate.end('SIGTERM')).toBe(0);
  }, 60_000);
});

const currentModel = async (gate: Parameters<typeof askApi>[0]): Promise<string> =>
  ((await askApi(gate, '/v1/models')) as { current: string }).current;
