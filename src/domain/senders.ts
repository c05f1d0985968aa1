import type { Act } from './audit.js';
import type { Channel } from './message.js';
import type { JsonValue } from './task.js';
import type { SenderRecord, Standing } from './trust.js';

export interface SenderKey {
  readonly channel: Channel;
  readonly conversation: string;
  readonly id: string;
}

/** What a sender could do before the gate took it from him, in the channel's own words, so that it can be given back. */
export interface Sanction {
  readonly before: JsonValue;
  /** ISO 8601: when it ends by itself. */
  readonly until: string;
}

export interface SenderStore {
  /** Accepted messages are counted up to `atMost`. */
  readSender(sender: SenderKey, atMost: number): Promise<SenderRecord>;
  changeStanding(sender: SenderKey, standing: Standing | null, by?: Act): Promise<void>;
  /** The first time counts. */
  noteJoin(sender: SenderKey, at: string): Promise<void>;
  noteReaction(sender: SenderKey): Promise<void>;
  readSanction(sender: SenderKey): Promise<Sanction | null>;
  /** Null: it was taken back. */
  changeSanction(sender: SenderKey, sanction: Sanction | null): Promise<void>;
}

/** Where people were told of a withheld message, in the channel's own ids. */
export interface Card {
  readonly chat: string;
  readonly cardId: string;
}

export interface CardStore {
  /** The first card of a message stays the one. */
  saveCard(messageId: string, card: Card): Promise<void>;
  readCard(messageId: string): Promise<Card | null>;
}
