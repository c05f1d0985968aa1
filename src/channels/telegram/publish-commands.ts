import type { Logger } from 'pino';
import { z } from 'zod';
import type { CommandName } from './command.js';
import type { TelegramClient } from './telegram-client.js';
import { COMMAND_HELP } from './texts.js';

type Scope = 'all_private_chats' | 'all_group_chats' | 'all_chat_administrators';

/** What Telegram offers to whoever types a slash: members are not shown what they may not do. */
const OFFERED: Readonly<Record<Scope, readonly CommandName[]>> = {
  all_private_chats: ['help', 'notspam', 'mode', 'threshold', 'stats'],
  all_group_chats: ['help', 'notspam', 'stats'],
  all_chat_administrators: ['notspam', 'spam', 'why', 'mode', 'threshold', 'stats', 'help'],
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
export async function publishCommands({ client, logger, signal }: Publishing): Promise<void> {
  for (const type of ['all_private_chats', 'all_group_chats', 'all_chat_administrators'] as const) {
    const scope = { type };
    const commands = OFFERED[type].map((command) => ({ command, description: COMMAND_HELP[command] }));
    try {
      const known = commandList.safeParse(
        await client.call('getMyCommands', { scope }, { timeoutMs: TIMEOUT_MS, signal }),
      );
      if (known.success && JSON.stringify(known.data) === JSON.stringify(commands)) continue;
      await client.call('setMyCommands', { scope, commands }, { timeoutMs: TIMEOUT_MS, signal });
    } catch (error) {
      if (signal.aborted) return;
      logger.warn({ scope: type, err: error }, 'Cannot tell Telegram the commands of the bot');
      return;
    }
  }
}
