import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTelegramClient, TelegramFault } from '../../../src/channels/telegram/telegram-client.js';
import {
  type FakeTelegram,
  type Fault,
  serverError,
  startFakeTelegram,
  tooManyRequests,
} from '../../support/fake-telegram.js';
import { GROUP } from './updates.js';

let telegram: FakeTelegram;
beforeEach(async () => {
  telegram = await startFakeTelegram();
});
afterEach(() => telegram.stop());

const faultOf = async (call: Promise<unknown>): Promise<TelegramFault> => {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  if (!(error instanceof TelegramFault)) throw new Error('no fault');
  return error;
};

describe('createTelegramClient()', () => {
  test('gives what Telegram answers', async () => {
    const client = createTelegramClient(telegram);
    await expect(client.call('getMe', {})).resolves.toEqual(telegram.bot);
  });

  test('calls a method that telegraf does not know', async () => {
    const client = createTelegramClient(telegram);
    const fault = await faultOf(client.call('readThoughts', { of: 1 }));
    expect(fault).toMatchObject({ kind: 'api', code: 404 });
    expect(telegram.calls).toEqual([{ method: 'readThoughts', payload: { of: 1 } }]);
  });

  test('ends every call when it is cut, and begins no other', async () => {
    const cut = new AbortController();
    const client = createTelegramClient({ ...telegram, cut: cut.signal });
    telegram.fail('getMe', { kind: 'hang' }, { kind: 'hang' });
    const call = faultOf(client.call('getMe', {}));
    await telegram.until(() => telegram.calls.length > 0);
    cut.abort();
    expect(await call).toMatchObject({ kind: 'aborted' });
    expect(await faultOf(client.call('getMe', {}))).toMatchObject({ kind: 'aborted' });
  });

  test.each<[string, Fault, object]>([
    [
      'an error',
      { kind: 'error', code: 400, description: 'Bad Request: chat not found' },
      {
        kind: 'api',
        code: 400,
        description: 'Bad Request: chat not found',
        retryAfterMs: null,
        migratedTo: null,
      },
    ],
    ['a limit', tooManyRequests(7), { kind: 'api', code: 429, retryAfterMs: 7000 }],
    [
      'a group that has moved',
      { kind: 'error', code: 400, description: 'Bad Request', parameters: { migrate_to_chat_id: -1009 } },
      { kind: 'api', code: 400, migratedTo: '-1009' },
    ],
    [
      'parameters that are nonsense',
      {
        kind: 'error',
        code: 429,
        description: 'x',
        parameters: { retry_after: 'soon', migrate_to_chat_id: {} },
      },
      { kind: 'api', code: 429, retryAfterMs: null, migratedTo: null },
    ],
    ['a fault of the server', serverError, { kind: 'api', code: 500 }],
    [
      'a cut connection',
      { kind: 'cut' },
      { kind: 'network', code: null, description: 'network fault (ECONNRESET)' },
    ],
  ])('says what %s is', async (_what, fault, expected) => {
    telegram.fail('getMe', fault);
    expect(await faultOf(createTelegramClient(telegram).call('getMe', {}))).toMatchObject(expected);
  });

  test('ends a call that gets no answer', async () => {
    telegram.fail('getMe', { kind: 'hang' });
    const fault = await faultOf(createTelegramClient(telegram).call('getMe', {}, { timeoutMs: 20 }));
    expect(fault).toMatchObject({ kind: 'timeout', message: 'Cannot call getMe: no answer in 20 ms' });
  });

  test('ends a call when its caller wants', async () => {
    const client = createTelegramClient(telegram);
    const controller = new AbortController();
    const call = faultOf(client.call('getUpdates', { timeout: 50 }, { signal: controller.signal }));
    await telegram.until(() => telegram.calls.length === 1);
    controller.abort();
    expect(await call).toMatchObject({ kind: 'aborted' });
    const late = await faultOf(client.call('getMe', {}, { signal: controller.signal }));
    expect(late.kind).toBe('aborted');
    expect(telegram.callsOf('getMe')).toEqual([]);
  });

  test('refuses a wrong token', async () => {
    const client = createTelegramClient({ ...telegram, token: '1:wrong' });
    expect(await faultOf(client.call('getMe', {}))).toMatchObject({ kind: 'api', code: 401 });
  });

  test('sends any text as it is', async () => {
    telegram.addGroup({ id: GROUP });
    const text = 'a\u0007😀\u202e "quoted"\nline';
    await createTelegramClient(telegram).call('sendMessage', { chat_id: GROUP, text });
    expect(telegram.botTexts(GROUP)).toEqual([text]);
  });
});

describe('createTelegramClient() with something else at the other end', () => {
  const token = '123456:SECRET-of_the_bot';
  let server: Server | undefined;
  const paths: string[] = [];

  const serve = async (body: string): Promise<string> => {
    server = createServer((request, response) => {
      paths.push(request.url ?? '');
      response.end(body);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  };

  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
    server = undefined;
    paths.length = 0;
  });

  const shown = (fault: TelegramFault): string =>
    [fault.message, fault.stack, String(fault.cause), JSON.stringify(fault)].join('\n');

  test.each([['<html>'], ['null'], [''], ['{"ok":true'], ['[]'], ['{"ok":false}']])(
    'takes %j for a fault and keeps the token to itself',
    async (body) => {
      const client = createTelegramClient({ token, apiRoot: await serve(body) });
      const fault = await faultOf(client.call('getMe', {}));
      expect(shown(fault)).not.toContain('SECRET');
    },
  );

  test('keeps the token to itself when nobody answers', async () => {
    const client = createTelegramClient({ token, apiRoot: 'http://127.0.0.1:1' });
    const fault = await faultOf(client.call('getMe', {}));
    expect(fault).toMatchObject({ kind: 'network', description: 'network fault (ECONNREFUSED)' });
    expect(shown(fault)).not.toContain('SECRET');
  });

  test('keeps the path of the root', async () => {
    const apiRoot = await serve('{"ok":true,"result":1}');
    await createTelegramClient({ token, apiRoot: `${apiRoot}/local/telegram` }).call('getMe', {});
    expect(paths).toEqual([`/local/telegram/bot${token}/getMe`]);
  });
});
