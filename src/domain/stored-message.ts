import type { Message } from './message.js';
import type { Verdict } from './verdict.js';

/** What a person has made of a message: `released` was ham, `confirmed` is spam. */
export type MessageStatus = 'accepted' | 'quarantined' | 'released' | 'confirmed';

export interface StoredMessage extends Message {
  /** Made by the gate, unguessable, short enough to type. */
  readonly id: string;
  readonly verdict: Verdict;
  readonly status: MessageStatus;
  /** Removed from the chat, or not forwarded: a release has to bring it back. */
  readonly isWithheld: boolean;
}
