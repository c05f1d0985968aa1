import type { Logger } from 'pino';
import type { Outbox } from '../../domain/outbox.js';
import type { ConversationStore, SenderStore } from '../../domain/store.js';
import { isPrivateChat } from './actions.js';
import type { CommandDependencies } from './commands/command-context.js';
import { telegramTask } from './telegram-task.js';
import { textsIn } from './texts/texts.js';
import { type MembersUpdate, newMembers, type TelegramMessage } from './reading/update.js';
import type { UpdateCounts } from './update-counts.js';

export interface MembersDependencies extends Pick<
  CommandDependencies,
  'administrators' | 'settings' | 'clock' | 'identity'
> {
  readonly store: Pick<SenderStore, 'noteJoin' | 'noteReaction'> &
    Pick<ConversationStore, 'moveConversation' | 'readSettings'> &
    Outbox;
  readonly counts: UpdateCounts;
  readonly logger: Logger;
  /** New tasks stand in the outbox. */
  readonly onTasks: () => void;
}

const timeOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Somebody's standing has changed; a join is kept for trust, and a chat that is new to the bot is greeted. */
export async function handleMembers(dependencies: MembersDependencies, update: MembersUpdate): Promise<void> {
  const { administrators, counts, store } = dependencies;
  const { chat, date, isOwn, joined } = update;
  counts.count('members');
  administrators.forget(chat);
  if (joined === null || isPrivateChat(chat)) return;
  if (isOwn) return greet(dependencies, update);
  await store.noteJoin({ channel: 'telegram', conversation: chat, id: String(joined.id) }, timeOf(date));
}

/** Says what the bot may do, what right is missing and which command gives more, to whoever speaks Russian in Russian. */
async function greet(
  { settings, store, clock, onTasks }: MembersDependencies,
  { chat, updateId, by, now }: MembersUpdate,
): Promise<void> {
  const key = { channel: 'telegram', id: chat } as const;
  const chosen = (await store.readSettings(key)).language;
  const isRussian = chosen === null && (by?.language_code ?? '').startsWith('ru');
  const policy = isRussian ? await settings.change(key, { language: 'ru' }, null) : await settings.read(key);
  const text = textsIn(policy.language).greeting({
    isAdministrator: now['status'] === 'administrator',
    canDelete: now['can_delete_messages'] === true,
    canRestrict: now['can_restrict_members'] === true,
  });
  const greeting = { method: 'sendMessage', chatId: chat, text, replyTo: null } as const;
  await store.addTasks(
    [telegramTask(greeting, `telegram:${chat}:${updateId}:greeting`)],
    clock.now().toISOString(),
  );
  onTasks();
}

/** Telegram's own notes: who came, and that a group has become a supergroup with another id. */
export async function handleService(
  { store, identity, administrators, logger }: MembersDependencies,
  message: TelegramMessage,
): Promise<void> {
  const conversation = String(message.chat.id);
  const to = message['migrate_to_chat_id'];
  if (typeof to === 'number' && Number.isSafeInteger(to)) {
    await store.moveConversation({ channel: 'telegram', id: conversation }, String(to));
    administrators.forget(conversation);
    logger.info({ from: conversation, to: String(to) }, 'A group has become a supergroup');
  }
  for (const { id } of newMembers(message))
    if (String(id) !== identity.id)
      await store.noteJoin({ channel: 'telegram', conversation, id: String(id) }, timeOf(message.date));
}
