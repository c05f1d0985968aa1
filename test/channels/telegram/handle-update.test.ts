import fc from 'fast-check';
import { readContent } from '../../../src/channels/telegram/reading/message-content.js';
import type { Store } from '../../../src/domain/store.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { NOW } from '../../support/gate.js';
import { carryOutAll, createTestHandler, newest } from './handler.js';
import {
  admin,
  ann,
  anUpdate,
  aTelegramMessage,
  bot,
  GROUP,
  group,
  messageUpdate,
  privateChat,
} from './updates.js';

let testStore: TestStore;
let store: Store;
beforeEach(async () => {
  testStore = await openTestStore();
  store = testStore.store;
});
afterEach(() => testStore.cleanUp());

const channel = { id: -1_009_000_000_001, type: 'channel', title: 'Deals' };
const countStored = async (conversation = GROUP) =>
  (await store.countMessages({ channel: 'telegram', id: String(conversation) })).messages;

describe('handleUpdate()', () => {
  test('stores a message with everything it is known by', async () => {
    const { handleUpdate } = createTestHandler(store);
    await handleUpdate(messageUpdate({ caption: 'Win at the casino', photo: [{}] }));
    expect(await newest(store)).toMatchObject({
      channel: 'telegram',
      conversation: String(GROUP),
      messageId: '17',
      revision: 0,
      sender: { id: '42', name: 'Ann Lee', role: 'member' },
      surfaces: [{ kind: 'caption', text: 'Win at the casino' }],
      unscored: ['photo'],
      receivedAt: NOW.toISOString(),
      verdict: { action: 'reply', band: 'spam' },
    });
  });

  test('does everything once when Telegram delivers twice', async () => {
    const { handleUpdate } = createTestHandler(store);
    const update = messageUpdate({ text: 'Win at the casino' });
    await handleUpdate(update);
    await handleUpdate(update);
    expect(await countStored()).toBe(1);
    expect(await carryOutAll(store)).toHaveLength(1);
    await handleUpdate(update);
    expect(await carryOutAll(store)).toEqual([]);
  });

  test('asks anew who the administrators are when members changed', async () => {
    const { handleUpdate, forgotten, counts } = createTestHandler(store);
    const chat = { id: -1009, type: 'supergroup' };
    await handleUpdate(anUpdate({ chat_member: { chat, from: ann, date: 1 } }));
    expect(forgotten).toEqual(['-1009']);
    expect(counts()).toEqual({ members: 1 });
  });

  test('scores an edit as a revision of its message', async () => {
    const { handleUpdate } = createTestHandler(store);
    await handleUpdate(messageUpdate({ text: 'Hello' }));
    const edited = aTelegramMessage({ text: 'Win at the casino', edit_date: 1_767_323_099 });
    await handleUpdate({ update_id: 900_123, edited_message: edited });
    expect(await newest(store)).toMatchObject({ messageId: '17', revision: 1_767_323_099_123 });
    expect(await carryOutAll(store)).toEqual([expect.objectContaining({ replyTo: '17' })]);
  });

  test('scores an edit that comes before its message, and both count', async () => {
    const { handleUpdate } = createTestHandler(store);
    const message = aTelegramMessage({ text: 'Lunch at noon?' });
    const edited = { ...message, text: 'Win at the casino', edit_date: 1_767_323_050 };
    await handleUpdate(anUpdate({ edited_message: edited }));
    await handleUpdate(anUpdate({ message }));
    const key = { channel: 'telegram', conversation: String(GROUP), messageId: '17' } as const;
    expect(await countStored()).toBe(2);
    expect(await store.findLatest(key)).toMatchObject({ verdict: { band: 'spam' } });
    expect(await carryOutAll(store)).toHaveLength(1);
  });

  test.each([
    ['a member', { from: ann }, 'member'],
    ['an administrator', { from: admin }, 'admin'],
    ['an anonymous administrator', { sender_chat: group }, 'admin'],
    ['the linked channel', { sender_chat: channel, is_automatic_forward: true }, 'exempt'],
    ['another channel', { sender_chat: channel }, 'member'],
  ])('knows the role of %s', async (_who, authorship, role) => {
    const { say } = createTestHandler(store);
    await say({ text: 'Win at the casino', ...authorship });
    const action = role === 'member' ? 'reply' : 'accept';
    expect(await newest(store)).toMatchObject({ sender: { role }, verdict: { action } });
  });

  test('takes everybody for a member in a private chat', async () => {
    const { say } = createTestHandler(store);
    await say({ text: 'Win at the casino', from: admin, chat: privateChat(admin) });
    expect(await newest(store, admin.id)).toMatchObject({ sender: { role: 'member' } });
  });

  test.each([
    ['a service message', { new_chat_members: [ann] }, { service: 1 }],
    ["the bot's own message", { from: bot, text: 'casino' }, { own: 1 }],
  ])('passes over %s', async (_what, fields, counts) => {
    const handler = createTestHandler(store);
    await handler.say(fields);
    expect(await countStored()).toBe(0);
    expect(handler.counts()).toEqual(counts);
  });

  test('counts and names an update of an unknown kind, and goes on', async () => {
    const { handleUpdate, counts, lines } = createTestHandler(store);
    await handleUpdate(anUpdate({ telepathy: { thought: 'casino' } }));
    expect(counts()).toEqual({ telepathy: 1 });
    expect(lines).toEqual([expect.objectContaining({ kind: 'telepathy', level: 30 })]);
    expect(JSON.stringify(lines)).not.toContain('casino');
  });

  test('parks a message it cannot read', async () => {
    const { handleUpdate, counts } = createTestHandler(store);
    await handleUpdate(anUpdate({ message: { text: 'no id, no chat' } }));
    expect(counts()).toEqual({ unreadable: 1 });
    await expect(store.countParkedUpdates()).resolves.toBe(1);
  });

  test('rejects when nothing could be stored', async () => {
    const { handleUpdate } = createTestHandler(store);
    await store.close();
    await expect(handleUpdate(messageUpdate({ text: 'Hello' }))).rejects.toThrow();
    await expect(handleUpdate(messageUpdate({ text: '/help' }))).rejects.toThrow();
  });

  test('logs one line a message, without its text', async () => {
    const { say, lines } = createTestHandler(store);
    await say({ message_id: 17, text: 'Win at the casino', sticker: {} });
    const { id } = await newest(store);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      msg: 'message',
      channel: 'telegram',
      conversation: String(GROUP),
      messageId: '17',
      revision: 0,
      id,
      action: 'reply',
      reasons: ['above-threshold'],
      model: 'words@1.0.0',
      unscored: ['sticker'],
      isRepeat: false,
      ms: 0,
    });
    expect(JSON.stringify(lines)).not.toContain('casino');
  });

  test('logs a scorer that fails, and lets the message stand', async () => {
    const { say, lines } = createTestHandler(store);
    await say({ text: 'broken' });
    expect(await newest(store)).toMatchObject({ verdict: { action: 'observe', reasons: ['scorer-failed'] } });
    expect(lines.map(({ level }) => level)).toEqual([30, 50]);
  });

  test('keeps a text of 100,000 characters', async () => {
    const { say } = createTestHandler(store, { mode: 'quarantine', adminChat: '-100777' });
    const text = `casino ${'😀'.repeat(49_996)}x`;
    await say({ text });
    expect((await newest(store)).surfaces).toEqual([{ kind: 'body', text }]);
    expect(await carryOutAll(store)).toHaveLength(2);
  });

  test('keeps lone surrogates as what can be kept', async () => {
    const { say } = createTestHandler(store, { mode: 'quarantine', adminChat: '-100777' });
    await say({ text: 'casino \ud800 \u0000', from: { id: 9, first_name: '\udc00' } });
    expect(await newest(store)).toMatchObject({
      sender: { name: '\ufffd' },
      surfaces: [{ text: 'casino \ufffd \ufffd' }],
    });
  });

  test('stores any message that Telegram could send', async () => {
    const { handleUpdate } = createTestHandler(store);
    const anyText = fc.string({ unit: 'binary', maxLength: 40 });
    let messageId = 0;
    const messages = fc.record(
      {
        text: anyText,
        caption: anyText,
        entities: fc.jsonValue(),
        reply_to_message: fc.jsonValue(),
        poll: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(messages, anyText, async (content, name) => {
        const message = { ...content, from: { id: 42, first_name: name } };
        messageId += 1;
        await handleUpdate(messageUpdate({ ...message, message_id: messageId }));
        const key = {
          channel: 'telegram',
          conversation: String(GROUP),
          messageId: String(messageId),
        } as const;
        const stored = await store.findLatest(key);
        const isCommand = content.text?.trim().startsWith('/') ?? false;
        expect(isCommand || stored?.surfaces.length === readContent(content).surfaces.length).toBe(true);
      }),
      { numRuns: 50 },
    );
    await expect(store.countParkedUpdates()).resolves.toBe(0);
  });
});
