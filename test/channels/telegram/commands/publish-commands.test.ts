import { pino } from 'pino';
import { publishCommands } from '../../../../src/channels/telegram/commands/publish-commands.js';
import { createTelegramClient } from '../../../../src/channels/telegram/telegram-client.js';
import {
  type FakeTelegram,
  serverError,
  startFakeTelegram,
  tooManyRequests,
} from '../../../support/fake-telegram.js';

let telegram: FakeTelegram;
beforeEach(async () => (telegram = await startFakeTelegram()));
afterEach(() => telegram.stop());

const publish = () =>
  publishCommands({
    client: createTelegramClient(telegram),
    logger: pino({ level: 'silent' }),
    signal: new AbortController().signal,
  });
const published = () => telegram.callsOf('setMyCommands');

test('commands are told once to each kind of chat, and members are not shown those of administrators', async () => {
  await publish();
  expect(published().map(({ scope, language_code: language }) => [scope, language])).toEqual([
    [{ type: 'all_private_chats' }, undefined],
    [{ type: 'all_private_chats' }, 'ru'],
    [{ type: 'all_group_chats' }, undefined],
    [{ type: 'all_group_chats' }, 'ru'],
    [{ type: 'all_chat_administrators' }, undefined],
    [{ type: 'all_chat_administrators' }, 'ru'],
  ]);
  const [, , members, , administrators, russian] = published().map(({ commands }) =>
    JSON.stringify(commands),
  );
  expect(russian).toContain('Почему сообщение сочтено спамом');
  expect(members).not.toContain('"threshold"');
  expect(administrators).toContain('"threshold"');
  await publish();
  expect(published()).toHaveLength(6);
});

test.each([
  ['getMyCommands', serverError],
  ['setMyCommands', tooManyRequests(600)],
] as const)('a %s that fails is left for the next start', async (method, fault) => {
  telegram.fail(method, fault);
  await expect(publish()).resolves.toBeUndefined();
  expect(telegram.callsOf(method)).toHaveLength(1);
});
