import { z } from 'zod';
import type { NewTask } from '../../domain/task.js';

const buttons = z.array(z.array(z.object({ text: z.string(), data: z.string() })));

const sendMessage = z.object({
  method: z.literal('sendMessage'),
  chatId: z.string(),
  text: z.string(),
  /** The message it is posted under; it is posted all the same when that one is gone. */
  replyTo: z.string().nullable(),
  /** Row by row; the data come back when one is pressed. */
  buttons: buttons.default([]),
  /** The gate's id of the withheld message that people are told of, so that the post can be changed later. */
  cardOf: z.string().nullable().default(null),
});
/** What cannot be kept as text, for the eyes of the administrators, before it is deleted. */
const copyMessage = z.object({
  method: z.literal('copyMessage'),
  chatId: z.string(),
  messageId: z.string(),
  toChatId: z.string(),
});
/** Changes the post that tells of a withheld message, if there is one. */
const editCard = z.object({
  method: z.literal('editCard'),
  chatId: z.string(),
  cardOf: z.string(),
  text: z.string(),
  buttons,
});
/** Takes the buttons away as well. */
const editMessageText = z.object({
  method: z.literal('editMessageText'),
  chatId: z.string(),
  messageId: z.string(),
  text: z.string(),
});
const answerCallbackQuery = z.object({
  method: z.literal('answerCallbackQuery'),
  queryId: z.string(),
  text: z.string(),
  /** To be closed by the reader, rather than to fade. */
  isAlert: z.boolean(),
});
const deleteMessage = z.object({
  method: z.literal('deleteMessage'),
  chatId: z.string(),
  messageId: z.string(),
});
/** Not one call but what `sanctions.ts` makes of it. */
const sanction = z.object({
  method: z.literal('sanction'),
  kind: z.enum(['restrict', 'ban']),
  chatId: z.string(),
  userId: z.string(),
  days: z.number(),
});
const liftSanction = z.object({ method: z.literal('liftSanction'), chatId: z.string(), userId: z.string() });
/** What a task of target `telegram` holds. */
const payload = z.discriminatedUnion('method', [
  sanction,
  liftSanction,
  copyMessage,
  sendMessage,
  editCard,
  editMessageText,
  deleteMessage,
  answerCallbackQuery,
]);

/** As it is read from the outbox. */
export type TelegramPayload = z.infer<typeof payload>;
/** As it is put there. */
export type TelegramCall = z.input<typeof payload>;

export function parsePayload(raw: unknown): TelegramPayload | null {
  return payload.safeParse(raw).data ?? null;
}

/** A call waits for the calls before it in the same lane, so that a chat sees things in the order they happened. */
export function telegramTask(call: TelegramCall, dedupeKey: string): NewTask {
  return { target: 'telegram', dedupeKey, lane: laneOf(call), payload: payload.parse(call) };
}

/** The chat of a lane of posts; null for any other lane. */
export const chatOfPosts = (lane: string): string | null =>
  /^telegram:(-?\d+):posts$/.exec(lane)?.[1] ?? null;

/**
 * Each chat has a lane for what is posted and one for what is deleted: Telegram limits posts only, and in a wave of spam
 * they must not hold up the deletions. Who presses a button gets the answer at once.
 */
function laneOf(call: TelegramCall): string {
  switch (call.method) {
    case 'sendMessage':
    case 'editMessageText':
    case 'editCard':
      return `telegram:${call.chatId}:posts`;
    case 'copyMessage':
    case 'deleteMessage':
    case 'sanction':
    case 'liftSanction':
      return `telegram:${call.chatId}`;
    case 'answerCallbackQuery':
      return `telegram:button:${call.queryId}`;
  }
}
