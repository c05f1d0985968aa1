import { z } from 'zod';

/** The kinds of update that the gate asks Telegram for; set at each start, because Telegram remembers the last list. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'chat_member',
  'my_chat_member',
  'message_reaction',
] as const;
const MESSAGE_UPDATES = ['message', 'edited_message'] as const;

export const telegramUser = z.looseObject({
  id: z.int(),
  first_name: z.string().catch(''),
  last_name: z.string().optional().catch(undefined),
  language_code: z.string().optional().catch(undefined),
});

const chat = z.looseObject({
  id: z.int(),
  type: z.string(),
  title: z.string().optional().catch(undefined),
});

const authorship = {
  message_id: z.int(),
  from: telegramUser.optional(),
  sender_chat: chat.optional(),
  author_signature: z.string().optional().catch(undefined),
  is_automatic_forward: z.boolean().optional().catch(undefined),
  text: z.string().optional(),
  caption: z.string().optional(),
};

const repliedMessage = z.looseObject(authorship);

const message = z.looseObject({
  ...authorship,
  date: z.int(),
  edit_date: z.int().optional(),
  chat,
  /** A command looks at it; a message is scored whether it can be read or not. */
  reply_to_message: repliedMessage.optional().catch(undefined),
});

/** Somebody pressed a button under a message of the bot; an old message comes without its text. */
const buttonPress = z.looseObject({
  id: z.string(),
  from: telegramUser,
  data: z.string().catch(''),
  message: z
    .looseObject({ message_id: z.int(), chat, text: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

const memberState = z.looseObject({
  status: z.string().catch(''),
  user: telegramUser.optional().catch(undefined),
});
const membership = z.looseObject({
  chat,
  from: telegramUser.optional().catch(undefined),
  date: z.int().catch(0),
  old_chat_member: memberState.catch({ status: '' }),
  new_chat_member: memberState.catch({ status: '' }),
});

const reaction = z.looseObject({
  chat,
  user: telegramUser.optional().catch(undefined),
  old_reaction: z.array(z.unknown()).catch([]),
  new_reaction: z.array(z.unknown()).catch([]),
});

const updateId = z.looseObject({ update_id: z.int() });

export type TelegramUser = z.infer<typeof telegramUser>;
export type TelegramChat = z.infer<typeof chat>;
export type RepliedMessage = z.infer<typeof repliedMessage>;
export type ButtonPress = z.infer<typeof buttonPress>;
export type TelegramMessage = z.infer<typeof message>;

export interface MessageUpdate {
  readonly kind: 'message';
  readonly updateId: number;
  readonly message: TelegramMessage;
  readonly isEdit: boolean;
}

export interface PressUpdate {
  readonly kind: 'press';
  readonly updateId: number;
  readonly press: ButtonPress;
}

/** Somebody came, went, or got or lost rights in a chat. */
export interface MembersUpdate {
  readonly kind: 'members';
  readonly updateId: number;
  readonly chat: string;
  /** It is the bot itself. */
  readonly isOwn: boolean;
  /** Whoever came into the chat; null when nobody did. */
  readonly joined: TelegramUser | null;
  /** Whoever brought it about. */
  readonly by: TelegramUser | null;
  /** What the member is now, with the rights that Telegram names. */
  readonly now: Readonly<Record<string, unknown>>;
  /** Seconds since 1970. */
  readonly date: number;
}

/** Somebody reacted to a message, and did not take it back. */
export interface ReactionUpdate {
  readonly kind: 'reaction';
  readonly updateId: number;
  readonly chat: string;
  /** Null for one who writes in the name of a chat, and for a reaction that was taken back. */
  readonly userId: string | null;
}

export type ParsedUpdate =
  | MessageUpdate
  | PressUpdate
  | MembersUpdate
  | ReactionUpdate
  /** A kind of update the gate does not use; `name` is Telegram's word for it. */
  | { readonly kind: 'other'; readonly updateId: number; readonly name: string }
  /** It is a message, but not as Telegram describes one. */
  | { readonly kind: 'unreadable'; readonly updateId: number; readonly problem: string };

/** The number that Telegram gave an update; null for what is no update. */
export function readUpdateId(raw: unknown): number | null {
  return updateId.safeParse(raw).data?.update_id ?? null;
}

/** Unknown fields are allowed everywhere. Throws a TypeError for what has no `update_id`. */
export function parseUpdate(raw: unknown): ParsedUpdate {
  const parsed = updateId.safeParse(raw);
  if (!parsed.success) throw new TypeError('Cannot read an update: it has no update_id');
  const { update_id: id, ...content } = parsed.data;
  const members = parseMembers(id, content) ?? parseReaction(id, content['message_reaction']);
  if (members !== null) return members;
  if (content['callback_query'] !== undefined) return parsePress(id, content['callback_query']);
  for (const name of MESSAGE_UPDATES) {
    if (content[name] === undefined) continue;
    const result = message.safeParse(content[name]);
    if (result.success)
      return { kind: 'message', updateId: id, message: result.data, isEdit: name === 'edited_message' };
    return { kind: 'unreadable', updateId: id, problem: z.prettifyError(result.error) };
  }
  return { kind: 'other', updateId: id, name: nameOf(content) };
}

const OUTSIDE = ['left', 'kicked'];

function parseMembers(id: number, content: Readonly<Record<string, unknown>>): ParsedUpdate | null {
  const own = content['my_chat_member'];
  const result = membership.safeParse(own ?? content['chat_member']);
  if (!result.success) return null;
  const { chat: where, from, date, old_chat_member: before, new_chat_member: now } = result.data;
  const hasCome = OUTSIDE.includes(before.status) && !OUTSIDE.includes(now.status);
  return {
    kind: 'members',
    updateId: id,
    chat: String(where.id),
    isOwn: own !== undefined,
    joined: hasCome ? (now.user ?? null) : null,
    by: from ?? null,
    now,
    date,
  };
}

function parseReaction(id: number, raw: unknown): ParsedUpdate | null {
  const result = reaction.safeParse(raw);
  if (!result.success) return null;
  const { chat: where, user, old_reaction: before, new_reaction: now } = result.data;
  const isNew = now.length > before.length && user !== undefined;
  return { kind: 'reaction', updateId: id, chat: String(where.id), userId: isNew ? String(user.id) : null };
}

function parsePress(id: number, raw: unknown): ParsedUpdate {
  const result = buttonPress.safeParse(raw);
  if (result.success) return { kind: 'press', updateId: id, press: result.data };
  return { kind: 'unreadable', updateId: id, problem: z.prettifyError(result.error) };
}

function nameOf(content: Readonly<Record<string, unknown>>): string {
  return (Object.keys(content).join('+') || 'empty').slice(0, 64).toWellFormed();
}

const IDS = 1000;

/**
 * 0 for a message as first sent. For an edit its time, and the last digits of the update's number: Telegram's clock knows
 * seconds only, and somebody may edit twice in one. Later edits have larger numbers, and fit a JavaScript integer.
 */
export function revisionOf({ message, isEdit, updateId }: MessageUpdate): number {
  return isEdit ? (message.edit_date ?? message.date) * IDS + (Math.abs(updateId) % IDS) : 0;
}

const userList = z.array(telegramUser);

/** Whom a service message says to have come; nobody in any other message. */
export function newMembers(message: TelegramMessage): readonly TelegramUser[] {
  return userList.safeParse(message['new_chat_members']).data ?? [];
}
