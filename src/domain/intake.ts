import type { Channel, Message } from './message.js';

/** A request as its gateway made it. */
export interface OriginalRequest {
  readonly method: string;
  /** With its question mark; empty where there is none. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Base64: it need not be text. */
  readonly body: string;
}

/** One of the messages that a long text was cut into. */
export interface MessagePart {
  /** Of all parts of one text. */
  readonly group: string;
  /** 1 to `total`. */
  readonly number: number;
  readonly total: number;
  /** With the part's own id and text. */
  readonly message: Message;
  readonly originals: readonly OriginalRequest[];
}

export interface PartStore {
  /** False when it was here before, joined or not. */
  savePart(part: MessagePart): Promise<boolean>;
  /** Those that are not joined yet, by number and then in the order in which they came. */
  listParts(group: string): Promise<readonly MessagePart[]>;
  /** Groups with a part that came before then and is not joined yet. */
  listLateGroups(before: string, limit: number): Promise<readonly string[]>;
  /** Parts of one group. They stay for a while, so that a part that comes again is known. */
  markJoined(parts: readonly MessagePart[]): Promise<void>;
  /** Forgets joined parts that came before then. */
  forgetParts(before: string): Promise<void>;
}

export interface ReplyStore {
  /**
   * True when this message's sender may be written to: nobody has for another message since then. Asking again for the
   * same message gives the same answer.
   */
  claimReply(claim: ReplyClaim): Promise<boolean>;
}

export interface ReplyClaim {
  readonly sender: string;
  readonly messageId: string;
  /** ISO 8601. */
  readonly now: string;
  /** ISO 8601. */
  readonly since: string;
}

/** Raw arrivals that the gate's own code failed on, kept so that nothing is lost. */
export interface ParkedUpdates {
  parkUpdate(update: ParkedUpdate): Promise<void>;
  countParkedUpdates(): Promise<number>;
  /** The last ones, newest first. */
  listParkedUpdates(channel: Channel, limit: number): Promise<readonly ParkedUpdate[]>;
  /** The one that was parked last under this number. */
  findParkedUpdate(channel: Channel, updateId: string): Promise<ParkedUpdate | null>;
  removeParkedUpdate(channel: Channel, updateId: string): Promise<void>;
}

export interface ParkedUpdate {
  readonly channel: Channel;
  /** The channel's id of the update. */
  readonly updateId: string;
  /** As it came. */
  readonly body: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
}
