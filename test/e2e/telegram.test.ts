import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram.js';
import { askApi, endAllGates, type GateProcess, startGate } from '../support/gate-process.js';

const GROUP = -1001111111111;
const ADMINS = -1002222222222;
const ANN = { id: 11, first_name: 'Ann' };
const SPAMMER = { id: 66, first_name: 'Buy', last_name: 'Now' };
const SPAM = 'Congratulations! You have won a free prize. Call 09061701461 now to claim your cash';
const DEADLINE_MS = 30_000;

let folder: string;
let telegram: FakeTelegram;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-e2e-'));
  telegram = await startFakeTelegram();
  telegram.addGroup({
    id: GROUP,
    title: 'Gardeners',
    members: [
      [ANN, 'administrator'],
      [SPAMMER, 'member'],
    ],
  });
  telegram.addGroup({ id: ADMINS, title: 'Gardeners, admins', members: [[ANN, 'member']] });
});
afterEach(async () => {
  await endAllGates();
  await telegram.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = (settings: Record<string, string> = {}): Promise<GateProcess> =>
  startGate(folder, {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    ...settings,
  });

const inGroup = (text: string): boolean => telegram.botTexts(GROUP).some((said) => said.includes(text));

describe('the gate in Telegram', () => {
  test('in mode ban the sender goes, and Not spam lets him in again', async () => {
    const gate = await start({ DEFAULT_MODE_TELEGRAM: 'ban' });
    const spam = telegram.say({ chat: GROUP, from: SPAMMER, text: SPAM });
    const statusOf = () => telegram.chat(GROUP).members.get(SPAMMER.id)?.status;
    await telegram.until(() => statusOf() === 'kicked', DEADLINE_MS);
    expect(telegram.chat(GROUP).messages.has(spam.message_id)).toBe(false);
    await telegram.until(() => inGroup('Withheld a message'), DEADLINE_MS);
    telegram.press(GROUP, ANN, 'Not spam');
    await telegram.until(() => statusOf() === 'left' && inGroup(SPAM), DEADLINE_MS);
    expect(await gate.end('SIGTERM')).toBe(0);
  });

  test('the gate warns under a spam message, and /notspam of an admin is a correction', async () => {
    const gate = await start();
    const spam = telegram.say({ chat: GROUP, from: SPAMMER, text: SPAM });
    telegram.say({ chat: GROUP, from: ANN, text: 'Who has tomato seeds to spare?' });
    await telegram.until(() => telegram.botTexts(GROUP).length > 0, DEADLINE_MS);
    const warning = [...telegram.chat(GROUP).messages.values()].find(
      (said) => said.from?.id === telegram.bot.id,
    );
    expect(warning).toMatchObject({ reply_to_message: { message_id: spam.message_id } });

    telegram.say({ chat: GROUP, from: ANN, text: '/notspam', replyTo: warning?.message_id ?? 0 });
    await telegram.until(() => telegram.botTexts(GROUP).length > 1, DEADLINE_MS);
    expect(await askApi(gate, '/v1/corrections')).toMatchObject({
      items: [{ label: 'ham', text: SPAM, role: 'admin', author: `telegram:${ANN.id}`, source: 'telegram' }],
    });
    expect(telegram.chat(GROUP).messages.has(spam.message_id)).toBe(true);
  }, 60_000);

  test('the gate removes spam in mode quarantine, tells the admins, and posts it again when it was none', async () => {
    const gate = await start({ DEFAULT_MODE_TELEGRAM: 'quarantine', TELEGRAM_ADMIN_CHAT: String(ADMINS) });
    const spam = telegram.say({ chat: GROUP, from: SPAMMER, text: SPAM });
    await telegram.until(() => !telegram.chat(GROUP).messages.has(spam.message_id), DEADLINE_MS);
    expect(telegram.botTexts(ADMINS).join('\n')).toContain(SPAM);
    expect(inGroup(SPAM)).toBe(false);

    const id = /ID (\w{10})/.exec(telegram.botTexts(ADMINS).join('\n'))?.[1] ?? '';
    telegram.say({ chat: ADMINS, from: ANN, text: `/notspam ${id}` });
    await telegram.until(() => inGroup(SPAM), DEADLINE_MS);
    expect(inGroup('Buy Now')).toBe(true);
    expect(await askApi(gate, '/v1/quarantine')).toEqual({ items: [], next: null });
    expect(await askApi(gate, '/v1/messages')).toMatchObject({ items: [{ id, status: 'released' }] });
  }, 60_000);

  test('buttons work after the gate was killed and started again', async () => {
    const settings = { DEFAULT_MODE_TELEGRAM: 'quarantine', TELEGRAM_ADMIN_CHAT: String(ADMINS) };
    const killed = await start(settings);
    telegram.say({ chat: GROUP, from: SPAMMER, text: SPAM });
    await telegram.until(() => telegram.botTexts(ADMINS).length > 0, DEADLINE_MS);
    await killed.end('SIGKILL');
    await start(settings);

    telegram.press(ADMINS, SPAMMER, 'Not spam');
    telegram.press(ADMINS, ANN, 'Why?');
    await telegram.until(() => telegram.callsOf('answerCallbackQuery').length === 2, DEADLINE_MS);
    const answers = telegram.callsOf('answerCallbackQuery').map(({ text }) => String(text));
    expect(answers.sort()).toEqual([
      'Only administrators of this chat can do that',
      expect.stringMatching(/^Score \d+ %, spam from \d+ % \(default@/),
    ]);
    expect(inGroup(SPAM)).toBe(false);

    telegram.press(ADMINS, ANN, 'Not spam');
    const isDecided = () => telegram.botTexts(ADMINS).some((text) => text.endsWith('Not spam, says Ann'));
    await telegram.until(() => inGroup(SPAM) && isDecided(), DEADLINE_MS);
  }, 90_000);

  test('the gate does once what it had decided when it was killed', async () => {
    telegram.fail('sendMessage', { kind: 'hang' });
    const killed = await start();
    telegram.say({ chat: GROUP, from: SPAMMER, text: SPAM });
    await telegram.until(() => telegram.callsOf('sendMessage').length === 1, DEADLINE_MS);
    await killed.end('SIGKILL');
    expect(telegram.botTexts(GROUP)).toEqual([]);

    const gate = await start();
    await telegram.until(() => telegram.botTexts(GROUP).length > 0, DEADLINE_MS);
    telegram.say({ chat: GROUP, from: SPAMMER, text: `${SPAM} today` });
    await telegram.until(() => telegram.botTexts(GROUP).length > 1, DEADLINE_MS);
    expect(telegram.callsOf('sendMessage')).toHaveLength(3);
    expect(await askApi(gate, '/v1/messages')).toMatchObject({
      items: [{ text: `${SPAM} today` }, { text: SPAM }],
    });
  }, 90_000);

  test('the gate deletes after a restart what it was killed over', async () => {
    telegram.fail('deleteMessage', { kind: 'hang' });
    const settings = { DEFAULT_MODE_TELEGRAM: 'quarantine' };
    const killed = await start(settings);
    const spam = telegram.say({ chat: GROUP, from: SPAMMER, text: SPAM });
    await telegram.until(() => telegram.callsOf('deleteMessage').length === 1, DEADLINE_MS);
    await killed.end('SIGKILL');
    await start(settings);
    await telegram.until(() => !telegram.chat(GROUP).messages.has(spam.message_id), DEADLINE_MS);
    expect(telegram.callsOf('deleteMessage')).toHaveLength(2);
  }, 90_000);

  test('the gate takes updates that came while it was down', async () => {
    const first = await start();
    await first.end('SIGKILL');
    telegram.say({ chat: GROUP, from: SPAMMER, text: SPAM });
    const gate = await start();
    await telegram.until(() => telegram.botTexts(GROUP).length > 0, DEADLINE_MS);
    await telegram.until(() => telegram.pending().length === 0, DEADLINE_MS);
    expect(await gate.end('SIGTERM')).toBe(0);
  }, 60_000);
});
