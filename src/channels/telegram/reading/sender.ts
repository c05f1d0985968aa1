import type { TelegramChat, TelegramMessage, TelegramUser } from './update.js';

/** Who wrote a message, as far as the message itself says. */
export type Author =
  | { readonly kind: 'user'; readonly id: string; readonly name: string }
  /** An administrator who writes in the name of the group. */
  | { readonly kind: 'anonymous-admin'; readonly id: string; readonly name: string }
  /** What Telegram itself carries over from the channel that is linked to the group. */
  | { readonly kind: 'linked-channel'; readonly id: string; readonly name: string }
  /** Somebody who writes in the name of a channel or another group: no standing of his own. */
  | { readonly kind: 'channel'; readonly id: string; readonly name: string };

type Authorship = Pick<TelegramMessage, 'from' | 'sender_chat' | 'author_signature' | 'is_automatic_forward'>;

/** `sender_chat` beats `from`: for those who write as a chat, `from` is a stand-in that Telegram puts there. */
export function authorOf(message: Authorship, chat: TelegramChat): Author {
  const { from, sender_chat: senderChat } = message;
  if (senderChat === undefined) {
    if (from === undefined) return { kind: 'channel', ...chatName(chat) };
    return { kind: 'user', id: String(from.id), name: userName(from) };
  }
  if (senderChat.id === chat.id)
    return { kind: 'anonymous-admin', ...chatName(senderChat, message.author_signature) };
  if (message.is_automatic_forward === true) return { kind: 'linked-channel', ...chatName(senderChat) };
  return { kind: 'channel', ...chatName(senderChat) };
}

export function userName(user: TelegramUser): string {
  return `${user.first_name} ${user.last_name ?? ''}`.trim() || String(user.id);
}

function chatName(chat: TelegramChat, signature?: string) {
  const id = String(chat.id);
  return { id, name: signature ?? chat.title ?? id };
}
