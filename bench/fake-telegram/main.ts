import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { type Call, type FakeTelegram, startFakeTelegram } from '../../test/support/fake-telegram.js';
import type { FakeUser } from '../../test/support/fake-telegram-state.js';

const program = new Command('fake-telegram')
  .description('A Telegram on this machine with one group, to try the gate without a bot token.')
  .option('--port <n>', 'where it listens', Number, 8081)
  .option('--limits', "refuse what goes beyond Telegram's limits, as Telegram does")
  .parse();

const GROUP = -1_000_000_000_001;
const ADA: FakeUser = { id: 1, first_name: 'Ada' };

const print = (line: string) => process.stdout.write(`${line}\n`);

const HELP = `Write a line and press Enter:
  Bob: Win a free prize now     Bob writes that to the group
  Ada: /notspam M0000000001     Ada is the administrator; commands are hers
  press Not spam                Ada presses the button with that text, under the bot's last message that has it
  help, quit`;

async function main(): Promise<void> {
  const { port, limits } = program.opts<{ port: number; limits?: true }>();
  const telegram = await startFakeTelegram('7000001:fake-token', port);
  if (limits === true) telegram.enforceLimits();
  telegram.addGroup({ id: GROUP, title: 'Gardeners', members: [[ADA, 'creator']] });
  print('A fake Telegram is running, with the group "Gardeners". Start the gate in another window:');
  print(`  TELEGRAM_BOT_TOKEN=${telegram.token} TELEGRAM_API_ROOT=${telegram.apiRoot} npm start`);
  print(HELP);
  telegram.misbehave((call) => {
    show(call);
    return undefined;
  });
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    if (line.trim() === 'quit') break;
    obey(telegram, line.trim());
  }
  lines.close();
  await telegram.stop();
}

const users = new Map([['ada', ADA]]);

function obey(telegram: FakeTelegram, line: string): void {
  const [, name = '', text = ''] = /^(\w[\w ]{0,30}): (.+)$/.exec(line) ?? [];
  const button = /^press (.+)$/.exec(line)?.[1];
  if (button !== undefined) {
    try {
      telegram.press(GROUP, ADA, button);
    } catch (error) {
      print(error instanceof Error ? error.message : String(error));
    }
  } else if (name === '') print(HELP);
  else {
    const { message_id: id } = telegram.say({ chat: GROUP, from: userOf(name), text });
    print(`  [${id}] ${name}: ${text}`);
  }
}

function userOf(name: string): FakeUser {
  const key = name.toLowerCase();
  const user = users.get(key) ?? { id: 1000 + users.size, first_name: name };
  users.set(key, user);
  return user;
}

const SHOWN: Readonly<Record<string, (payload: Call['payload']) => string>> = {
  sendMessage: ({ text, reply_parameters: reply }) => `${replyTo(reply)}${String(text)}`,
  editMessageText: ({ message_id: id, text }) => `(changes ${String(id)}) ${String(text)}`,
  deleteMessage: ({ message_id: id }) => `(deletes ${String(id)})`,
  banChatMember: ({ user_id: id }) => `(bans ${String(id)})`,
  unbanChatMember: ({ user_id: id }) => `(lifts the ban of ${String(id)})`,
  restrictChatMember: ({ user_id: id }) => `(changes what ${String(id)} may do)`,
  answerCallbackQuery: ({ text }) => `(to who pressed) ${String(text)}`,
};

function replyTo(reply: unknown): string {
  const { message_id: id } = (reply ?? {}) as { readonly message_id?: number };
  return id === undefined ? '' : `(to ${id}) `;
}

function show({ method, payload }: Call): void {
  const text = SHOWN[method]?.(payload);
  if (text !== undefined) print(`  Hamgate: ${text.replaceAll('\n', '\n           ')}`);
}

await main();
