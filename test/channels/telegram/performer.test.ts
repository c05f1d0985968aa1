import type { Card, Sanction } from '../../../src/domain/store.js';
import type { Task, TaskOutcome } from '../../../src/domain/task.js';
import { createPace } from '../../../src/channels/telegram/pace.js';
import { createTelegramPerformer } from '../../../src/channels/telegram/performer.js';
import { createTelegramClient, type TelegramClient } from '../../../src/channels/telegram/telegram-client.js';
import type { TelegramPayload } from '../../../src/channels/telegram/telegram-task.js';
import {
  type FakeTelegram,
  type Fault,
  serverError,
  startFakeTelegram,
  tooManyRequests,
} from '../../support/fake-telegram.js';
import { ann, GROUP } from './updates.js';

let telegram: FakeTelegram;
beforeEach(async () => {
  telegram = await startFakeTelegram();
  telegram.addGroup({ id: GROUP });
});
afterEach(() => telegram.stop());

const taskOf = (payload: Task['payload']): Task => ({
  id: 1,
  target: 'telegram',
  dedupeKey: 'k',
  lane: 'l',
  attempts: 0,
  createdAt: '2026-01-02T03:04:05.000Z',
  payload,
});
const post = (replyTo: string | null = null): TelegramPayload => ({
  method: 'sendMessage',
  chatId: String(GROUP),
  text: 'Hello',
  replyTo,
  buttons: [],
  cardOf: null,
});
const removal = (messageId: string): TelegramPayload => ({
  method: 'deleteMessage',
  chatId: String(GROUP),
  messageId,
});
const clock = { now: () => new Date() };
let sanction: Sanction | null = null;
const cards = new Map<string, Card>();
const store = {
  readSanction: async () => sanction,
  changeSanction: async (_: unknown, changed: Sanction | null) => {
    sanction = changed;
  },
};
const performerStore = {
  ...store,
  saveCard: async (id: string, card: Card) => void cards.set(id, card),
  readCard: async (id: string) => cards.get(id) ?? null,
};
const aPerformer = (client: TelegramClient = createTelegramClient(telegram)) =>
  createTelegramPerformer({ client, clock, store: performerStore, pace: createPace(clock) });
const perform = (payload: Task['payload']) => aPerformer().perform(taskOf(payload));

const error = (code: number, description: string, parameters = {}): Fault => ({
  kind: 'error',
  code,
  description,
  parameters,
});
const done: TaskOutcome = { kind: 'done' };
const retry = (afterMs: number | null) => ({ kind: 'retry', afterMs, reason: expect.any(String) as string });
const dead = (reason: string) => ({ kind: 'dead', reason });

describe('perform()', () => {
  test('posts under a message', async () => {
    const { message_id: id } = telegram.say({ chat: GROUP, from: ann, text: 'casino' });
    await expect(perform(post(String(id)))).resolves.toEqual(done);
    const posted = [...telegram.chat(GROUP).messages.values()].at(-1);
    expect(posted).toMatchObject({ text: 'Hello', reply_to_message: { message_id: id } });
  });

  test('posts although the message it belongs under is gone', async () => {
    await expect(perform(post('999'))).resolves.toEqual(done);
    expect(telegram.botTexts(GROUP)).toEqual(['Hello']);
  });

  test('remembers the card of a withheld message, and changes it later', async () => {
    const again = { method: 'editCard', chatId: String(GROUP), cardOf: 'M1', text: 'Two', buttons: [] };
    await expect(perform(again)).resolves.toEqual(done);
    await expect(perform({ ...post(), cardOf: 'M1' })).resolves.toEqual(done);
    await expect(perform(again)).resolves.toEqual(done);
    expect(telegram.botTexts(GROUP)).toEqual(['Two']);
  });

  test('copies what cannot be kept as text, and lets the deletion go on where it cannot', async () => {
    const ADMINS = -1_007_777_777_777;
    telegram.addGroup({ id: ADMINS });
    const { message_id: id } = telegram.say({ chat: GROUP, from: ann, caption: 'casino', photo: [{}] });
    const copy = (messageId: string) =>
      aPerformer().perform({
        ...taskOf({ method: 'copyMessage', chatId: String(GROUP), messageId, toChatId: String(ADMINS) }),
        createdAt: new Date().toISOString(),
      });
    await expect(copy(String(id))).resolves.toEqual(done);
    expect([...telegram.chat(ADMINS).messages.values()]).toMatchObject([{ caption: 'casino' }]);
    await expect(copy('999')).resolves.toEqual(done);
    telegram.fail('copyMessage', serverError, tooManyRequests(7), { kind: 'cut' });
    await expect(copy(String(id))).resolves.toEqual(retry(null));
    await expect(copy(String(id))).resolves.toEqual(retry(7_000));
  });

  test('does not hold up a deletion for longer than a minute', async () => {
    const payload = { method: 'copyMessage', chatId: '-1', messageId: '1', toChatId: '-2' } as const;
    const old = { ...taskOf(payload), createdAt: new Date(Date.now() - 61_000).toISOString() };
    await expect(aPerformer().perform(old)).resolves.toEqual(done);
    expect(telegram.callsOf('copyMessage')).toEqual([]);
  });

  test('keeps to 20 posts a minute in a group, and deletes all the same', async () => {
    const performer = aPerformer();
    for (let i = 0; i < 20; i++) await expect(performer.perform(taskOf(post()))).resolves.toEqual(done);
    const waiting = await performer.perform(taskOf(post()));
    expect(waiting).toMatchObject({ kind: 'retry', reason: "kept within Telegram's limits" });
    expect(telegram.callsOf('sendMessage')).toHaveLength(20);
    const { message_id: id } = telegram.say({ chat: GROUP, from: ann, text: 'casino' });
    await expect(performer.perform(taskOf(removal(String(id))))).resolves.toEqual(done);
  });

  test('asks for nothing in a chat for as long as Telegram said, whichever task it said it to', async () => {
    const performer = aPerformer();
    telegram.fail('sendMessage', tooManyRequests(17));
    await expect(performer.perform(taskOf(post()))).resolves.toEqual(retry(17_000));
    await expect(performer.perform(taskOf(post()))).resolves.toMatchObject({ kind: 'retry' });
    expect(telegram.callsOf('sendMessage')).toHaveLength(1);
  });

  test('deletes a message, and finds it well when it is gone already', async () => {
    const { message_id: id } = telegram.say({ chat: GROUP, from: ann, text: 'casino' });
    await expect(perform(removal(String(id)))).resolves.toEqual(done);
    expect(telegram.chat(GROUP).messages.has(id)).toBe(false);
    await expect(perform(removal(String(id)))).resolves.toEqual(done);
  });

  test.each<[string, Fault, object]>([
    ['waits as long as Telegram says', tooManyRequests(17), retry(17_000)],
    [
      'leaves the pause to the dispatcher when Telegram names none',
      error(429, 'Too Many Requests'),
      retry(null),
    ],
    ['tries again after a fault of the server', serverError, retry(null)],
    ['tries again after a bad gateway', error(502, 'Bad Gateway'), retry(null)],
    ['tries again after a cut connection', { kind: 'cut' }, retry(null)],
    ['waits long when the token is refused', error(401, 'Unauthorized'), retry(300_000)],
    ['waits long when the token is none', error(404, 'Not Found'), retry(300_000)],
    [
      'gives up where it is not wanted',
      error(403, 'Forbidden: bot was kicked from the supergroup chat'),
      dead(
        'the bot may not write there any more (Cannot call sendMessage: 403 Forbidden: bot was kicked from the supergroup chat)',
      ),
    ],
    [
      'gives up where it has no rights',
      error(400, 'Bad Request: not enough rights to send text messages to the chat'),
      dead(
        'the bot lacks the right to do that in this chat: make it an administrator that may (Cannot call sendMessage: 400 Bad Request: not enough rights to send text messages to the chat)',
      ),
    ],
    [
      'gives up a post that speaks of a message not found',
      error(400, 'Bad Request: message to delete not found'),
      dead('Cannot call sendMessage: 400 Bad Request: message to delete not found'),
    ],
  ])('%s', async (_promise, fault, outcome) => {
    telegram.fail('sendMessage', fault);
    await expect(perform(post())).resolves.toEqual(outcome);
  });

  test.each<[string, TaskOutcome | object]>([
    ['Bad Request: message to delete not found', done],
    ["Bad Request: message can't be found", done],
    ['Bad Request: MESSAGE_ID_INVALID', done],
    [
      "Bad Request: message can't be deleted for everyone",
      dead(
        "the bot may not delete that message: it lacks the right, or the message is older than two days (Cannot call deleteMessage: 400 Bad Request: message can't be deleted for everyone)",
      ),
    ],
    [
      'Bad Request: chat not found',
      dead('the chat is gone (Cannot call deleteMessage: 400 Bad Request: chat not found)'),
    ],
  ])('takes the refusal to delete %j for what it is', async (description, outcome) => {
    telegram.fail('deleteMessage', error(400, description));
    await expect(perform(removal('1'))).resolves.toEqual(outcome);
  });

  const SUPERGROUP = -1_009_999_999_999;
  const moved = error(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
    migrate_to_chat_id: SUPERGROUP,
  });

  test('follows a group to its new id', async () => {
    telegram.addGroup({ id: SUPERGROUP });
    telegram.fail('sendMessage', moved);
    await expect(perform(post())).resolves.toEqual(done);
    expect(telegram.botTexts(SUPERGROUP)).toEqual(['Hello']);
  });

  test('follows it once, and then says what it met', async () => {
    telegram.fail('sendMessage', moved, moved);
    await expect(perform(post())).resolves.toMatchObject({ kind: 'dead' });
    telegram.fail('sendMessage', moved, tooManyRequests(3));
    await expect(perform(post())).resolves.toEqual(retry(3000));
  });

  test.each([
    [null],
    ['text'],
    [{ method: 'banChatMember', chatId: '1' }],
    [{ method: 'sendMessage', chatId: 1 }],
  ])('buries a task it cannot read: %j', async (payload) => {
    await expect(perform(payload)).resolves.toEqual(dead('the task cannot be read'));
    expect(telegram.calls).toEqual([]);
  });

  test('lets an error of its own code rise', async () => {
    const client: TelegramClient = { call: () => Promise.reject(new RangeError('ours')) };
    await expect(aPerformer(client).perform(taskOf(post()))).rejects.toThrow(RangeError);
  });
});
