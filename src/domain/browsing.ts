import type { Channel } from './message.js';
import type { Page } from './page.js';
import type { MessageStatus, StoredMessage } from './stored-message.js';
import type { Band } from './verdict.js';

/** What is not given is not asked for. */
export interface MessageFilter {
  readonly channel?: Channel;
  readonly conversation?: string;
  readonly status?: MessageStatus;
  readonly band?: Band;
  /** Scores from … up to …, both included. A message without a score has none. */
  readonly fromScore?: number;
  readonly toScore?: number;
  /**
   * Each of these words begins a word of the text or of the sender's name; or it is the gate's or the channel's id of a
   * message. Letter case does not matter, nothing in it is an operator, and blanks alone ask for nothing.
   */
  readonly search?: string;
  /** The sender's own id as the channel knows it (his keyed hash is looked for), or that hash. */
  readonly sender?: string;
  /** ISO 8601, both: received from (included) to (not included). */
  readonly from?: string;
  readonly to?: string;
}

export interface MessageQuery extends MessageFilter {
  /** At most so many. */
  readonly limit: number;
  /** `next` of the page before, with the same filter. Anything else is a RangeError. */
  readonly after?: string;
}

/** Messages that look alike and wait for one decision. */
export interface WaitingMessage {
  readonly message: StoredMessage;
  /** Others like it that wait, counted up to a thousand. */
  readonly copies: number;
}

export interface WaitingQuery extends MessageQuery {
  /** `unsure`: accepted, and listed for review. */
  readonly kind: 'quarantined' | 'unsure';
}

export interface WaitingCounts {
  readonly quarantined: number;
  /** Accepted, and listed for review. */
  readonly unsure: number;
}

/** Looking through what is stored. */
export interface MessageBrowser {
  /**
   * By the index that leaves the fewest rows to be looked through: id, sender, a small conversation or one of its states,
   * search, state, channel; whatever else is asked for is asked of each row.
   */
  listMessages(query: MessageQuery): Promise<Page<StoredMessage>>;
  /**
   * What waits for a person, newest first; nearly equal texts of one conversation are one row, led by the newest that
   * matches.
   */
  listWaiting(query: WaitingQuery): Promise<Page<WaitingMessage>>;
  /** The highest number of what waits in quarantine or for review: something came when it grew. For polling, cheap. */
  newestWaiting(): Promise<number>;
  /** How many wait, each kind counted up to `atMost`; every copy counts. */
  countWaiting(atMost: number): Promise<WaitingCounts>;
}
