import { imposeSanction, liftSanction } from '../../../src/channels/telegram/sanctions.js';
import type { TelegramClient } from '../../../src/channels/telegram/telegram-client.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { NOW } from '../../support/gate.js';

let testStore: TestStore;
let calls: (readonly [method: string, payload: Readonly<Record<string, unknown>>])[];
let member: Readonly<Record<string, unknown>>;
beforeEach(async () => {
  testStore = await openTestStore();
  calls = [];
  member = { status: 'member' };
});
afterEach(() => testStore.cleanUp());

/** Telegram as far as one member goes: it does to him what it is told. */
const client: TelegramClient = {
  call: async (method, payload) => {
    if (method === 'getChatMember') return { user: { id: 42 }, ...member };
    calls.push([method, payload]);
    if (method === 'banChatMember') member = { status: 'kicked' };
    if (method === 'unbanChatMember') member = { status: 'left' };
    if (method === 'restrictChatMember')
      member = { status: 'restricted', ...(payload['permissions'] as object) };
    return true;
  },
};

const CHAT = '-1001';
const who = { chatId: CHAT, userId: '42' };
const NOW_S = NOW.getTime() / 1000;
const using = () => ({ client, store: testStore.store, clock: { now: () => NOW } });
const impose = (kind: 'restrict' | 'ban', userId = '42') =>
  imposeSanction(using(), { kind, chatId: CHAT, userId, days: 30 });
const lift = (userId = '42') => liftSanction(using(), { chatId: CHAT, userId });
const methods = () => calls.map(([method]) => method);

test('a plain member is muted for 30 days, and is a plain member again afterwards', async () => {
  await expect(impose('restrict')).resolves.toEqual({ kind: 'done' });
  expect(calls).toEqual([
    [
      'restrictChatMember',
      expect.objectContaining({ chat_id: CHAT, user_id: 42, until_date: Math.floor(NOW_S) + 30 * 86_400 }),
    ],
  ]);
  expect(member).toMatchObject({ can_send_messages: false, can_send_polls: false });
  await expect(lift()).resolves.toEqual({ kind: 'done' });
  expect(member).toMatchObject({ can_send_messages: true, can_send_polls: true });
  await lift();
  expect(calls).toHaveLength(2);
});

test('what others had forbidden him stays forbidden, for as long as they had said', async () => {
  const before = { can_send_messages: true, can_send_polls: false, until_date: Math.floor(NOW_S) + 999 };
  member = { status: 'restricted', ...before };
  await impose('restrict');
  // A second message of his must not make our own restriction the one to go back to.
  await impose('restrict');
  await lift();
  expect(calls.at(-1)).toEqual([
    'restrictChatMember',
    {
      chat_id: CHAT,
      user_id: 42,
      permissions: { can_send_messages: true, can_send_polls: false },
      until_date: before.until_date,
      use_independent_chat_permissions: true,
    },
  ]);
});

test('a ban is lifted for who is banned only, and his old restriction comes back', async () => {
  member = { status: 'restricted', can_send_messages: false, until_date: 0 };
  await impose('ban');
  await lift();
  expect(methods()).toEqual(['banChatMember', 'unbanChatMember', 'restrictChatMember']);
  expect(calls[1]?.[1]).toMatchObject({ only_if_banned: true });
  expect(calls[2]?.[1]).toMatchObject({ permissions: { can_send_messages: false }, until_date: 0 });
});

test('a plain member who was banned is not touched beyond the ban', async () => {
  await impose('ban');
  await lift();
  expect(methods()).toEqual(['banChatMember', 'unbanChatMember']);
});

test('whoever was banned by somebody else stays banned', async () => {
  member = { status: 'kicked' };
  await impose('restrict');
  await lift();
  expect(calls).toEqual([]);
});

test('a sanction that has run out is no reason to forget what came after it', async () => {
  const sender = { channel: 'telegram', conversation: CHAT, id: '42' } as const;
  const old = { status: 'restricted', permissions: { can_send_polls: false }, untilDate: 0 };
  await testStore.store.changeSanction(sender, { before: old, until: '2020-01-01T00:00:00.000Z' });
  await impose('restrict');
  await lift();
  expect(member).toMatchObject({ can_send_polls: true });
});

test('a channel is banned and let in again by its own methods', async () => {
  await lift('-1009');
  await impose('restrict', '-1009');
  await lift('-1009');
  expect(calls).toEqual([
    ['banChatSenderChat', { chat_id: CHAT, sender_chat_id: -1009 }],
    ['unbanChatSenderChat', { chat_id: CHAT, sender_chat_id: -1009 }],
  ]);
});

test.each(['creator', 'administrator'])('nobody touches the %s', async (status) => {
  member = { status };
  await expect(imposeSanction(using(), { kind: 'ban', ...who, days: 1 })).resolves.toEqual({
    kind: 'dead',
    reason: 'the sender is an administrator of the chat',
  });
  expect(calls).toEqual([]);
});
