import express from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { gzipSync } from 'node:zlib';
import { createTelegramClient } from '../../../src/channels/telegram/telegram-client.js';
import { createWebhookRouter, registerWebhook } from '../../../src/channels/telegram/webhook.js';
import { serverError, startFakeTelegram } from '../../support/fake-telegram.js';
import { messageUpdate } from './updates.js';

const secret = 'Secret_token-1';
const logger = pino({ level: 'silent' });
const update = messageUpdate({ text: 'Hello' });

function setUp(receive: ((raw: unknown) => Promise<void>) | null) {
  const app = express().use(createWebhookRouter({ secret, receive: () => receive, logger }));
  return (token: string | null = secret) => {
    const call = request(app).post('/webhooks/telegram').set('Content-Type', 'application/json');
    return token === null ? call : call.set('X-Telegram-Bot-Api-Secret-Token', token);
  };
}

describe('POST /webhooks/telegram', () => {
  const received: unknown[] = [];
  const post = setUp(async (raw) => void received.push(raw));
  beforeEach(() => (received.length = 0));

  test('answers 200 when the update is kept', async () => {
    await post().send(update).expect(200);
    expect(received).toEqual([update]);
  });

  test('takes fields it does not know, and any characters', async () => {
    const strange = messageUpdate({ text: 'a\ud800\u0000', unknown: { deep: [null] } });
    await post().send(JSON.stringify(strange)).expect(200);
    expect(received).toEqual([strange]);
  });

  test('takes a body with a charset, and one that is compressed', async () => {
    await post()
      .set('Content-Type', 'application/json; charset=utf-8')
      .send(JSON.stringify(update))
      .expect(200);
    const body = gzipSync(JSON.stringify(update));
    await post()
      .set('Content-Encoding', 'gzip')
      .serialize(() => body as unknown as string)
      .send(body)
      .expect(200);
    expect(received).toEqual([update, update]);
  });

  test.each([
    ['no secret', null],
    ['an empty secret', ''],
    ['a wrong secret', 'Secret_token-2'],
    ['a longer secret', `${secret}x`],
    ['a shorter secret', secret.slice(0, -1)],
    ['the secret twice', `${secret}, ${secret}`],
  ])('answers 401 to %s', async (_what, token) => {
    const response = await post(token).send(update).expect(401);
    expect(response.body).toEqual({ error: 'The secret token is missing or wrong' });
    expect(received).toEqual([]);
  });

  test('answers 401 before it looks at the body', async () => {
    const { status } = await post('wrong').send('{');
    expect(status).toBe(401);
  });

  test.each([
    ['413 to a body over 256 kB', JSON.stringify({ update_id: 1, x: 'x'.repeat(256 * 1024) }), 413],
    ['400 to half a body', '{"update_id": 1', 400],
    ['400 to an empty body', '', 400],
    ['400 to a body that is no object', '"text"', 400],
    ['400 to a list', '[1]', 400],
    ['400 to an object that is no update', '{"message": {}}', 400],
  ])('answers %s', async (_what, body, status) => {
    const response = await post().send(body).expect(status);
    expect(response.body).toEqual({ error: expect.any(String) as string });
    expect(received).toEqual([]);
  });

  test('takes a body of just under 256 kB', async () => {
    const body = JSON.stringify({ update_id: 1, x: '' });
    const padded = JSON.stringify({ update_id: 1, x: 'x'.repeat(256 * 1024 - body.length) });
    await post().send(padded).expect(200);
    expect(received).toHaveLength(1);
  });

  test.each([['text/plain'], ['application/x-www-form-urlencoded'], ['multipart/form-data; boundary=x']])(
    'answers 415 to %s',
    async (type) => {
      await post().set('Content-Type', type).send(JSON.stringify(update)).expect(415);
      expect(received).toEqual([]);
    },
  );

  test('answers 415 to a character set it cannot read', async () => {
    const { status } = await post().set('Content-Type', 'application/json; charset=klingon').send('{}');
    expect(status).toBe(415);
  });

  test('answers 500 when the update was not kept', async () => {
    const failing = setUp(() => Promise.reject(new Error('disk full at /secret/path')));
    const response = await failing().send(update).expect(500);
    expect(response.body).toEqual({ error: 'The update could not be kept' });
  });

  test('answers only after the commit', async () => {
    const order: string[] = [];
    const slow = setUp(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push('committed');
    });
    await slow().send(update).expect(200);
    order.push('answered');
    expect(order).toEqual(['committed', 'answered']);
  });

  test('asks Telegram to come again before it is ready', async () => {
    const { headers } = await setUp(null)().send(update).expect(503);
    expect(headers['retry-after']).toBe('5');
  });
});

describe('registerWebhook()', () => {
  test.each([['https://gate.example'], ['https://gate.example/']])(
    'tells Telegram where %s is',
    async (url) => {
      const telegram = await startFakeTelegram();
      const pauses: number[] = [];
      const retry = {
        client: createTelegramClient(telegram),
        sleep: async (ms: number) => void pauses.push(ms),
        random: () => 0,
        logger,
      };
      telegram.fail('setWebhook', serverError, { kind: 'cut' });
      await registerWebhook(retry, { publicBaseUrl: url, secret, signal: new AbortController().signal });
      expect(telegram.webhook()).toEqual({
        url: 'https://gate.example/webhooks/telegram',
        secret_token: secret,
        allowed_updates: [
          'message',
          'edited_message',
          'callback_query',
          'chat_member',
          'my_chat_member',
          'message_reaction',
        ],
      });
      expect(pauses).toEqual([1000, 2000]);
      await telegram.stop();
    },
  );
});
