import type { ChannelActions } from '../../domain/channel-actions.js';
import { textOf } from '../../domain/message.js';
import type { StoredMessage } from '../../domain/store.js';
import { keyOf, type NewTask } from '../../domain/task.js';
import { cardButtons } from './buttons.js';
import { MESSAGE_LIMIT, splitText, truncateText } from './split-text.js';
import { telegramTask, type TelegramCall } from './telegram-task.js';
import * as texts from './texts.js';

export interface TelegramActionsOptions {
  /** The chat that is told what was withheld, with the evidence; null: the chat of the message gets a short notice. */
  readonly adminChat: string | null;
}

/** How Telegram carries out what was decided: tasks for the performer of this folder. */
export function createTelegramActions({ adminChat }: TelegramActionsOptions): ChannelActions {
  return {
    tasksForVerdict: (message) => {
      switch (message.verdict.action) {
        case 'accept':
        case 'observe':
          return [];
        case 'reply':
          return [warn(message)];
        case 'quarantine':
          return adminChat === null
            ? [remove(message, 'quarantine'), notice(message)]
            : [tellAdmins(message, adminChat), remove(message, 'quarantine')];
      }
    },
    tasksForRelease: (message) => releaseTexts(message).map((text, index) => repost(message, text, index)),
    tasksForRemoval: (message) => [remove(message, 'removal')],
  };
}

/** In a private chat with the bot the chat has the id of the user; groups have negative ids. */
export const isPrivateChat = (chat: string): boolean => !chat.startsWith('-');

/** In a private chat nobody is an administrator who could press them. */
const buttonsFor = (message: StoredMessage) =>
  isPrivateChat(message.conversation) ? [] : cardButtons(message);

function taskFor(message: StoredMessage, purpose: string, call: TelegramCall): NewTask {
  return telegramTask(call, `${keyOf(message)}:${purpose}`);
}

function warn(message: StoredMessage): NewTask {
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

const EVIDENCE_TEXT_LIMIT = 3000;

/** The text itself is in the store already; a slow or limited chat of the admins holds up no deletion. */
function tellAdmins(message: StoredMessage, adminChat: string): NewTask {
  const text = texts.evidence(message, {
    isPrivate: isPrivateChat(message.conversation),
    text: truncateText(textOf(message).toWellFormed(), EVIDENCE_TEXT_LIMIT),
  });
  return taskFor(message, 'evidence', {
    method: 'sendMessage',
    chatId: adminChat,
    text,
    replyTo: null,
    buttons: buttonsFor(message),
  });
}

function notice(message: StoredMessage): NewTask {
  const { conversation } = message;
  return taskFor(message, 'notice', {
    method: 'sendMessage',
    chatId: conversation,
    text: texts.withheldNotice(message, isPrivateChat(conversation)),
    replyTo: null,
    buttons: buttonsFor(message),
  });
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

function releaseTexts(message: StoredMessage): readonly string[] {
  const text = textOf(message).toWellFormed();
  if (text.trim() === '') return [texts.releaseWithoutText(message)];
  const whole = message.unscored.length === 0 ? text : `${text}${texts.lostContent(message.unscored)}`;
  // Telegram refuses a message of nothing but white space.
  const parts = splitText(whole, RELEASE_TEXT_LIMIT).filter((part) => part.trim() !== '');
  return parts.map((part, index) =>
    texts.release(message, { number: index + 1, of: parts.length, text: part }),
  );
}
