import { z } from 'zod';
import type { NewTask } from '../../domain/task.js';

/** What a task of target `telegram` holds: one call of the Bot API. */
const sendMessage = z.object({
  method: z.literal('sendMessage'),
  chatId: z.string(),
  text: z.string(),
  /** The message it is posted under; it is posted all the same when that one is gone. */
  replyTo: z.string().nullable(),
});
const deleteMessage = z.object({
  method: z.literal('deleteMessage'),
  chatId: z.string(),
  messageId: z.string(),
});
const payload = z.discriminatedUnion('method', [sendMessage, deleteMessage]);

export type TelegramPayload = z.infer<typeof payload>;

export function parsePayload(raw: unknown): TelegramPayload | null {
  return payload.safeParse(raw).data ?? null;
}

/** A call waits for the calls before it in the same lane, so that a chat sees things in the order they happened. */
export function telegramTask(
  call: TelegramPayload,
  { dedupeKey, lane }: { readonly dedupeKey: string; readonly lane: string },
): NewTask {
  return { target: 'telegram', dedupeKey, lane, payload: call };
}

export const laneOf = (chat: string): string => `telegram:${chat}`;
