import type { Act } from './audit.js';
import type { Channel } from './message.js';
import type { Mode } from './policy.js';
import type { JsonValue } from './task.js';
import type { Verdict } from './verdict.js';

/**
 * A hash that nobody can repeat who does not have the key: `h:` and 32 hexadecimal digits. Who is hashed is written
 * `channel:id`, `telegram:42` for instance.
 */
export type KeyedHash = (text: string) => string;

export const isHashed = (id: string): boolean => /^h:[0-9a-f]{32}$/.test(id);

/** What the store knows a sender by. One that is a hash already stays as it is: that is what a stored message may give. */
export function hashedSender(keyedHash: KeyedHash, channel: Channel, id: string): string {
  return isHashed(id) ? id : keyedHash(`${channel}:${id}`);
}

interface Judged {
  readonly channel: Channel;
  readonly isWithheld: boolean;
  readonly verdict: Verdict;
}

/** Whether an action may need the channel's own id of a sender; else the message is kept with the hash alone. */
export function mayNeedSender(
  { channel, isWithheld, verdict }: Judged,
  { mode, hasTasks }: { readonly mode: Mode; readonly hasTasks: boolean },
): boolean {
  if (isWithheld || verdict.band !== 'ham') return true;
  if (channel === 'telegram') return mode === 'restrict' || mode === 'ban';
  return hasTasks;
}

/** What is forgotten by its age alone. */
export type Forgettable =
  /** Of a message that was forgotten: what is left so that its gateway can send it again in vain. */
  'key' | 'done-task' | 'dead-task' | 'withdrawn-correction' | 'parked-update' | 'reply';

export interface Batch {
  /** ISO 8601. */
  readonly before: string;
  /** At most so many: nobody waits long for the store. */
  readonly limit: number;
}

/** All of these can be called by several processes at once, say how many there were, and leave nothing half done. */
export interface Retention {
  /**
   * Forgets messages that came before then, with their originals and cards: `ham` that was accepted, or all `others`. What a
   * message counts for its sender's trust is kept with the sender. Those that came after `keysBefore` leave their key. One
   * with a task that waits, or was given up, stays.
   */
  forgetMessages(which: 'ham' | 'others', batch: Batch & { readonly keysBefore: string }): Promise<number>;
  /**
   * Puts the hash in the place of the sender's id, and deletes the originals, where no action needs them any more: a person
   * decided before then, or it was forwarded; and no task waits.
   */
  hideSenders(batch: Batch): Promise<number>;
  forget(what: Forgettable, batch: Batch): Promise<number>;
}

/** Somebody, by the channel's own id. */
export interface Subject {
  readonly channel: Channel;
  readonly id: string;
}

/** Rows by table, as they are kept. */
export type SenderData = Readonly<Record<string, readonly Readonly<Record<string, JsonValue>>[]>>;

export type ErasedKind =
  | 'messages'
  | 'originals'
  | 'cards'
  | 'tasks'
  | 'parts'
  | 'replies'
  | 'standings'
  | 'settings'
  | 'parkedUpdates'
  /** By him, or about his messages. */
  | 'appealsAndReports'
  /** What he said as an administrator: it stays, without his name. */
  | 'ownDecisions'
  /** What administrators said of his messages: no longer linked to him, and without the text unless that was to stay. */
  | 'unlinkedCorrections';

export type ErasedCounts = Readonly<Record<ErasedKind, number>>;

export interface SenderDataStore {
  /** Everything that is kept about a sender; tables without a row of his are left out. */
  readSenderData(subject: Subject): Promise<SenderData>;
  /** Removes it, in one transaction. `keepsTexts`: corrections of his messages keep text and label. */
  eraseSender(
    subject: Subject,
    options: { readonly keepsTexts: boolean; readonly by?: Act },
  ): Promise<ErasedCounts>;
}
