import type { StoredMessage } from '../../../domain/store.js';
import type { BotIdentity, CommandContext, CommandDependencies } from './command-context.js';
import { authorOf } from '../reading/sender.js';
import { readId } from '../texts/parts.js';
import type { RepliedMessage } from '../reading/update.js';

export type Target =
  | { readonly kind: 'message'; readonly message: StoredMessage }
  /** Answered to a message that came before the gate did: there is only its text, and nothing to bring back. */
  | { readonly kind: 'text'; readonly text: string; readonly isOwn: boolean }
  | { readonly kind: 'unknown-id' }
  | { readonly kind: 'none' };

export type TargetDependencies = Pick<CommandDependencies, 'store' | 'identity'>;

/** The message that a command is about: the one that its argument names, or the one that it answers. */
export async function findTarget(dependencies: TargetDependencies, context: CommandContext): Promise<Target> {
  const { argument, repliedTo } = context;
  const isId = /^[\w-]{4,64}$/.test(argument);
  const named = isId ? await findById(dependencies, argument) : null;
  if (named !== null) return { kind: 'message', message: named };
  if (repliedTo !== null) return targetOfReply(dependencies, context, repliedTo);
  return argument === '' ? { kind: 'none' } : { kind: 'unknown-id' };
}

async function targetOfReply(
  { store, identity }: TargetDependencies,
  { chat, author }: CommandContext,
  repliedTo: RepliedMessage,
): Promise<Target> {
  if (isOwnPost(repliedTo, identity)) {
    const id = idInOwnPost(repliedTo, identity);
    if (id === null) return { kind: 'none' };
    const message = await store.findMessage(id);
    return message === null ? { kind: 'unknown-id' } : { kind: 'message', message };
  }
  const key = { channel: 'telegram', conversation: chat, messageId: String(repliedTo.message_id) } as const;
  const message = await store.findLatest(key);
  if (message !== null) return { kind: 'message', message };
  const text = repliedTo.text ?? repliedTo.caption ?? '';
  if (text.trim() === '') return { kind: 'none' };
  const writer = authorOf(repliedTo, { id: Number(chat), type: '' });
  return { kind: 'text', text, isOwn: writer.kind === author.kind && writer.id === author.id };
}

/** Who wrote the message that is answered, by Telegram's own id; null when none is. */
export const writerOf = ({ chat, repliedTo }: CommandContext): string | null =>
  repliedTo === null ? null : authorOf(repliedTo, { id: Number(chat), type: '' }).id;

const isOwnPost = ({ from, sender_chat: senderChat }: RepliedMessage, identity: BotIdentity): boolean =>
  senderChat === undefined && String(from?.id) === identity.id;

/** Only the bot's own words are believed: anybody else can write an id of somebody else's message. */
export const idInOwnPost = (post: RepliedMessage, identity: BotIdentity): string | null =>
  isOwnPost(post, identity) ? readId(post.text ?? '') : null;

/** Ids are made of capitals; people do not type them. */
async function findById({ store }: TargetDependencies, id: string): Promise<StoredMessage | null> {
  const upper = id.toUpperCase();
  return (await store.findMessage(id)) ?? (upper === id ? null : store.findMessage(upper));
}
