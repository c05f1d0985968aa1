import { z } from 'zod';
import type { CardStore } from '../../domain/store.js';
import type { Performer, TaskOutcome } from '../../domain/task.js';
import type { Pace } from './pace.js';
import { imposeSanction, liftSanction, type SanctionDependencies } from './sanctions.js';
import { TelegramFault } from './telegram-client.js';
import { parsePayload, type TelegramPayload } from './telegram-task.js';

const DONE: TaskOutcome = { kind: 'done' };
/** A refused token needs a person; until then the tasks wait, and Telegram is left in peace. */
const REFUSED_TOKEN_PAUSE_MS = 300_000;

/**
 * Telegram gives no code of its own for a message that is gone, only 400 and these words (they have stood in the
 * Bot API server for years). Should they change, the task ends as dead and a person sees it: nothing is undone.
 */
const ALREADY_DELETED = ['message to delete not found', "message can't be found", 'message_id_invalid'];

export interface PerformerDependencies extends SanctionDependencies {
  readonly store: SanctionDependencies['store'] & CardStore;
  readonly pace: Pace;
}

/** Carries out the tasks of target `telegram`. A post may appear twice when its answer is lost on the way. */
export function createTelegramPerformer(dependencies: PerformerDependencies): Performer {
  const { pace } = dependencies;
  return {
    perform: async (task) => {
      const payload = parsePayload(task.payload);
      if (payload === null) return { kind: 'dead', reason: 'the task cannot be read' };
      if (payload.method === 'copyMessage') return copyEvidence(dependencies, payload, task.createdAt);
      if (!isPost(payload)) return carryOut(dependencies, payload);
      const waitMs = pace.admit(payload.chatId);
      if (waitMs > 0) return { kind: 'retry', afterMs: waitMs, reason: "kept within Telegram's limits" };
      const outcome = await carryOut(dependencies, payload);
      if (outcome.kind === 'retry' && outcome.afterMs !== null) pace.hold(payload.chatId, outcome.afterMs);
      return outcome;
    },
  };
}

async function carryOut(
  dependencies: PerformerDependencies,
  payload: Exclude<TelegramPayload, Copy>,
): Promise<TaskOutcome> {
  const result = await attempt(dependencies, payload);
  if (!(result instanceof TelegramFault)) return result;
  if (result.migratedTo === null || payload.method === 'answerCallbackQuery')
    return outcomeOf(result, payload);
  // The group has become a supergroup since the task was kept, and has a new id.
  const moved = { ...payload, chatId: result.migratedTo };
  const second = await attempt(dependencies, moved);
  return second instanceof TelegramFault ? outcomeOf(second, moved) : second;
}

type Copy = Extract<TelegramPayload, { method: 'copyMessage' }>;

/** The deletion stands behind it in the lane: a picture is worth a minute's wait, and no more. */
const LONGEST_WAIT_MS = 60_000;

async function copyEvidence(
  { client, clock, pace }: PerformerDependencies,
  { chatId, messageId, toChatId }: Copy,
  createdAt: string,
): Promise<TaskOutcome> {
  if (clock.now().getTime() - Date.parse(createdAt) > LONGEST_WAIT_MS) return DONE;
  const waitMs = pace.admit(toChatId);
  if (waitMs > 0) return { kind: 'retry', afterMs: waitMs, reason: "kept within Telegram's limits" };
  try {
    const message = { from_chat_id: chatId, message_id: Number(messageId) };
    await client.call('copyMessage', { chat_id: toChatId, ...message });
    return DONE;
  } catch (error) {
    if (!(error instanceof TelegramFault)) throw error;
    if (error.retryAfterMs !== null) {
      pace.hold(toChatId, error.retryAfterMs);
      return { kind: 'retry', afterMs: error.retryAfterMs, reason: error.message };
    }
    const mayComeBack = error.kind !== 'api' || (error.code ?? 500) >= 500;
    // Gone already, or of a kind that Telegram does not copy: that must not keep it in the chat.
    return mayComeBack ? { kind: 'retry', afterMs: null, reason: error.message } : DONE;
  }
}

type Call = Exclude<TelegramPayload, { method: 'sanction' | 'liftSanction' | 'editCard' | 'copyMessage' }>;

/** What Telegram counts against the limits of a chat. Deleting, muting and answering a button are free. */
function isPost(
  payload: TelegramPayload,
): payload is Extract<TelegramPayload, { method: 'sendMessage' | 'editMessageText' | 'editCard' }> {
  return ['sendMessage', 'editMessageText', 'editCard'].includes(payload.method);
}

async function attempt(
  dependencies: PerformerDependencies,
  payload: Exclude<TelegramPayload, Copy>,
): Promise<TaskOutcome | TelegramFault> {
  try {
    if (payload.method === 'sanction') return await imposeSanction(dependencies, payload);
    if (payload.method === 'liftSanction') return await liftSanction(dependencies, payload);
    if (payload.method === 'editCard') return await editCard(dependencies, payload);
    const result = await dependencies.client.call(payload.method, parametersOf(payload));
    if (payload.method === 'sendMessage') await keepCard(dependencies, payload, result);
    return DONE;
  } catch (error) {
    if (error instanceof TelegramFault) return error;
    throw error;
  }
}

type Post = Extract<TelegramPayload, { method: 'sendMessage' }>;

const posted = z.looseObject({ message_id: z.int() });

async function keepCard({ store }: PerformerDependencies, post: Post, result: unknown): Promise<void> {
  const message = posted.safeParse(result).data;
  if (post.cardOf === null || message === undefined) return;
  await store.saveCard(post.cardOf, { chat: post.chatId, cardId: String(message.message_id) });
}

/** Posts of a chat go out in order, so that a card that is not there was never posted. */
async function editCard(
  { client, store }: PerformerDependencies,
  { cardOf, text, buttons }: Extract<TelegramPayload, { method: 'editCard' }>,
): Promise<TaskOutcome> {
  const card = await store.readCard(cardOf);
  if (card === null) return DONE;
  await client.call('editMessageText', {
    chat_id: card.chat,
    message_id: Number(card.cardId),
    text,
    link_preview_options: { is_disabled: true },
    ...keyboardOf(buttons),
  });
  return DONE;
}

const keyboardOf = (buttons: Post['buttons']) =>
  buttons.length === 0
    ? {}
    : {
        reply_markup: {
          inline_keyboard: buttons.map((row) => row.map(({ text, data }) => ({ text, callback_data: data }))),
        },
      };

function parametersOf(payload: Call): Readonly<Record<string, unknown>> {
  switch (payload.method) {
    case 'deleteMessage':
      return { chat_id: payload.chatId, message_id: Number(payload.messageId) };
    case 'sendMessage':
      return {
        chat_id: payload.chatId,
        text: payload.text,
        link_preview_options: { is_disabled: true },
        ...keyboardOf(payload.buttons),
        ...(payload.replyTo !== null && {
          reply_parameters: { message_id: Number(payload.replyTo), allow_sending_without_reply: true },
        }),
      };
    case 'editMessageText':
      return {
        chat_id: payload.chatId,
        message_id: Number(payload.messageId),
        text: payload.text,
        link_preview_options: { is_disabled: true },
      };
    case 'answerCallbackQuery':
      return { callback_query_id: payload.queryId, text: payload.text, show_alert: payload.isAlert };
  }
}

function outcomeOf(fault: TelegramFault, payload: TelegramPayload): TaskOutcome {
  const reason = fault.message;
  switch (fault.kind) {
    case 'network':
    case 'timeout':
    case 'aborted':
      return { kind: 'retry', afterMs: null, reason };
    case 'api':
      return outcomeOfCode(fault, payload);
  }
}

function outcomeOfCode(fault: TelegramFault, payload: TelegramPayload): TaskOutcome {
  const { code, message: reason } = fault;
  if (code === null || code >= 500) return { kind: 'retry', afterMs: null, reason };
  if (code === 429) return { kind: 'retry', afterMs: fault.retryAfterMs, reason };
  // 404 is the Bot API's answer to a token that does not even look like one.
  if (code === 401 || code === 404) return { kind: 'retry', afterMs: REFUSED_TOKEN_PAUSE_MS, reason };
  if (code === 400 && isAlreadyDone(fault, payload.method)) return DONE;
  return { kind: 'dead', reason: plainReason(fault) };
}

/** For a person who reads what could not be done; Telegram's own words stand behind. */
function plainReason({ code, description, message }: TelegramFault): string {
  const words = description.toLowerCase();
  const [, plain] = PLAIN_REASONS.find(([phrase]) => words.includes(phrase)) ?? [];
  if (plain !== undefined) return `${plain} (${message})`;
  return code === 403 ? `the bot may not write there any more (${message})` : message;
}

const PLAIN_REASONS: readonly (readonly [phrase: string, reason: string])[] = [
  ['not enough rights', 'the bot lacks the right to do that in this chat: make it an administrator that may'],
  [
    "message can't be deleted",
    'the bot may not delete that message: it lacks the right, or the message is older than two days',
  ],
  ['chat not found', 'the chat is gone'],
  [
    'available only for supergroups',
    'Telegram knows that for supergroups only: make the group public once, or give it a history for new members',
  ],
  ['is an administrator', 'the sender is an administrator of the chat'],
];

const ALREADY_ANSWERED = ['query is too old', 'query id is invalid'];
const ALREADY_CHANGED = ['message is not modified', 'message to edit not found'];

const ALREADY_DONE: Readonly<Record<TelegramPayload['method'], readonly string[]>> = {
  deleteMessage: ALREADY_DELETED,
  editMessageText: ALREADY_CHANGED,
  editCard: ALREADY_CHANGED,
  answerCallbackQuery: ALREADY_ANSWERED,
  sendMessage: [],
  copyMessage: [],
  // Who is gone cannot write any more; what is left of him needs nothing given back.
  sanction: ['participant_id_invalid', 'user not found'],
  liftSanction: ['participant_id_invalid', 'user not found'],
};

function isAlreadyDone({ description }: TelegramFault, method: TelegramPayload['method']): boolean {
  const words = description.toLowerCase();
  return ALREADY_DONE[method].some((phrase) => words.includes(phrase));
}
