import type { Clock } from '../../domain/clock.js';
import type { Logger } from 'pino';
import { z } from 'zod';
import { userName } from './reading/sender.js';
import { type TelegramClient, TelegramFault } from './telegram-client.js';
import { telegramUser } from './reading/update.js';

export interface Administrators {
  /** By a list that is at most 10 minutes old; for the sender's role when a message is scored. Never rejects. */
  has(chat: string, userId: string): Promise<boolean>;
  /**
   * Asks Telegram at the time of use, before anything is changed; `unknown` when Telegram gives no answer.
   * Never rejects.
   */
  check(chat: string, userId: string): Promise<'yes' | 'no' | 'unknown'>;
  /** By the same list as `has`; the id where the list has no such user. Never rejects. */
  nameOf(chat: string, userId: string): Promise<string>;
  /** The title of a group; its id where Telegram does not say. Never rejects. */
  titleOf(chat: string): Promise<string>;
  /** Somebody's standing has changed: the next question goes to Telegram. */
  forget(chat: string): void;
}

export interface AdministratorsDependencies {
  readonly client: TelegramClient;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface List {
  /** By id. */
  readonly names: ReadonlyMap<string, string>;
  readonly freshUntilMs: number;
}

const FRESH_MS = 600_000;
/** After a failure the old list, or none, stands so long: a dead network must not cost each message a timeout. */
const FAILED_MS = 30_000;
const TIMEOUT_MS = 10_000;
const MAX_CHATS = 5_000;

const memberList = z.array(z.looseObject({ user: telegramUser }));
const member = z.looseObject({ status: z.string() });

/** Who may decide in a chat, as Telegram says. */
export function createAdministrators(dependencies: AdministratorsDependencies): Administrators {
  const { client, clock, logger } = dependencies;
  const lists = new Map<string, List>();
  const asking = new Map<string, Promise<List>>();

  const keep = (chat: string, list: List): List => {
    // Re-inserted at the end, so that the first key is the one refreshed longest ago.
    lists.delete(chat);
    lists.set(chat, list);
    const [oldest] = lists.keys();
    if (lists.size > MAX_CHATS && oldest !== undefined) lists.delete(oldest);
    return list;
  };

  const ask = async (chat: string): Promise<List> => {
    try {
      const answer = await client.call('getChatAdministrators', { chat_id: chat }, { timeoutMs: TIMEOUT_MS });
      const names = new Map(memberList.parse(answer).map(({ user }) => [String(user.id), userName(user)]));
      return keep(chat, { names, freshUntilMs: clock.now().getTime() + FRESH_MS });
    } catch (error) {
      logger.warn(
        { conversation: chat, reason: reasonOf(error) },
        'Cannot read the administrators of a chat',
      );
      const names = lists.get(chat)?.names ?? new Map<string, string>();
      return keep(chat, { names, freshUntilMs: clock.now().getTime() + FAILED_MS });
    }
  };

  const listOf = (chat: string): List | Promise<List> => {
    const list = lists.get(chat);
    if (list !== undefined && clock.now().getTime() < list.freshUntilMs) return list;
    const asked = asking.get(chat) ?? ask(chat).finally(() => asking.delete(chat));
    asking.set(chat, asked);
    return asked;
  };

  return {
    has: async (chat, userId) => (await listOf(chat)).names.has(userId),
    nameOf: async (chat, userId) => (await listOf(chat)).names.get(userId) ?? userId,
    forget: (chat) => void lists.delete(chat),
    titleOf: (chat) => readTitle(dependencies, chat),
    check: (chat, userId) => checkMember(dependencies, chat, userId),
  };
}

async function checkMember(
  { client, logger }: AdministratorsDependencies,
  chat: string,
  userId: string,
): Promise<'yes' | 'no' | 'unknown'> {
  const payload = { chat_id: chat, user_id: Number(userId) };
  try {
    const { status } = member.parse(await client.call('getChatMember', payload, { timeoutMs: TIMEOUT_MS }));
    return status === 'creator' || status === 'administrator' ? 'yes' : 'no';
  } catch (error) {
    if (isRefusal(error)) return 'no';
    logger.warn({ conversation: chat, reason: reasonOf(error) }, 'Cannot check the rights of a user');
    return 'unknown';
  }
}

/** Telegram did answer, and knows no such member or no such chat. */
function isRefusal(error: unknown): boolean {
  return error instanceof TelegramFault && (error.code === 400 || error.code === 403);
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const titled = z.looseObject({ title: z.string() });

async function readTitle({ client, logger }: AdministratorsDependencies, chat: string): Promise<string> {
  try {
    return titled.parse(await client.call('getChat', { chat_id: chat }, { timeoutMs: TIMEOUT_MS })).title;
  } catch (error) {
    logger.warn({ conversation: chat, reason: reasonOf(error) }, 'Cannot read the title of a chat');
    return chat;
  }
}
