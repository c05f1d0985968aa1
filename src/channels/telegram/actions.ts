import type { ChannelActions } from '../../domain/channel-actions.js';
import { textOf } from '../../domain/message.js';
import { isHashed } from '../../domain/privacy.js';
import type { Policy } from '../../domain/policy.js';
import type { Campaign, StoredMessage } from '../../domain/store.js';
import { keyOf, type NewTask } from '../../domain/task.js';
import { WITHHOLDING } from '../../domain/verdict.js';
import { type Button, cardButtons } from './commands/buttons.js';
import { MESSAGE_LIMIT, splitText, truncateText } from './split-text.js';
import { telegramTask, type TelegramCall } from './telegram-task.js';
import { type Texts, textsIn } from './texts/texts.js';

export interface TelegramActionsOptions {
  /** How long `restrict` and `ban` last. */
  readonly sanctionDays: number;
}

/** How Telegram carries out what was decided: tasks for the performer of this folder. */
export function createTelegramActions({ sanctionDays }: TelegramActionsOptions): ChannelActions {
  return {
    tellsOfCampaigns: true,
    tasksForVerdict: (message, { policy, campaign }) => {
      const { action } = message.verdict;
      if (action === 'reply') return policy.isQuiet ? [] : [warn(message, textsIn(policy.language))];
      if (!WITHHOLDING.includes(action)) return [];
      const removal = remove(message, 'quarantine');
      const sanction =
        action === 'restrict' || action === 'ban' ? sanctionOn(message, action, sanctionDays) : [];
      const told = campaign === null ? tell(message, policy) : tellAgain(campaign, policy);
      // Where the administrators have a chat of their own, they have the evidence before anything is gone.
      return policy.adminChat === null
        ? [removal, ...sanction, ...told]
        : [...told, ...copy(message, policy.adminChat), removal, ...sanction];
    },
    tasksForRelease: (message, policy) => [
      ...releaseTexts(message, textsIn(policy.language)).map((text, index) => repost(message, text, index)),
      ...lift(message),
    ],
    tasksForRemoval: (message) => (isMoved(message) ? [] : [remove(message, 'removal')]),
  };
}

/** In a private chat with the bot the chat has the id of the user; groups have negative ids. */
export const isPrivateChat = (chat: string): boolean => !chat.startsWith('-');

/** It came before the group had its present id, and Telegram has no way to name it any more. */
const isMoved = ({ messageId }: StoredMessage): boolean => messageId.includes('/');

function taskFor(message: StoredMessage, purpose: string, call: TelegramCall): NewTask {
  return telegramTask(call, `${keyOf(message)}:${purpose}`);
}

function warn(message: StoredMessage, texts: Texts): NewTask {
  return taskFor(message, 'warning', {
    method: 'sendMessage',
    chatId: message.conversation,
    text: texts.warning(message, isPrivateChat(message.conversation)),
    replyTo: message.messageId,
  });
}

function remove(message: StoredMessage, purpose: 'quarantine' | 'removal'): NewTask {
  return taskFor(message, purpose, {
    method: 'deleteMessage',
    chatId: message.conversation,
    messageId: message.messageId,
  });
}

function sanctionOn(message: StoredMessage, kind: 'restrict' | 'ban', days: number): readonly NewTask[] {
  const { conversation: chatId, sender } = message;
  if (isPrivateChat(chatId)) return [];
  return [taskFor(message, 'sanction', { method: 'sanction', kind, chatId, userId: sender.id, days })];
}

/** Gives back what was taken, if anything was: a person may have banned him with a button as well. */
function lift(message: StoredMessage): readonly NewTask[] {
  const { conversation: chatId, sender } = message;
  if (isPrivateChat(chatId) || isHashed(sender.id)) return [];
  return [taskFor(message, 'lift', { method: 'liftSanction', chatId, userId: sender.id })];
}

const EVIDENCE_TEXT_LIMIT = 3000;

/** Who is told of a withheld message, and what; null when nobody is. */
function cardFor(
  message: StoredMessage,
  { adminChat, isQuiet, language }: Policy,
): { readonly chatId: string; readonly text: string; readonly buttons: Button[][] } | null {
  const texts = textsIn(language);
  const { conversation } = message;
  const isPrivate = isPrivateChat(conversation);
  // In a private chat nobody is an administrator who could press them.
  const buttons = isPrivate ? [] : cardButtons(message, texts);
  if (adminChat !== null) {
    const text = truncateText(textOf(message).toWellFormed(), EVIDENCE_TEXT_LIMIT);
    return { chatId: adminChat, text: texts.evidence(message, { isPrivate, text }), buttons };
  }
  if (isQuiet) return null;
  return { chatId: conversation, text: texts.withheldNotice(message, isPrivate), buttons };
}

/** The text itself is in the store already; a slow or limited chat of the admins holds up no deletion. */
function tell(message: StoredMessage, policy: Policy): readonly NewTask[] {
  const card = cardFor(message, policy);
  if (card === null) return [];
  const purpose = policy.adminChat === null ? 'notice' : 'evidence';
  const cardOf = message.id;
  return [taskFor(message, purpose, { method: 'sendMessage', ...card, replyTo: null, cardOf })];
}

/** Pictures and voices are not in the store: where there is a chat for it, it gets a copy before they are gone. */
function copy(message: StoredMessage, toChatId: string): readonly NewTask[] {
  const { conversation: chatId, messageId, unscored } = message;
  if (unscored.length === 0) return [];
  return [taskFor(message, 'copy', { method: 'copyMessage', chatId, messageId, toChatId })];
}

/** So many copies are worth a new count; every one of a thousand would be an edit too many. */
const isTold = (count: number): boolean => /^[1-5]$|^[125]0+$/.test(String(count));

/** Others sent the same before: their card says how many, and its buttons are for all of them. */
function tellAgain({ leader, count }: Campaign, policy: Policy): readonly NewTask[] {
  const card = cardFor(leader, policy);
  const all = count + 1;
  if (card === null || !isTold(all)) return [];
  const text = `${card.text}\n\n${textsIn(policy.language).sameAgain(all)}`;
  return [taskFor(leader, `again:${all}`, { method: 'editCard', ...card, text, cardOf: leader.id })];
}

function repost(message: StoredMessage, text: string, index: number): NewTask {
  return taskFor(message, `release:${index}`, {
    method: 'sendMessage',
    chatId: message.conversation,
    text,
    replyTo: null,
  });
}

/** Leaves room for the longest heading, which has the author's name in it. */
const RELEASE_TEXT_LIMIT = MESSAGE_LIMIT - 512;

function releaseTexts(message: StoredMessage, texts: Texts): readonly string[] {
  const text = textOf(message).toWellFormed();
  if (text.trim() === '') return [texts.releaseWithoutText(message)];
  const whole = message.unscored.length === 0 ? text : `${text}${texts.lostContent(message.unscored)}`;
  // Telegram refuses a message of nothing but white space.
  const parts = splitText(whole, RELEASE_TEXT_LIMIT).filter((part) => part.trim() !== '');
  return parts.map((part, index) =>
    texts.release(message, { number: index + 1, of: parts.length, text: part }),
  );
}
