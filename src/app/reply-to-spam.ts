import type { Clock } from '../domain/clock.js';
import { textOf } from '../domain/message.js';
import { looksLikeOneTimeCode } from '../domain/one-time-code.js';
import type { ReplyStore, StoredMessage } from '../domain/store.js';

export interface ReplyDependencies {
  readonly store: ReplyStore;
  readonly clock: Clock;
  /** What the sender of spam is told; null: nothing. */
  readonly text: string | null;
}

/** What the sender of a message shall read; null: nothing. */
export type ReplyToSpam = (message: StoredMessage) => Promise<string | null>;

const DAY_MS = 24 * 3_600_000;
/** A name or a short number cannot be written to, or answers by itself. */
const NUMBER = /^\+?\d{7,15}$/;

/** Answers a withheld text message: never to the sender of a code, and never the same number twice a day. */
export function createReplyToSpam({ store, clock, text }: ReplyDependencies): ReplyToSpam {
  return async (message) => {
    if (text === null || !mayReply(message)) return null;
    const now = clock.now();
    const isFree = await store.claimReply({
      sender: message.sender.id.replace(/^\+/, ''),
      messageId: message.id,
      now: now.toISOString(),
      since: new Date(now.getTime() - DAY_MS).toISOString(),
    });
    return isFree ? text : null;
  };
}

function mayReply(message: StoredMessage): boolean {
  const isSpam = message.verdict.band === 'spam' && message.status === 'quarantined';
  return isSpam && NUMBER.test(message.sender.id) && !looksLikeOneTimeCode(textOf(message));
}
