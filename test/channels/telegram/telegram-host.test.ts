import nock from 'nock';
import { createTelegramClient, TelegramFault } from '../../../src/channels/telegram/telegram-client.js';

const TOKEN = '7000001:token-of-this-test';
const API_ROOT = 'https://api.telegram.org';

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const telegram = () => nock(API_ROOT);
const client = createTelegramClient({ token: TOKEN, apiRoot: API_ROOT });

describe('createTelegramClient() with Telegram itself', () => {
  test('call() goes to api.telegram.org over https, as JSON, and to nothing else', async () => {
    const scope = telegram()
      .post(`/bot${TOKEN}/sendMessage`, { chat_id: '-1001', text: 'Hello 👋' })
      .reply(200, { ok: true, result: { message_id: 5 } });
    await expect(client.call('sendMessage', { chat_id: '-1001', text: 'Hello 👋' })).resolves.toEqual({
      message_id: 5,
    });
    expect(scope.isDone()).toBe(true);
  });

  test.each([
    [429, { retry_after: 7 }, { kind: 'api', code: 429, retryAfterMs: 7_000 }],
    [400, { migrate_to_chat_id: -1002 }, { kind: 'api', code: 400, migratedTo: '-1002' }],
    [502, undefined, { kind: 'api', code: 502 }],
  ])('call() tells what Telegram answered with %i', async (code, parameters, expected) => {
    telegram()
      .post(`/bot${TOKEN}/getMe`)
      .reply(code, { ok: false, error_code: code, description: 'It cannot be done', parameters });
    const fault = await client.call('getMe', {}).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(TelegramFault);
    expect(fault).toMatchObject(expected);
    expect(String(fault)).not.toContain(TOKEN);
  });

  test('call() keeps the token out of what it says when the network fails', async () => {
    telegram().post(`/bot${TOKEN}/getMe`).replyWithError('socket hang up');
    const fault = await client.call('getMe', {}).catch((error: unknown) => error);
    expect(fault).toMatchObject({ kind: 'network' });
    expect(String(fault)).not.toContain(TOKEN);
  });
});
