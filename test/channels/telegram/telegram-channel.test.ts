import { keyedHash } from '../../support/privacy.js';
import express from 'express';
import request from 'supertest';
import type { Store } from '../../../src/domain/store.js';
import {
  conflict,
  type FakeTelegram,
  serverError,
  startFakeTelegram,
  tooManyRequests,
} from '../../support/fake-telegram.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { newest } from './handler.js';
import { type GateOptions, startGate as startRunningGate } from './running-channel.js';
import { admin, ann, bob, GROUP, messageUpdate } from './updates.js';

const ADMINS = -1_005_555_555_555;

let testStore: TestStore;
let store: Store;
let telegram: FakeTelegram;
const running = new Set<() => Promise<void>>();

beforeEach(async () => {
  testStore = await openTestStore();
  store = testStore.store;
  telegram = await startFakeTelegram();
  telegram.addGroup({ id: GROUP, title: 'Gardeners', members: [[admin, 'administrator']] });
  telegram.addGroup({
    id: ADMINS,
    title: 'Moderators',
    members: [
      [admin, 'creator'],
      [bob, 'creator'],
    ],
  });
});
afterEach(async () => {
  await Promise.all([...running].map((stop) => stop()));
  running.clear();
  await telegram.stop();
  await testStore.cleanUp();
});

const startGate = async (options?: GateOptions) => {
  const gate = await startRunningGate({ telegram, store }, options);
  running.add(gate.stop);
  return gate;
};

const said = (chat: number, pattern: RegExp) => () =>
  telegram.botTexts(chat).some((text) => pattern.test(text));
const isThere = (messageId: number) => telegram.chat(GROUP).messages.has(messageId);
const botPost = (pattern: RegExp) =>
  [...telegram.chat(GROUP).messages.values()].find(
    ({ from, text }) => from?.is_bot === true && pattern.test(text ?? ''),
  );
const corrections = async () => (await store.listCorrections({ limit: 10 })).items;

describe('the channel in mode reply', () => {
  test('answers under spam, and records what an administrator says to the answer', async () => {
    await startGate();
    const spam = telegram.say({ chat: GROUP, from: ann, text: 'Win at the casino' });
    await telegram.until(said(GROUP, /^Spam: 97 %/));
    const warning = botPost(/^Spam/);
    expect(warning?.reply_to_message?.message_id).toBe(spam.message_id);
    expect(isThere(spam.message_id)).toBe(true);
    telegram.say({ chat: GROUP, from: admin, text: '/notspam', replyTo: warning?.message_id ?? 0 });
    await telegram.until(said(GROUP, /^Recorded as not spam/));
    expect(await corrections()).toMatchObject([{ label: 'ham', role: 'admin', text: 'Win at the casino' }]);
    telegram.say({ chat: GROUP, from: bob, text: 'Win at the casino' });
    telegram.say({ chat: GROUP, from: bob, text: '/stats' });
    await telegram.until(said(GROUP, /^Messages seen here: 2\nSpam: 1,/));
  });

  test('refuses a member, and takes the appeal of the author', async () => {
    await startGate();
    const spam = telegram.say({ chat: GROUP, from: ann, text: 'Win at the casino' });
    telegram.say({ chat: GROUP, from: bob, text: '/notspam', replyTo: spam.message_id });
    await telegram.until(said(GROUP, /^Only administrators/));
    telegram.say({ chat: GROUP, from: ann, text: '/notspam', replyTo: spam.message_id });
    await telegram.until(said(GROUP, /^Thank you/));
    expect(await corrections()).toMatchObject([{ role: 'appeal', author: keyedHash('telegram:42') }]);
  });

  test('lets administrators write what they like', async () => {
    await startGate();
    telegram.say({ chat: GROUP, from: admin, text: 'Beware of the casino' });
    telegram.say({ chat: GROUP, from: admin, text: '/help' });
    await telegram.until(said(GROUP, /^I look for spam/));
    expect(telegram.botTexts(GROUP)).toHaveLength(1);
    expect(await newest(store)).toMatchObject({ sender: { role: 'admin' }, verdict: { action: 'accept' } });
  });

  test('warns again when an edit makes a message spam', async () => {
    await startGate();
    const message = telegram.say({ chat: GROUP, from: ann, text: 'Hello' });
    telegram.edit(message, 'Win at the casino');
    await telegram.until(said(GROUP, /^Spam: 97 %/));
    expect(botPost(/^Spam/)?.reply_to_message?.message_id).toBe(message.message_id);
  });
});

describe('the channel in mode quarantine', () => {
  const adminChat = String(ADMINS);

  test('tells the admins, deletes, and brings the message back', async () => {
    await startGate({ mode: 'quarantine', adminChat });
    const spam = telegram.say({ chat: GROUP, from: ann, text: 'Win at the casino' });
    await telegram.until(() => !isThere(spam.message_id));
    const { id } = await newest(store);
    expect(telegram.botTexts(ADMINS)).toEqual([expect.stringContaining('Win at the casino') as string]);
    expect(telegram.botTexts(ADMINS)[0]).toContain(`ID ${id}`);
    expect(telegram.botTexts(GROUP)).toEqual([]);
    const methods = telegram.calls.map(({ method }) => method);
    expect(methods.indexOf('sendMessage')).toBeLessThan(methods.indexOf('deleteMessage'));
    const evidence = [...telegram.chat(ADMINS).messages.values()][0];
    telegram.say({ chat: ADMINS, from: admin, text: '/notspam', replyTo: evidence?.message_id ?? 0 });
    await telegram.until(said(GROUP, /Ann Lee wrote:\n\nWin at the casino$/));
    await telegram.until(said(ADMINS, /^Recorded as not spam/));
    expect(await newest(store)).toMatchObject({ status: 'released', isWithheld: false });
  });

  test("believes no administrator of the admins' chat about a group that is not his", async () => {
    await startGate({ mode: 'quarantine', adminChat });
    telegram.say({ chat: GROUP, from: ann, text: 'Win at the casino' });
    await telegram.until(said(ADMINS, /^Withheld/));
    const { id } = await newest(store);
    telegram.say({ chat: ADMINS, from: bob, text: `/notspam ${id}` });
    await telegram.until(said(ADMINS, /^I do not know/));
    expect(await corrections()).toEqual([]);
  });

  test('works in a private chat', async () => {
    await startGate({ mode: 'quarantine' });
    const spam = telegram.say({ chat: ann.id, from: ann, text: 'Win at the casino' });
    await telegram.until(
      said(ann.id, /^Withheld a message\. Spam: 97 %\. ID \w+\nWhy: .+\nNot spam\? Answer with/),
    );
    await telegram.until(() => !telegram.chat(ann.id).messages.has(spam.message_id));
    expect(await newest(store, ann.id)).toMatchObject({ isWithheld: true });
  });

  test('gets through limits, faults and cut connections, and acts once', async () => {
    telegram.fail('deleteMessage', tooManyRequests(0), serverError, { kind: 'cut' }, { kind: 'cut-after' });
    telegram.fail('getUpdates', conflict, serverError, { kind: 'cut' });
    await startGate({ mode: 'quarantine', adminChat });
    const spam = telegram.say({ chat: GROUP, from: ann, text: 'Win at the casino' });
    telegram.fail('getUpdates', { kind: 'duplicate' });
    await telegram.until(() => !isThere(spam.message_id));
    telegram.say({ chat: GROUP, from: admin, text: '/help' });
    await telegram.until(said(GROUP, /^I look for spam/));
    expect(telegram.botTexts(ADMINS)).toHaveLength(1);
    expect(await store.countMessages({ channel: 'telegram', id: String(GROUP) })).toMatchObject({
      messages: 1,
    });
  });
});

describe('start() and stop()', () => {
  test('takes up at the next start what was committed and not done, and does it once', async () => {
    const first = await startGate({ mode: 'quarantine', isDispatching: false });
    const spam = telegram.say({ chat: GROUP, from: ann, text: 'Win at the casino' });
    await telegram.until(() => telegram.pending().length === 0);
    await first.stop();
    expect(isThere(spam.message_id)).toBe(true);
    await startGate({ mode: 'quarantine' });
    await telegram.until(said(GROUP, /^Withheld/));
    await telegram.until(() => !isThere(spam.message_id));
    expect(telegram.callsOf('deleteMessage')).toHaveLength(1);
  });

  test('outlasts a Telegram that does not answer at first', async () => {
    telegram.fail('getMe', serverError, { kind: 'cut' }, tooManyRequests(0));
    const { lines } = await startGate();
    telegram.say({ chat: GROUP, from: ann, text: 'Win at the casino' });
    await telegram.until(said(GROUP, /^Spam/));
    expect(lines.join('')).toContain('hamgate_test_bot');
  });

  test('says in one line that the token is refused, without the token, and stops all the same', async () => {
    const { lines, logged, stop } = await startGate({ token: '123456:SECRET-token' });
    await logged('check TELEGRAM_BOT_TOKEN');
    await stop();
    expect(lines.filter((line) => line.includes('"level":50'))).toHaveLength(1);
    expect(lines.join('')).not.toContain('SECRET');
  });

  test('stops while it waits for updates', async () => {
    const { stop } = await startGate();
    await telegram.until(() => telegram.callsOf('getUpdates').length === 1);
    await expect(stop()).resolves.toBeUndefined();
  });

  test('stops before it has begun', async () => {
    telegram.fail('getMe', { kind: 'hang' });
    const { stop } = await startGate();
    await expect(stop()).resolves.toBeUndefined();
  });
});

describe('the channel with a webhook', () => {
  const webhook = { publicBaseUrl: 'https://gate.example', secret: 'Secret_token-1' };

  test('registers itself and takes the same way as polling', async () => {
    const { channel } = await startGate({ webhook });
    await telegram.until(() => telegram.webhook() !== null);
    expect(telegram.webhook()).toMatchObject({ url: 'https://gate.example/webhooks/telegram' });
    if (channel.router === null) throw new Error('no router');
    const app = express().use(channel.router);
    const post = () =>
      request(app).post('/webhooks/telegram').set('X-Telegram-Bot-Api-Secret-Token', webhook.secret);
    const update = messageUpdate({ text: 'Win at the casino' });
    await post().send(update).expect(200);
    await post().send(update).expect(200);
    await telegram.until(said(GROUP, /^Spam: 97 %/));
    expect(await newest(store)).toMatchObject({ messageId: '17' });
    expect(telegram.callsOf('getUpdates')).toEqual([]);
    expect(channel.counts()).toEqual({ message: 2 });
    await channel.stop();
    await post().send(update).expect(503);
  });

  test('stops when the update in hand is committed, and not before', async () => {
    let finish = (): void => {};
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const gateOpens = new Promise<void>((resolve) => (finish = resolve));
    const before = (): Promise<void> => {
      begin();
      return gateOpens;
    };
    const { channel } = await startGate({ webhook, before });
    await telegram.until(() => telegram.webhook() !== null);
    if (channel.router === null) throw new Error('no router');
    const answer = request(express().use(channel.router))
      .post('/webhooks/telegram')
      .set('X-Telegram-Bot-Api-Secret-Token', webhook.secret)
      .send(messageUpdate({ text: 'Hello' }))
      .then(({ status }) => status);
    await begun;
    const order: string[] = [];
    const stopped = channel.stop().then(() => order.push('stopped'));
    await new Promise((resolve) => setImmediate(resolve));
    order.push('committed');
    finish();
    await stopped;
    expect(order).toEqual(['committed', 'stopped']);
    await expect(answer).resolves.toBe(200);
  });

  test('answers 500 to what it could not store', async () => {
    const { channel } = await startGate({ webhook, isDispatching: false });
    await telegram.until(() => telegram.webhook() !== null);
    if (channel.router === null) throw new Error('no router');
    const app = express().use(channel.router);
    await store.close();
    const { status } = await request(app)
      .post('/webhooks/telegram')
      .set('X-Telegram-Bot-Api-Secret-Token', webhook.secret)
      .send(messageUpdate({ text: 'Hello' }));
    expect(status).toBe(500);
  });

  test('has no router when it polls', async () => {
    const { channel } = await startGate();
    expect(channel.router).toBeNull();
  });
});
