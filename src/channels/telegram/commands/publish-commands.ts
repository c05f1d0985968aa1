import type { Logger } from 'pino';
import { z } from 'zod';
import type { CommandName } from './command.js';
import type { TelegramClient } from '../telegram-client.js';
import { type Language, LANGUAGES } from '../../../domain/policy.js';
import { textsIn } from '../texts/texts.js';

type Scope = 'all_private_chats' | 'all_group_chats' | 'all_chat_administrators';

/** What Telegram offers to whoever types a slash: members are not shown what they may not do. */
const OFFERED: Readonly<Record<Scope, readonly CommandName[]>> = {
  all_private_chats: [
    'help',
    'group',
    'notspam',
    'quarantine',
    'mode',
    'threshold',
    'settings',
    'stats',
    'language',
  ],
  all_group_chats: ['help', 'report', 'notspam', 'stats'],
  all_chat_administrators: [
    'notspam',
    'spam',
    'ban',
    'why',
    'quarantine',
    'trust',
    'untrust',
    'mode',
    'threshold',
    'settings',
    'language',
    'stats',
    'help',
  ],
};

const commandList = z.array(z.object({ command: z.string(), description: z.string() }));
const TIMEOUT_MS = 10_000;

export interface Publishing {
  readonly client: TelegramClient;
  readonly logger: Logger;
  /** Aborts when the gate stops. */
  readonly signal: AbortSignal;
}

/**
 * Tells Telegram the bot's commands, scope by scope and only where they differ from what it knows: setting them at every
 * start of a gate that keeps failing would run into Telegram's limits. Never rejects; they are a convenience.
 */
export async function publishCommands(publishing: Publishing): Promise<void> {
  const { logger, signal } = publishing;
  const scopes = ['all_private_chats', 'all_group_chats', 'all_chat_administrators'] as const;
  try {
    for (const type of scopes) for (const language of LANGUAGES) await publish(publishing, type, language);
  } catch (error) {
    if (!signal.aborted) logger.warn({ err: error }, 'Cannot tell Telegram the commands of the bot');
  }
}

/** English is for everybody whose language has no list of its own. */
async function publish({ client, signal }: Publishing, type: Scope, language: Language): Promise<void> {
  const { COMMAND_HELP } = textsIn(language);
  const target = { scope: { type }, ...(language !== 'en' && { language_code: language }) };
  const commands = OFFERED[type].map((command) => ({ command, description: COMMAND_HELP[command] }));
  const known = commandList.safeParse(
    await client.call('getMyCommands', target, { timeoutMs: TIMEOUT_MS, signal }),
  );
  if (known.success && JSON.stringify(known.data) === JSON.stringify(commands)) return;
  await client.call('setMyCommands', { ...target, commands }, { timeoutMs: TIMEOUT_MS, signal });
}
