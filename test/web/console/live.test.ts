import { listen, type WebServer } from '../../../src/web/listen.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { arrive, rowsIn } from './arrivals.js';
import { visit, type Visitor } from './browser.js';

/** Time that passes when the test says so: everybody who sleeps so long wakes up. */
function createSleepers() {
  const sleeping = new Set<{ readonly ms: number; readonly wake: () => void }>();
  const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const sleeper = {
        ms,
        wake: () => {
          sleeping.delete(sleeper);
          resolve();
        },
      };
      if (signal.aborted) {
        resolve();
        return;
      }
      sleeping.add(sleeper);
      signal.addEventListener('abort', sleeper.wake, { once: true });
    });
  return {
    sleep,
    count: (ms: number): number => [...sleeping].filter((sleeper) => sleeper.ms === ms).length,
    pass: (ms: number): void => {
      for (const sleeper of [...sleeping]) if (sleeper.ms === ms) sleeper.wake();
    },
  };
}

const POLL_MS = 1_000;
const HEARTBEAT_MS = 25_000;

let testStore: TestStore;
let web: TestApp;
let visitor: Visitor;
let server: WebServer;
let time: ReturnType<typeof createSleepers>;
beforeEach(async () => {
  testStore = await openTestStore();
  time = createSleepers();
  web = createTestApp(testStore.store, { sleep: time.sleep });
  visitor = await visit(web.app);
  server = await listen(web.app, { host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await server.close();
  await testStore.cleanUp();
});

interface OpenStream {
  readonly response: Response;
  /** Reads on until this was said; null when the stream has ended before. */
  readonly until: (words: string) => Promise<string | null>;
  readonly leave: () => void;
}

async function openStream(since = 0, headers: Readonly<Record<string, string>> = {}): Promise<OpenStream> {
  const leaving = new AbortController();
  const response = await fetch(`${server.url}/events?since=${since}`, {
    headers: { Cookie: visitor.cookie, ...headers },
    signal: leaving.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    until: async (words) => {
      while (!text.includes(words)) {
        const chunk = await reader?.read();
        if (chunk?.value === undefined) return null;
        text += chunk.value;
      }
      const end = text.indexOf(words) + words.length;
      const found = text.slice(0, end);
      text = text.slice(end);
      return found;
    },
    leave: () => leaving.abort(),
  };
}

describe('GET /events', () => {
  test('is a stream that proxies neither keep nor collect, for those who are logged in', async () => {
    const { response, leave } = await openStream();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    leave();
    const stranger = await fetch(`${server.url}/events`, { redirect: 'manual' });
    expect(stranger.status).toBe(303);
  });

  test('tells of what came since the page was made, and of what comes then', async () => {
    await arrive(web, 'Free casino');
    const stream = await openStream(0);
    expect(await stream.until('data: 1\n\n')).toContain('id: 1\nevent: waiting\n');
    await arrive(web, 'Lunch at noon?');
    await arrive(web, 'A faint hope');
    time.pass(POLL_MS);
    expect(await stream.until('data: 3\n\n')).toContain('event: waiting');
    stream.leave();
  });

  test('goes on where a browser had been that comes back', async () => {
    await arrive(web, 'Free casino');
    const stream = await openStream(0, { 'Last-Event-ID': '1' });
    await arrive(web, 'Poker casino');
    time.pass(POLL_MS);
    expect(await stream.until('data: 2\n\n')).not.toContain('data: 1');
    stream.leave();
  });

  test('asks the store once a second, for however many, and not at all for nobody', async () => {
    const streams = [await openStream(), await openStream(), await openStream()];
    for (const stream of streams) await stream.until('retry: 3000');
    expect(time.count(POLL_MS)).toBe(1);
    streams[0]?.leave();
    while (time.count(HEARTBEAT_MS) > 2) await new Promise(setImmediate);
    await arrive(web, 'Free casino');
    time.pass(POLL_MS);
    for (const stream of streams.slice(1)) expect(await stream.until('data: 1\n\n')).not.toBeNull();
    for (const stream of streams) stream.leave();
    while (time.count(POLL_MS) > 0) await new Promise(setImmediate);
    expect(time.count(HEARTBEAT_MS)).toBe(0);
  });

  test('says something now and then, so that nobody closes it', async () => {
    const stream = await openStream();
    expect(await stream.until(':\n\n')).toContain('retry: 3000');
    time.pass(HEARTBEAT_MS);
    expect(await stream.until(':\n\n')).not.toBeNull();
    stream.leave();
  });

  test('ends when the session does', async () => {
    const stream = await openStream();
    await stream.until(':\n\n');
    await visitor.post('/logout');
    time.pass(HEARTBEAT_MS);
    expect(await stream.until('never')).toBeNull();
  });

  test('ends at once when the gate stops', async () => {
    const stream = await openStream();
    await stream.until('retry: 3000');
    const closed = server.close();
    expect(await stream.until('never')).toBeNull();
    await closed;
    expect(time.count(POLL_MS) + time.count(HEARTBEAT_MS)).toBe(0);
  });

  test('is open four times in a session at most, and again when one was left', async () => {
    const streams = [];
    for (let i = 0; i < 4; i++) streams.push(await openStream());
    expect((await openStream()).response.status).toBe(429);
    streams[0]?.leave();
    let status = 429;
    while (status === 429) status = (await openStream()).response.status;
    expect(status).toBe(200);
  });

  test('goes on when the store could not be asked', async () => {
    let isBroken = true;
    const store = {
      ...testStore.store,
      newestWaiting: async () => {
        if (isBroken) throw new Error('gone');
        return 7;
      },
    };
    const broken = createTestApp(store, { sleep: time.sleep });
    await server.close();
    server = await listen(broken.app, { host: '127.0.0.1', port: 0 });
    const stream = await openStream();
    await stream.until('retry: 3000');
    while (time.count(POLL_MS) === 0) await new Promise(setImmediate);
    isBroken = false;
    time.pass(POLL_MS);
    expect(await stream.until('data: 7\n\n')).toContain('waiting');
    expect(broken.lines.map(({ msg }) => msg)).toContain('Cannot ask what waits');
    stream.leave();
  });
});

describe('GET /quarantine/new', () => {
  const news = async (query: string) => visitor.getPart(`/quarantine/new?${query}`);

  test('gives the rows above the first that the page has, and counts them', async () => {
    const known = await arrive(web, 'Free casino');
    const fresh = [await arrive(web, 'Poker casino'), await arrive(web, 'Other casino')];
    const { text } = await news(`shown=${known}&come=3`);
    expect(rowsIn(text)).toEqual([fresh[1], fresh[0]]);
    expect(text).toContain('<title>(5) Quarantine · Hamgate</title>');
    expect(text).toContain('<input type="hidden" name="come" value="5"/>');
    expect(text).toContain('2 messages came.');
  });

  test('gives everything to an empty page, and nothing where nothing is new', async () => {
    const id = await arrive(web, 'Free casino');
    expect(rowsIn((await news('come=0')).text)).toEqual([id]);
    const answer = await news(`shown=${id}&come=0`);
    expect([answer.status, answer.text]).toEqual([204, '']);
  });

  test('does not give what stands below', async () => {
    await arrive(web, 'Free casino');
    const newest = await arrive(web, 'Poker casino');
    expect((await news(`shown=${newest}&come=0`)).status).toBe(204);
  });

  test('keeps to the filters of the page', async () => {
    await arrive(web, 'Free casino');
    const doubtful = await arrive(web, 'A faint hope');
    expect((await news('channel=telegram')).status).toBe(204);
    expect(rowsIn((await news('kind=unsure')).text)).toEqual([doubtful]);
  });

  test.each([
    ['come=0', 26, 25, '25 new'],
    ['come=500', 1, 0, '501 new'],
  ])('says that there is more than it shows: %s, %i waiting', async (query, waiting, ...[rows, words]) => {
    for (let i = 0; i < waiting; i++) await arrive(web, `casino ${'x'.repeat(i + 1)}y`);
    const { text } = await news(query);
    expect(rowsIn(text)).toHaveLength(rows);
    expect(text).toContain(`${words}</span> and more: <a href="/quarantine">load the page again</a>`);
  });

  test('adds a copy to the row of its campaign that is there', async () => {
    const known = await arrive(web, 'casino 1');
    await arrive(web, 'casino 2');
    await arrive(web, 'casino 3');
    const { text } = await news(`shown=${known}&come=0`);
    expect(rowsIn(text)).toEqual([]);
    expect(text).toContain(`<strong id="copies-${known}" hx-swap-oob="true">and 2 more like it</strong>`);
    expect(text).not.toContain('<title>');
  });
});
