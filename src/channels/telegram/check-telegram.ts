import type { Logger } from 'pino';
import { z } from 'zod';
import type { ConversationStore } from '../../domain/store.js';
import { isPrivateChat } from './actions.js';
import { type TelegramClient, TelegramFault } from './telegram-client.js';

/** One thing that was looked at, in plain words: what is, and what to do about it. */
export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly text: string;
}

/** `full` also asks whether another program fetches the updates, which interrupts a gate that is running. */
export type CheckDepth = 'quiet' | 'full';

export interface CheckDependencies {
  readonly client: TelegramClient;
  readonly store: Pick<ConversationStore, 'listConversations'>;
  readonly webhook: { readonly publicBaseUrl: string } | null;
}

const TIMEOUT_MS = 10_000;
const MOST_CHATS = 100;

const me = z.looseObject({
  id: z.int(),
  username: z.string().catch('?'),
  can_read_all_group_messages: z.boolean().catch(true),
});
const webhookInfo = z.looseObject({
  url: z.string().catch(''),
  last_error_message: z.string().optional().catch(undefined),
});
const membership = z.looseObject({
  status: z.string(),
  can_delete_messages: z.boolean().catch(false),
  can_restrict_members: z.boolean().catch(false),
});

/** Looks at what keeps a bot from doing its work. Never rejects: what cannot be asked is a finding. */
export async function checkTelegram(
  dependencies: CheckDependencies,
  depth: CheckDepth,
): Promise<readonly Finding[]> {
  try {
    const bot = me.parse(await ask(dependencies, 'getMe'));
    return [
      { level: 'ok', text: `the token is that of @${bot.username}` },
      ...(bot.can_read_all_group_messages ? [] : [PRIVACY]),
      ...(await checkWebhook(dependencies)),
      ...(depth === 'full' ? await checkPolling(dependencies) : []),
      ...(await checkChats(dependencies, bot.id)),
    ];
  } catch (error) {
    return [{ level: 'fail', text: explain(error) }];
  }
}

const PRIVACY: Finding = {
  level: 'warn',
  text: 'privacy mode is on: in a group where the bot is no administrator it sees commands only. Make it an administrator, or talk to @BotFather: /setprivacy, Disable, and add it to the group again',
};

function ask({ client }: CheckDependencies, method: string, payload = {}): Promise<unknown> {
  return client.call(method, payload, { timeoutMs: TIMEOUT_MS });
}

function explain(error: unknown): string {
  const code = error instanceof TelegramFault ? error.code : null;
  if (code === 401 || code === 404)
    return 'Telegram refuses the token: copy TELEGRAM_BOT_TOKEN once more from @BotFather';
  const reason = error instanceof Error ? error.message : String(error);
  return `Telegram cannot be asked (${reason}): check the network, and TELEGRAM_API_ROOT if it is set`;
}

async function checkWebhook(dependencies: CheckDependencies): Promise<Finding[]> {
  const { url, last_error_message: lastError } = webhookInfo.parse(await ask(dependencies, 'getWebhookInfo'));
  const wanted =
    dependencies.webhook === null ? '' : `${dependencies.webhook.publicBaseUrl}/webhooks/telegram`;
  if (url !== '' && url !== wanted) {
    const host = URL.canParse(url) ? new URL(url).host : url;
    return [
      {
        level: 'warn',
        text: `Telegram still calls another program at ${host}; the gate takes the updates over when it starts. If that program shall go on, give it a bot of its own`,
      },
    ];
  }
  if (url === '' || lastError === undefined) return [];
  return [{ level: 'warn', text: `Telegram could not reach ${url} lately: ${lastError}` }];
}

/** Asks for one update without acknowledging any. */
async function checkPolling(dependencies: CheckDependencies): Promise<Finding[]> {
  if (dependencies.webhook !== null) return [];
  try {
    await ask(dependencies, 'getUpdates', { timeout: 0, limit: 1 });
    return [];
  } catch (error) {
    if (!(error instanceof TelegramFault) || error.code !== 409) throw error;
    return [
      {
        level: 'warn',
        text: 'another program fetches the updates of this bot just now. If that is not this gate, stop it, or give each its own bot',
      },
    ];
  }
}

async function checkChats(dependencies: CheckDependencies, botId: number): Promise<Finding[]> {
  const chats = await dependencies.store.listConversations('telegram', MOST_CHATS);
  const findings: Finding[] = [];
  for (const chat of chats.filter((id) => !isPrivateChat(id)))
    findings.push(await checkChat(dependencies, chat, botId));
  return findings;
}

async function checkChat(dependencies: CheckDependencies, chat: string, botId: number): Promise<Finding> {
  const call = ask(dependencies, 'getChatMember', { chat_id: chat, user_id: botId });
  const member = await call.then(
    (answer) => membership.parse(answer),
    () => null,
  );
  if (member === null || member.status === 'left' || member.status === 'kicked')
    return { level: 'warn', text: `chat ${chat}: the bot is not in it any more` };
  if (member.status !== 'administrator')
    return { level: 'warn', text: `chat ${chat}: the bot is no administrator and can remove nothing` };
  if (!member.can_delete_messages)
    return { level: 'warn', text: `chat ${chat}: the bot lacks the right to delete messages` };
  const rest = member.can_restrict_members
    ? ''
    : '; without the right to ban users, restrict and ban do nothing';
  return { level: 'ok', text: `chat ${chat}: the bot may delete messages${rest}` };
}

/** At the start of a gate: what a person should know stands in the log, and nothing waits for it. Never rejects. */
export async function logFindings({
  logger,
  ...dependencies
}: CheckDependencies & { readonly logger: Logger }): Promise<void> {
  const findings = await checkTelegram(dependencies, 'quiet').catch(() => []);
  for (const { level, text } of findings) if (level !== 'ok') logger.warn(text);
}
