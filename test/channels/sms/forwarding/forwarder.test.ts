import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { createForwarder } from '../../../../src/channels/sms/forwarding/forwarder.js';
import { readRetryAfter } from '../../../../src/post-webhook.js';
import type { ForwardTarget } from '../../../../src/channels/sms/forwarding/target.js';
import type { OriginalRequest } from '../../../../src/domain/store.js';
import type { Task } from '../../../../src/domain/task.js';
import { NOW } from '../../../support/gate.js';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
const HOUR_MS = 3_600_000;

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly url: string | undefined;
}

/** A receiver on loopback that answers as told and remembers what it got. */
async function openReceiver(answer: (response: ServerResponse) => void) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), url: request.url });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}/in`, received, close };
}

let close = async (): Promise<void> => {};
afterEach(() => close());

async function receiverThat(answer: (response: ServerResponse) => void) {
  const receiver = await openReceiver(answer);
  close = receiver.close;
  return receiver;
}

const aTarget = (url: string, parts: Partial<ForwardTarget> = {}): ForwardTarget => ({
  name: '',
  url,
  secret: SECRET,
  format: 'json',
  conversations: [],
  ...parts,
});

const forwarderTo = (url: string, timeoutMs?: number) =>
  createForwarder({
    targets: [aTarget(url)],
    store: { readOriginals: async () => [] },
    onGone: () => undefined,
    fetch,
    clock: { now: () => new Date() },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });

const aTask = (payload: Task['payload'] = { version: 1, id: 'M1', text: 'Обед? 🍲' }): Task => ({
  id: 1,
  target: 'forward',
  dedupeKey: 'k',
  lane: 'l',
  payload,
  attempts: 0,
  createdAt: NOW.toISOString(),
});

describe('createForwarder()', () => {
  test('posts the message so that a Standard Webhooks receiver can verify it', async () => {
    const receiver = await receiverThat((response) => response.writeHead(204).end());
    await expect(forwarderTo(receiver.url).perform(aTask())).resolves.toEqual({ kind: 'done' });
    const [{ headers, body, url } = { headers: {}, body: '', url: '' }] = receiver.received;
    expect(url).toBe('/in');
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': 'msg_M1' });
    const verified = new Webhook(SECRET).verify(body, headers as Record<string, string>);
    expect(verified).toEqual({ version: 1, id: 'M1', text: 'Обед? 🍲' });
  });

  test('keeps the webhook-id from attempt to attempt', async () => {
    const receiver = await receiverThat((response) => response.writeHead(500).end());
    const forwarder = forwarderTo(receiver.url);
    await forwarder.perform(aTask());
    await forwarder.perform({ ...aTask(), attempts: 1 });
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(['msg_M1', 'msg_M1']);
  });

  test.each([200, 201, 204])('is done at %i', async (status) => {
    const receiver = await receiverThat((response) => response.writeHead(status).end());
    await expect(forwarderTo(receiver.url).perform(aTask())).resolves.toEqual({ kind: 'done' });
  });

  test.each([
    [400, {}, null],
    [401, {}, null],
    [404, {}, null],
    [408, {}, null],
    [410, {}, HOUR_MS],
    [425, {}, null],
    [429, { 'Retry-After': '7' }, 7_000],
    [429, {}, null],
    [500, { 'Retry-After': '7' }, null],
    [503, { 'Retry-After': '999999999' }, HOUR_MS],
    [503, { 'Retry-After': 'soon' }, null],
  ])('tries again after %i with %j', async (status, headers, afterMs) => {
    const receiver = await receiverThat((response) => response.writeHead(status, headers).end('no'));
    await expect(forwarderTo(receiver.url).perform(aTask())).resolves.toEqual({
      kind: 'retry',
      afterMs,
      reason: expect.stringContaining(String(status)) as string,
    });
  });

  test.each([301, 302, 307, 308])('follows no redirect: %i', async (status) => {
    const receiver = await receiverThat((response) =>
      response.writeHead(status, { Location: '/other' }).end(),
    );
    const outcome = await forwarderTo(receiver.url).perform(aTask());
    expect(outcome).toMatchObject({ kind: 'retry', reason: expect.stringContaining('redirects') as string });
    expect(receiver.received.map(({ url }) => url)).toEqual(['/in']);
  });

  test('does not wait for ever', async () => {
    const receiver = await receiverThat(() => {});
    await expect(forwarderTo(receiver.url, 50).perform(aTask())).resolves.toEqual({
      kind: 'retry',
      afterMs: null,
      reason: 'the receiver did not answer: it took too long',
    });
  });

  test('does not wait for the end of an endless answer', async () => {
    const receiver = await receiverThat((response) => response.writeHead(200).write('and'));
    await expect(forwarderTo(receiver.url).perform(aTask())).resolves.toEqual({ kind: 'done' });
  });

  test('tries again when nobody listens', async () => {
    const receiver = await receiverThat(() => {});
    await receiver.close();
    close = async () => {};
    await expect(forwarderTo(receiver.url).perform(aTask())).resolves.toEqual({
      kind: 'retry',
      afterMs: null,
      reason: 'the receiver did not answer: ECONNREFUSED',
    });
  });

  test('tries again when the receiver hangs up', async () => {
    const receiver = await receiverThat((response) => response.destroy());
    await expect(forwarderTo(receiver.url).perform(aTask())).resolves.toMatchObject({ kind: 'retry' });
  });

  test.each([[null], ['text'], [{ version: 2, id: 'M1' }], [{ version: 1 }], [{ version: 1, id: 'ä\n' }]])(
    'parks a task that holds no message: %j',
    async (payload) => {
      const outcome = await forwarderTo('http://127.0.0.1:9/').perform(aTask(payload));
      expect(outcome).toMatchObject({ kind: 'dead' });
    },
  );
});

describe('createForwarder() with several receivers', () => {
  const original: OriginalRequest = {
    method: 'POST',
    query: '?a=b',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'abc=' },
    body: Buffer.from('Body=%D0%9E&From=%2B1').toString('base64'),
  };
  const message = {
    version: 1,
    id: 'M1',
    conversation: '+1500',
    band: 'unsure',
    score: 0.5,
    released: false,
  };

  function forwarderWith(targets: readonly ForwardTarget[], originals: readonly OriginalRequest[] = []) {
    let now = NOW.getTime();
    const gone: string[] = [];
    const forwarder = createForwarder({
      targets,
      store: { readOriginals: async () => originals },
      onGone: ({ name }) => gone.push(name),
      fetch,
      clock: { now: () => new Date(now) },
    });
    return { forwarder, gone, wait: (ms: number) => (now += ms) };
  }

  test.each([
    ['1500', '/support'],
    ['+1501', '/rest'],
  ])('sends the messages to %s to %s', async (conversation, path) => {
    const receiver = await receiverThat((response) => response.writeHead(204).end());
    const base = new URL(receiver.url).origin;
    const { forwarder } = forwarderWith([
      aTarget(`${base}/rest`),
      aTarget(`${base}/support`, { name: 'support', conversations: ['+1500'] }),
    ]);
    await forwarder.perform(aTask({ ...message, conversation }));
    expect(receiver.received.map(({ url }) => url)).toEqual([path]);
  });

  test('keeps what nobody gets for the day when somebody does', async () => {
    const { forwarder } = forwarderWith([
      aTarget('http://127.0.0.1:9', { name: 'a', conversations: ['+9'] }),
    ]);
    await expect(forwarder.perform(aTask(message))).resolves.toMatchObject({
      kind: 'retry',
      afterMs: HOUR_MS,
    });
  });

  test('leaves a receiver alone for an hour that says he is gone, and raises the alarm once', async () => {
    const receiver = await receiverThat((response) => response.writeHead(410).end());
    const { forwarder, gone, wait } = forwarderWith([aTarget(receiver.url)]);
    await expect(forwarder.perform(aTask(message))).resolves.toMatchObject({ afterMs: HOUR_MS });
    wait(HOUR_MS - 1_000);
    await expect(forwarder.perform(aTask(message))).resolves.toMatchObject({ kind: 'retry', afterMs: 1_000 });
    expect([receiver.received.length, gone]).toEqual([1, ['']]);
    wait(1_000);
    await forwarder.perform(aTask(message));
    expect([receiver.received.length, gone]).toEqual([2, ['', '']]);
  });

  test('sends the original as it came, with what the gate has to say beside it', async () => {
    const receiver = await receiverThat((response) => response.writeHead(204).end());
    const { forwarder } = forwarderWith([aTarget(receiver.url, { format: 'original' })], [original]);
    await expect(forwarder.perform(aTask({ ...message, gateway: 'twilio' }))).resolves.toEqual({
      kind: 'done',
    });
    const [{ url, headers, body } = { url: '', headers: {}, body: '' }] = receiver.received;
    expect([url, body]).toEqual(['/in?a=b', 'Body=%D0%9E&From=%2B1']);
    expect(headers).toMatchObject({
      ...original.headers,
      'hamgate-id': 'M1',
      'hamgate-gateway': 'twilio',
      'hamgate-band': 'unsure',
      'hamgate-score': '0.5',
      'hamgate-released': 'false',
      'webhook-id': 'msg_M1',
    });
    const check = new Webhook(SECRET);
    const at = new Date(Number(headers['webhook-timestamp']) * 1000);
    expect(headers['webhook-signature']).toBe(check.sign('msg_M1', at, body));
  });

  test('sends every request that a joined message came in, and begins anew after a failure', async () => {
    let answers = [204, 500, 204, 204];
    const receiver = await receiverThat((response) => {
      const [status = 500, ...rest] = answers;
      answers = rest;
      response.writeHead(status).end();
    });
    const parts = ['one', 'two'].map((text) => ({ ...original, body: Buffer.from(text).toString('base64') }));
    const { forwarder } = forwarderWith([aTarget(receiver.url, { format: 'original' })], parts);
    await expect(forwarder.perform(aTask(message))).resolves.toMatchObject({ kind: 'retry' });
    await expect(forwarder.perform(aTask(message))).resolves.toEqual({ kind: 'done' });
    expect(receiver.received.map(({ body }) => body)).toEqual(['one', 'two', 'one', 'two']);
  });

  test('sends a GET without a body', async () => {
    const receiver = await receiverThat((response) => response.writeHead(200).end());
    const get = { ...original, method: 'GET', body: '' };
    const { forwarder } = forwarderWith([aTarget(`${receiver.url}?k=1`, { format: 'original' })], [get]);
    await expect(forwarder.perform(aTask(message))).resolves.toEqual({ kind: 'done' });
    expect(receiver.received).toMatchObject([{ url: '/in?k=1&a=b', body: '' }]);
  });

  test('parks a message whose original was not kept', async () => {
    const { forwarder } = forwarderWith([aTarget('http://127.0.0.1:9', { format: 'original' })]);
    await expect(forwarder.perform(aTask(message))).resolves.toMatchObject({ kind: 'dead' });
  });
});

test.each([
  [null, null],
  ['', null],
  ['0', null],
  ['1', 1_000],
  ['3600', HOUR_MS],
  ['3601', HOUR_MS],
  ['-5', null],
  ['1e3', null],
  ['Fri, 02 Jan 2026 03:04:35 GMT', 30_000],
  ['Fri, 02 Jan 2026 03:04:05 GMT', null],
  ['Thu, 01 Jan 2026 03:04:05 GMT', null],
  ['Sat, 03 Jan 2026 03:04:05 GMT', HOUR_MS],
])('readRetryAfter() of %j is %j', (header, expected) => {
  expect(readRetryAfter(header, NOW)).toBe(expected);
});
