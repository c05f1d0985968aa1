import { Agent, get, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { listen, type WebServer } from '../../src/web/listen.js';

const HOST = '127.0.0.1';
let server: WebServer | null = null;
afterEach(() => server?.close(0));

async function open(app: RequestListener, port = 0): Promise<WebServer> {
  server = await listen(app, { host: HOST, port });
  return server;
}

const hello: RequestListener = (_request, response) => void response.end('hello');

/** An answer that waits until the test lets it go. */
function createSlowApp() {
  let announce: (response: ServerResponse) => void = () => {};
  const started = new Promise<ServerResponse>((resolve) => (announce = resolve));
  const app: RequestListener = (_request, response) => announce(response);
  return { app, started };
}

describe('listen()', () => {
  test('says where it answers', async () => {
    const { url } = await open(hello);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(url)).text()).toBe('hello');
  });

  test('says what to do about a port in use', async () => {
    const { url } = await open(hello);
    const port = Number(new URL(url).port);
    await expect(listen(hello, { host: HOST, port })).rejects.toThrow(
      `Cannot listen on 127.0.0.1:${port}: the port is in use; stop the other program or set PORT`,
    );
  });

  test('says what to do about an address of another machine', async () => {
    await expect(listen(hello, { host: '192.0.2.1', port: 0 })).rejects.toThrow(
      'Cannot listen on 192.0.2.1:0: this machine has no such address; set HOST',
    );
  });
});

describe('close()', () => {
  test('finishes the request in hand and then closes its kept-alive connection', async () => {
    const { app, started } = createSlowApp();
    const { url, close } = await open(app);
    const agent = new Agent({ keepAlive: true });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      get(url, { agent }, resolve).on('error', reject);
    });
    const response = await started;
    const closed = close(60_000);
    response.end('in time');
    const answer = await answered;
    answer.resume();
    await closed;
    expect(answer.statusCode).toBe(200);
    agent.destroy();
  });

  test('ends an event stream at once, whoever still reads it', async () => {
    const { url, close } = await open((_request, response) => {
      response.setHeader('Content-Type', 'text/event-stream');
      response.write('data: hello\n\n');
    });
    const answer = await new Promise<IncomingMessage>((resolve) => void get(url, resolve));
    const said = text(answer);
    // Without its end, the stream would be cut off after a minute, and the test before that.
    await close(60_000);
    expect(await said).toBe('data: hello\n\n');
  });

  test('takes nothing new', async () => {
    const { url, close } = await open(hello);
    await close();
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('does not wait for ever for a connection that says nothing', async () => {
    const { url, close } = await open(hello);
    const socket = createConnection(Number(new URL(url).port), HOST);
    await new Promise((resolve) => socket.once('connect', resolve));
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await close(50);
    await ended;
    expect(socket.destroyed).toBe(true);
  });

  test('cuts off what is not finished in time', async () => {
    const { app, started } = createSlowApp();
    const { url, close } = await open(app);
    const answered = fetch(url).catch(() => 'cut off');
    await started;
    await close(20);
    expect(await answered).toBe('cut off');
  });

  test('may be called twice', async () => {
    const { close } = await open(hello);
    await close();
    await expect(close()).resolves.toBeUndefined();
  });
});
