/** What a fake Bot API server knows: users, chats with their messages and members, and updates not yet fetched. */
export interface FakeUser {
  readonly id: number;
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  readonly is_bot?: boolean;
  readonly [field: string]: unknown;
}

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

export interface FakeMessage {
  readonly message_id: number;
  readonly date: number;
  readonly chat: { readonly id: number; readonly type: string; readonly title?: string };
  readonly from?: FakeUser;
  readonly text?: string;
  readonly reply_to_message?: FakeMessage | undefined;
  readonly [field: string]: unknown;
}

export interface FakeChat {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup';
  readonly title?: string;
  /** What can be seen in the chat now, by message id. */
  readonly messages: Map<number, FakeMessage>;
  readonly members: Map<number, { readonly user: FakeUser; readonly status: MemberStatus }>;
}

export interface FakeUpdate {
  readonly update_id: number;
  readonly [kind: string]: unknown;
}

export interface FakeState {
  readonly bot: FakeUser & { readonly username: string };
  readonly chats: Map<number, FakeChat>;
  /** Not yet acknowledged, oldest first. */
  updates: readonly FakeUpdate[];
  lastBatch: readonly FakeUpdate[];
  nextUpdateId: number;
  allowedUpdates: readonly string[] | null;
  webhook: Readonly<Record<string, unknown>> | null;
  /** Buttons that were pressed and whose press was not answered. */
  readonly openPresses: Set<string>;
  /** What the bot offers, by scope. */
  readonly commands: Map<string, unknown>;
}

export function createFakeState(): FakeState {
  return {
    bot: { id: 7000001, is_bot: true, first_name: 'Hamgate', username: 'hamgate_test_bot' },
    chats: new Map(),
    updates: [],
    lastBatch: [],
    nextUpdateId: 500_000,
    allowedUpdates: null,
    webhook: null,
    openPresses: new Set(),
    commands: new Map(),
  };
}

export interface GroupParts {
  readonly id: number;
  readonly title?: string;
  readonly type?: 'group' | 'supergroup';
  readonly members?: readonly (readonly [FakeUser, MemberStatus])[];
}

export function addGroup(
  state: FakeState,
  { id, title = 'Group', type = 'supergroup', members = [] }: GroupParts,
) {
  const entries = members.map(([user, status]) => [user.id, { user, status }] as const);
  const bot = [state.bot.id, { user: state.bot, status: 'administrator' }] as const;
  state.chats.set(id, { id, type, title, messages: new Map(), members: new Map([...entries, bot]) });
}

/** A private chat with the bot comes into being with its first message; a group has to be added. */
export function chatOf(state: FakeState, id: number): FakeChat {
  const known = state.chats.get(id);
  if (known !== undefined) return known;
  if (id < 0) throw new Error(`Cannot find the chat ${id}: add it first`);
  const chat: FakeChat = { id, type: 'private', messages: new Map(), members: new Map() };
  state.chats.set(id, chat);
  return chat;
}

type MessageParts = Readonly<Record<string, unknown>> & { readonly from?: FakeUser };

/** Puts a message into a chat. */
export function post(state: FakeState, chatId: number, parts: MessageParts): FakeMessage {
  const chat = chatOf(state, chatId);
  const { from } = parts;
  if (from !== undefined && !chat.members.has(from.id))
    chat.members.set(from.id, { user: from, status: 'member' });
  const { id, type, title } = chat;
  const message: FakeMessage = {
    message_id: nextMessageId(chat),
    date: Math.floor(Date.now() / 1000),
    chat: { id, type, ...(title !== undefined && { title }) },
    ...parts,
  };
  chat.messages.set(message.message_id, message);
  lastIds.set(chat, message.message_id);
  return message;
}

const lastIds = new WeakMap<FakeChat, number>();
const nextMessageId = (chat: FakeChat): number => (lastIds.get(chat) ?? 100) + 1;

/** What an answer carries of the message it answers to. */
export function asReply(message: FakeMessage): FakeMessage {
  return { ...message, reply_to_message: undefined };
}

/** Queues an update, unless its kind is not among the allowed ones. */
export function queueUpdate(state: FakeState, content: Readonly<Record<string, unknown>>): void {
  const isAllowed =
    state.allowedUpdates === null ||
    Object.keys(content).some((kind) => state.allowedUpdates?.includes(kind));
  if (!isAllowed) return;
  state.updates = [...state.updates, { update_id: state.nextUpdateId, ...content }];
  state.nextUpdateId += 1;
}
