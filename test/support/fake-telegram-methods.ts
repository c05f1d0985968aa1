import {
  asReply,
  type FakeChat,
  type FakeState,
  type FakeUpdate,
  type MemberStatus,
  post,
} from './fake-telegram-state.js';

type Payload = Readonly<Record<string, unknown>>;

/** Telegram's own way to say no. */
export class ApiError extends Error {
  readonly code: number;
  readonly parameters: Payload | undefined;

  constructor(code: number, description: string, parameters?: Payload) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** What each method does at once; `getUpdates` waits, and is the server's own business. */
export const METHODS: Readonly<Record<string, (state: FakeState, payload: Payload) => unknown>> = {
  getMe: ({ bot }) => bot,
  deleteWebhook: (state) => {
    state.webhook = null;
    return true;
  },
  setWebhook: (state, payload) => {
    state.webhook = payload;
    allow(state, payload);
    return true;
  },
  getWebhookInfo: ({ webhook }) => ({ url: webhook?.['url'] ?? '', pending_update_count: 0 }),
  getChat: (state, payload) => {
    const { id, type, title } = findChat(state, payload);
    return { id, type, title };
  },
  getMyCommands: ({ commands }, payload) => commands.get(commandsKey(payload)) ?? [],
  setMyCommands: ({ commands }, payload) => {
    commands.set(commandsKey(payload), payload['commands']);
    return true;
  },
  sendMessage,
  copyMessage: (state, payload) => {
    const from = findChat(state, { chat_id: payload['from_chat_id'] });
    const message = from.messages.get(Number(payload['message_id']));
    if (message === undefined) throw new ApiError(400, 'Bad Request: message to copy not found');
    const own = ['message_id', 'date', 'chat', 'from'];
    const content = Object.fromEntries(Object.entries(message).filter(([key]) => !own.includes(key)));
    const copy = post(state, findChat(state, payload).id, { ...content, from: state.bot });
    return { message_id: copy.message_id };
  },
  deleteMessage: (state, payload) => {
    const chat = findChat(state, payload);
    const isThere = chat.messages.delete(Number(payload['message_id']));
    if (!isThere) throw new ApiError(400, 'Bad Request: message to delete not found');
    return true;
  },
  editMessageText: (state, payload) => {
    const chat = findChat(state, payload);
    const message = chat.messages.get(Number(payload['message_id']));
    if (message === undefined) throw new ApiError(400, 'Bad Request: message to edit not found');
    const edited = { ...message, text: String(payload['text']), reply_markup: payload['reply_markup'] };
    chat.messages.set(message.message_id, edited);
    return edited;
  },
  answerCallbackQuery: (state, payload) => {
    if (!state.openPresses.delete(String(payload['callback_query_id'])))
      throw new ApiError(
        400,
        'Bad Request: query is too old and response timeout expired or query ID is invalid',
      );
    return true;
  },
  getChatMember: (state, payload) => {
    const id = Number(payload['user_id']);
    const found = findChat(state, payload).members.get(id);
    return found ?? { status: 'left', user: { id, is_bot: false, first_name: 'Somebody' } };
  },
  banChatMember: (state, payload) => changeMember(state, payload, 'kicked'),
  unbanChatMember: (state, payload) => changeMember(state, payload, 'left'),
  restrictChatMember: (state, payload) => changeMember(state, payload, 'restricted'),
  getChatAdministrators: (state, payload) => {
    const chat = findChat(state, payload);
    if (chat.type === 'private')
      throw new ApiError(400, 'Bad Request: there are no administrators in the private chat');
    return [...chat.members.values()].filter(
      ({ user, status }) => user.is_bot !== true && (status === 'creator' || status === 'administrator'),
    );
  },
};

/** As far as the status goes; `only_if_banned` leaves everybody else alone. */
function changeMember(state: FakeState, payload: Payload, status: MemberStatus): true {
  const { members } = findChat(state, payload);
  const id = Number(payload['user_id']);
  const member = members.get(id) ?? { user: { id, first_name: 'Somebody' }, status: 'left' };
  if (member.status === 'creator' || member.status === 'administrator')
    throw new ApiError(400, 'Bad Request: user is an administrator of the chat');
  if (payload['only_if_banned'] === true && member.status !== 'kicked') return true;
  const permissions = status === 'restricted' ? (payload['permissions'] as Payload) : {};
  members.set(id, { user: member.user, status, ...permissions });
  return true;
}

function findChat(state: FakeState, payload: Payload): FakeChat {
  const chat = state.chats.get(Number(payload['chat_id']));
  if (chat === undefined) throw new ApiError(400, 'Bad Request: chat not found');
  if (chat.members.get(state.bot.id)?.status === 'kicked')
    throw new ApiError(403, 'Forbidden: bot was kicked from the supergroup chat');
  return chat;
}

function sendMessage(state: FakeState, payload: Payload): unknown {
  const chat = findChat(state, payload);
  const text = typeof payload['text'] === 'string' ? payload['text'].trim() : '';
  if (text === '') throw new ApiError(400, 'Bad Request: message text is empty');
  if (text.length > 4096) throw new ApiError(400, 'Bad Request: message is too long');
  const reply = payload['reply_parameters'] as Payload | undefined;
  const repliedTo = chat.messages.get(Number(reply?.['message_id']));
  if (reply !== undefined && repliedTo === undefined && reply['allow_sending_without_reply'] !== true)
    throw new ApiError(400, 'Bad Request: message to be replied not found');
  return post(state, chat.id, {
    from: state.bot,
    text,
    reply_markup: payload['reply_markup'],
    ...(repliedTo !== undefined && { reply_to_message: asReply(repliedTo) }),
  });
}

function allow(state: FakeState, payload: Payload): void {
  const kinds = payload['allowed_updates'];
  if (Array.isArray(kinds)) state.allowedUpdates = kinds.map(String);
}

/** Forgets what the offset acknowledges, and gives what comes after it. */
export function fetchUpdates(state: FakeState, payload: Payload): readonly FakeUpdate[] {
  if (state.webhook !== null)
    throw new ApiError(409, "Conflict: can't use getUpdates method while webhook is active");
  allow(state, payload);
  const offset = Number(payload['offset'] ?? 0);
  state.updates = state.updates.filter(({ update_id: id }) => id >= offset);
  const batch = state.updates.slice(0, Number(payload['limit'] ?? 100));
  if (batch.length > 0) state.lastBatch = batch;
  return batch;
}

const commandsKey = ({ scope, language_code: language }: Payload): string =>
  JSON.stringify([scope, language ?? '']);
