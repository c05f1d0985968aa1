import request from 'supertest';
import { createJoinParts } from '../../src/app/join-parts.js';
import { eraseSender, exportSender } from '../../src/app/sender-data.js';
import { createTwilioGateway } from '../../src/channels/sms/gateways/twilio.js';
import { createTestHandler, newest } from '../channels/telegram/handler.js';
import { admin, anUpdate, bob, GROUP, privateChat } from '../channels/telegram/updates.js';
import { AUTH_TOKEN, INBOUND, PATH, signTwilio, toForm } from '../channels/sms/signed-twilio.js';
import { createSmsApp } from '../channels/sms/sms-app.js';
import { aMessage, anArrival, aStoredMessage } from '../support/builders.js';
import { dumpTables } from '../support/dump-tables.js';
import { NOW } from '../support/gate.js';
import { aLease, aModel, anEvent, aResult, aTerm } from '../support/learning-builders.js';
import { keyedHash } from '../support/privacy.js';
import { aChange, aContextQuery, at } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

const ZOE = { id: 987654321, is_bot: false, first_name: 'Zoe-Lou', last_name: 'Quirk' };
const PHONE = '+4915199887766';
const EVERYWHERE = { channel: null } as const;

/** Each fills a store by way of a whole gate. */
const SLOW_MS = 30_000;

/** What would tell of her; `texts` are what she wrote. */
const NAMES = ['987654321', 'Zoe-Lou', 'Quirk', keyedHash('telegram:987654321')];
const TEXTS = ['marmalade', 'rhubarb', 'persimmon'];
const PHONES = ['4915199887766', keyedHash(`sms:${PHONE}`), keyedHash('sms:4915199887766')];
const PHONE_TEXTS = ['artichoke', 'salsify', 'kohlrabi'];

export function senderDataContract({ store, url }: StoreBench): void {
  const dump = () => dumpTables(url());
  const found = async (needles: readonly string[]): Promise<readonly string[]> => {
    const everything = await dump();
    return needles.filter((needle) => everything.includes(needle));
  };

  /** What she wrote in a group and to the bot, what others said of it, and what the gate still has to do about it. */
  async function fillTelegram(): Promise<void> {
    const handler = createTestHandler(store(), {
      mode: 'ban',
      adminChat: '-100777',
      policy: { trust: { messages: 0, days: 0 } },
    });
    const lunch = await handler.say({ text: 'rhubarb for lunch', from: ZOE });
    await handler.say({ text: 'casino marmalade', from: ZOE });
    const spam = await newest(store());
    await handler.say({ text: 'casino of Bob', from: bob });
    const other = await handler.say({ text: 'lunch of Bob', from: bob });
    await handler.say({ text: '/report', from: ZOE, reply_to_message: other });
    await handler.say({ text: '/report', from: bob, reply_to_message: lunch });
    await handler.say({ text: '/trust', from: admin, reply_to_message: lunch });
    await handler.say({ text: `/why ${spam.id}`, from: admin });
    await handler.say({ text: '/ban', from: admin, reply_to_message: lunch });
    await handler.say({ text: '/spam', from: admin, reply_to_message: lunch });
    const chat = privateChat(ZOE);
    const toBot = await handler.say({ text: 'casino persimmon', from: ZOE, chat });
    await handler.say({ text: '/notspam', from: ZOE, chat, reply_to_message: toBot });
    await handler.say({ text: '/language ru', from: ZOE, chat });
    const reaction = { chat: { id: GROUP, type: 'supergroup' }, user: ZOE, date: 1, message_id: 5 };
    await handler.handleUpdate(
      anUpdate({ message_reaction: { ...reaction, old_reaction: [], new_reaction: [] } }),
    );
    await store().saveCard(spam.id, { chat: '-100777', cardId: '5' });
    const key = { channel: 'telegram', conversation: String(GROUP), id: String(ZOE.id) } as const;
    await store().changeSanction(key, { before: { user: ZOE.first_name }, until: at(99) });
    const body = JSON.stringify({ update_id: 1, message: { from: ZOE, text: 'persimmon' } });
    await store().parkUpdate({ channel: 'telegram', updateId: '1', body, reason: 'broke', at: at(0) });
    // Some of the tasks were done, and some given up.
    for (const kind of ['done', 'dead', 'done', 'dead']) {
      const [task] = await store().claimTasks({ now: at(1), leaseUntil: at(600), limit: 1 });
      if (kind === 'done') await store().finishTask(task?.id ?? 0, at(2));
      else await store().buryTask(task?.id ?? 0, { at: at(2), reason: 'refused' });
    }
  }

  async function fillSms(): Promise<void> {
    const app = createSmsApp({
      store: store(),
      gateways: [createTwilioGateway({ authToken: AUTH_TOKEN })],
      spamReply: 'We do not read that',
      keepsOriginals: true,
    });
    for (const [MessageSid, From, Body] of [
      ['SM1', PHONE, 'artichoke for lunch'],
      ['SM2', PHONE, 'casino salsify'],
      ['SM3', '+14155550123', 'casino of Bob'],
      ['SM4', '+14155550123', 'lunch of Bob'],
    ] as const) {
      const form = { ...INBOUND, MessageSid, Body, From };
      const sent = request(app.app).post(PATH).type('application/x-www-form-urlencoded');
      await sent.set('X-Twilio-Signature', signTwilio(form)).send(toForm(form)).expect(200);
    }
    const message = aMessage({
      channel: 'sms',
      conversation: INBOUND.To,
      messageId: 'P1',
      sender: { id: PHONE, name: PHONE, role: 'member' },
      text: 'half of kohlrabi',
    });
    const join = createJoinParts({ store: store(), filter: app.gate.filter, clock: { now: () => NOW } });
    await join.arrive({ group: `vonage ${PHONE} 7`, number: 1, total: 2, message, originals: [] });
  }

  test(
    'eraseSender() leaves nothing of somebody in Telegram in any table',
    async () => {
      await fillTelegram();
      const everything = [...NAMES, ...TEXTS];
      expect(await found(everything)).toEqual(everything);
      const before = (await store().listMessages({ limit: 99 })).items.length;
      const query = { id: '987654321', ...EVERYWHERE };
      const { telegram, ...others } = await eraseSender(store(), query, { keepsTexts: false });
      expect(others).toEqual({});
      expect(telegram).toMatchObject({
        messages: 3,
        cards: 1,
        standings: 1,
        settings: 1,
        parkedUpdates: 1,
        // Her own report and appeal, and what Bob said of her message.
        appealsAndReports: 3,
        unlinkedCorrections: 1,
      });
      expect(await found(everything)).toEqual([]);
      expect(await found(['casino of Bob', 'lunch of Bob'])).toHaveLength(2);
      expect((await store().listMessages({ limit: 99 })).items).toHaveLength(before - 3);
      expect((await store().listCorrections({ limit: 9 })).items).toMatchObject([
        { author: 'telegram:77', label: 'spam', text: '', messageId: null, createdAt: at(0) },
      ]);
      expect(await eraseSender(store(), query, { keepsTexts: false })).toEqual({});
    },
    SLOW_MS,
  );

  test(
    'eraseSender() leaves nothing of a number in any table, however it is written',
    async () => {
      await fillSms();
      const everything = [...PHONES.slice(0, 2), ...PHONE_TEXTS];
      expect(await found(everything)).toEqual(everything);
      const query = { id: '4915199887766', ...EVERYWHERE };
      const { sms } = await eraseSender(store(), query, { keepsTexts: false });
      expect(sms).toMatchObject({ messages: 2, originals: 2, tasks: 1, parts: 1, replies: 1 });
      expect(await found([...PHONES, ...PHONE_TEXTS])).toEqual([]);
      expect(await found(['casino of Bob', 'lunch of Bob'])).toHaveLength(2);
    },
    SLOW_MS,
  );

  test(
    'eraseSender() keeps text and label of corrections when asked to, without a link',
    async () => {
      await fillTelegram();
      await eraseSender(store(), { id: '987654321', channel: 'telegram' }, { keepsTexts: true });
      expect(await found([...NAMES, ...TEXTS])).toEqual(['rhubarb']);
      const [kept] = (await store().listCorrections({ limit: 9 })).items;
      expect(kept).toMatchObject({ text: 'rhubarb for lunch', label: 'spam', messageId: null });
    },
    SLOW_MS,
  );

  test(
    'eraseSender() finds the text of a correction whose message was forgotten',
    async () => {
      await fillTelegram();
      const due = { before: at(9), keysBefore: at(9), limit: 99 };
      const tasks = await store().claimTasks({ now: at(900), leaseUntil: at(999), limit: 99 });
      for (const { id } of tasks) await store().finishTask(id, at(901));
      await store().forgetMessages('others', due);
      await eraseSender(store(), { id: '987654321', channel: 'telegram' }, { keepsTexts: false });
      expect(await found([...NAMES, ...TEXTS])).toEqual([]);
    },
    SLOW_MS,
  );

  test(
    'eraseSender() takes the name of an administrator from what he decided',
    async () => {
      await fillTelegram();
      const { telegram } = await eraseSender(
        store(),
        { id: String(admin.id), channel: null },
        { keepsTexts: false },
      );
      expect(telegram).toMatchObject({ ownDecisions: 1 });
      expect(await found(['telegram:77', keyedHash('telegram:77')])).toEqual([]);
      expect(await found(['rhubarb'])).toEqual(['rhubarb']);
    },
    SLOW_MS,
  );

  test(
    'eraseSender() takes an administrator from models, their reports and runs, and nobody else',
    async () => {
      await fillTelegram();
      const alarms = ['telegram:77 alone moves 9 verdicts', 'telegram:777 alone moves 8 verdicts'];
      const decision = { isPromotable: true, reasons: [], alarms };
      const report = { alarms, authors: [{ author: 'telegram:77' }, { author: 'telegram:777' }] };
      await store().addModel(aModel({ decision, report }));
      await store().addModelEvent(anEvent({ author: 'telegram:77' }));
      const lease = aLease();
      await store().takeLease(lease, aTerm(0, 60));
      const outcome = { kind: 'candidate', model: 'default@1.0.1', decision } as const;
      await store().saveRetraining(aResult({ retraining: { ...aResult().retraining, outcome } }), lease);
      await eraseSender(store(), { id: String(admin.id), channel: null }, { keepsTexts: false });
      expect(await found(['telegram:77"', 'telegram:77 '])).toEqual([]);
      expect(await store().findModel('default@1.0.1')).toMatchObject({
        decision: { alarms: ['erased alone moves 9 verdicts', 'telegram:777 alone moves 8 verdicts'] },
      });
      expect(await store().readModelReport('default@1.0.1')).toMatchObject({
        authors: [{ author: 'erased' }, { author: 'telegram:777' }],
      });
      expect(await store().listModelEvents(9)).toMatchObject([{ author: 'erased' }]);
    },
    SLOW_MS,
  );

  test('eraseSender() takes what models made of a message, and by what its text would be remembered', async () => {
    const message = aStoredMessage({ sender: { id: '4242', name: 'Ann', role: 'member' } });
    const shadow = { model: 'default@1.0.1', score: 0.5, band: 'unsure', gap: 2, isOther: true } as const;
    await store().saveArrival(anArrival(message, { shadow }));
    const bands = [1, 2, 3, 4, 5, 6, 7, 8];
    await store().saveCorrection(aChange({ id: 'C1', messageId: message.id }, { bands }));
    await eraseSender(store(), { id: '4242', channel: 'telegram' }, { keepsTexts: false });
    expect(await store().countShadow('default@1.0.1')).toEqual({ scored: 0, toSpam: 0, toHam: 0 });
    const { remembered } = await store().readContext(aContextQuery({ bands, fingerprint: 'other' }));
    expect(remembered).toEqual([]);
  });

  test(
    'exportSender() has everything that is kept of somebody, by table',
    async () => {
      await fillTelegram();
      expect(await exportSender(store(), { id: '111', ...EVERYWHERE })).toEqual({});
      const { telegram = {} } = await exportSender(store(), { id: '987654321', ...EVERYWHERE });
      const all = JSON.stringify(telegram);
      for (const needle of [...NAMES, ...TEXTS]) expect(all).toContain(needle);
      expect(Object.keys(telegram).sort()).toEqual(
        ['cards', 'conversations', 'corrections', 'messages', 'outbox', 'parked_updates', 'senders'].sort(),
      );
      expect(telegram['messages']?.[0]).toMatchObject({
        surfaces: [{ kind: 'body', text: 'rhubarb for lunch' }],
      });
      expect(telegram['corrections']).toHaveLength(4);
    },
    SLOW_MS,
  );

  test(
    'exportSender() has everything that is kept of a number',
    async () => {
      await fillSms();
      const { sms = {} } = await exportSender(store(), { id: PHONE, channel: 'sms' });
      expect(Object.keys(sms).sort()).toEqual(
        ['message_parts', 'messages', 'originals', 'outbox', 'spam_replies'].sort(),
      );
    },
    SLOW_MS,
  );
}
