import type { AccessStore, IdempotencyStore } from './access.js';
import type { Act, AuditLog } from './audit.js';
import type { MessageBrowser, WaitingQuery } from './browsing.js';
import type {
  Contradiction,
  Correction,
  CorrectionRole,
  CorrectionScope,
  CorrectionSource,
  Label,
} from './correction.js';
import type { Channel, MessageKey } from './message.js';
import type { OriginalRequest, ParkedUpdates, PartStore, ReplyStore } from './intake.js';
import type { Remembered } from './near-memory.js';
import type { ModelStore } from './model.js';
import type { Outbox } from './outbox.js';
import type { Page } from './page.js';
import type { ConversationSettings } from './policy.js';
import type { DecidedMessage } from './quality.js';
import type { RetrainingStore } from './retraining.js';
import type { CardStore, SenderKey, SenderStore } from './senders.js';
import type { ShadowScore, ShadowStore } from './shadow.js';
import type { Retention, SenderDataStore } from './privacy.js';
import type { NewTask } from './task.js';
import type { StoredMessage } from './stored-message.js';
import type { TrafficStore } from './traffic.js';

export type {
  MessagePart,
  OriginalRequest,
  ParkedUpdate,
  ParkedUpdates,
  PartStore,
  ReplyClaim,
  ReplyStore,
} from './intake.js';
export type { Page } from './page.js';
export type { Card, CardStore, Sanction, SenderKey, SenderStore } from './senders.js';
export type { MessageFilter, MessageQuery, WaitingMessage, WaitingQuery } from './browsing.js';
export type { MessageStatus, StoredMessage } from './stored-message.js';

export interface Arrival {
  readonly message: StoredMessage;
  /** Of the text, for the memory of corrections; see `Fingerprint`. */
  readonly fingerprint: string;
  /** Of the text without what the copies of a campaign change. */
  readonly nearFingerprint: string;
  /** An action may need the sender's own id; else the store keeps its hash alone. */
  readonly keepsSenderId: boolean;
  readonly tasks: readonly NewTask[];
  /** The requests that it came in, for a receiver that knows its gateway; none where nobody will ask. */
  readonly originals: readonly OriginalRequest[];
  /** What the model in the shadow made of it; null where none stands there. */
  readonly shadow: ShadowScore | null;
}

/** `isRepeat`: the key was there already; nothing was written, and `message` is what was stored then. */
export interface SaveResult {
  readonly isRepeat: boolean;
  readonly message: StoredMessage;
}

/** Equal for texts that a person would call the same; hexadecimal. */
export type Fingerprint = (text: string) => string;

export interface MessageStore extends MessageBrowser {
  /** Writes message, fingerprint and tasks in one transaction, or nothing when the key is there already. */
  saveArrival(arrival: Arrival): Promise<SaveResult>;
  findMessage(id: string): Promise<StoredMessage | null>;
  /** An action will need the sender of a message after all: puts his id in the place of its hash, if it is his. */
  nameSender(messageId: string, senderId: string): Promise<void>;
  /** In the order in which they came. */
  readOriginals(messageId: string): Promise<readonly OriginalRequest[]>;
  /** The latest revision of a message, by the channel's own ids. */
  findLatest(key: Omit<MessageKey, 'revision'>): Promise<StoredMessage | null>;
  /** Each kind counted up to `atMost`, a hundred thousand if it is not given: a busy group must not hold up the others. */
  countMessages(conversation: ConversationKey, atMost?: number): Promise<MessageCounts>;
  /** Everything that is asked for every message, at once. */
  readContext(query: ContextQuery): Promise<MessageContext>;
  /** Null when none of the kind waits in quarantine. */
  findCampaign(query: CampaignQuery): Promise<Campaign | null>;
  /**
   * Others of the same conversation and nearly the same text that wait for a person, oldest first; in quarantine, if the
   * kind is not given.
   */
  listCopies(
    messageId: string,
    limit: number,
    kind?: WaitingQuery['kind'],
  ): Promise<readonly StoredMessage[]>;
  /** The scores of the last messages of a conversation that were scored, newest first. */
  listScores(conversation: ConversationKey, limit: number): Promise<readonly number[]>;
  /**
   * What `findDecision` says of the messages of a conversation, and what the gate had said: those that were decided last,
   * the last one first.
   */
  listDecided(conversation: ConversationKey, limit: number): Promise<readonly DecidedMessage[]>;
}

export interface ConversationKey {
  readonly channel: Channel;
  readonly id: string;
}

export interface MessageCounts {
  readonly messages: number;
  readonly spam: number;
  readonly unsure: number;
  readonly quarantined: number;
  readonly released: number;
  readonly confirmed: number;
  /** Messages with content that could not be read. */
  readonly unscored: number;
}

/** A message that is being judged. */
export interface ContextQuery {
  readonly channel: Channel;
  readonly conversation: string;
  readonly sender: string;
  readonly fingerprint: string;
  readonly nearFingerprint: string;
  /** As `BandsOf` says. */
  readonly bands: readonly number[];
  /** With `everywhere`, corrections of all conversations of all channels count, and those that belong to none. */
  readonly scope: CorrectionScope;
  /** ISO 8601: since when others are looked for. */
  readonly since: string;
  /** Others are counted up to this number. */
  readonly atMost: number;
}

/** What the store knows that a verdict depends on. */
export interface MessageContext {
  readonly settings: ConversationSettings;
  /** The label in force for this very text, within the scope; as `recallLabel` says. */
  readonly memory: Label | null;
  /**
   * Where nobody has said anything of this very text: standing corrections of administrators, within the scope, that have
   * a band in common with it. Newest first, the newest twenty at most.
   */
  readonly remembered: readonly Remembered[];
  /** From how many other senders this text, or nearly this text, came lately, in any conversation of the channel. */
  readonly otherSenders: number;
}

/** Withheld messages of one conversation with one text, or nearly so. */
export interface Campaign {
  /** The first of them: people were told of it. */
  readonly leader: StoredMessage;
  /** How many there are without the one that is looked at. */
  readonly count: number;
}

export interface CampaignQuery {
  readonly channel: Channel;
  readonly conversation: string;
  readonly nearFingerprint: string;
  /** ISO 8601. */
  readonly since: string;
}

/** What a correction changes, written in one transaction. */
export interface CorrectionChange {
  readonly correction: Correction;
  readonly fingerprint: string;
  /** Of its text, as `BandsOf` says; kept for labels, which an administrator gives. */
  readonly bands: readonly number[];
  /** The message's new state, and the state it must be in for the change to happen; null: no message changes. */
  readonly transition: {
    readonly from: Pick<StoredMessage, 'status' | 'isWithheld'>;
    readonly to: Pick<StoredMessage, 'status' | 'isWithheld'>;
  } | null;
  readonly tasks: readonly NewTask[];
  /** Trusted from now on, unless somebody has said something of him already; null: nobody. */
  readonly trusts: SenderKey | null;
}

/** Takes a label back, and what it did to its message, in one transaction. */
export interface Undoing {
  readonly correctionId: string;
  readonly messageId: string;
  readonly transition: NonNullable<CorrectionChange['transition']>;
  /** Dedupe keys of what brings the message back. If nobody has begun any of it, all is dropped, and the message withheld again. */
  readonly cancels: readonly string[];
  readonly tasks: readonly NewTask[];
  readonly by: Act;
}

export type ReportQuery =
  | { readonly messageId: string }
  /** ISO 8601. */
  | { readonly author: string; readonly since: string };

/** A correction of no stored message: it changes none. */
export type NewCorrection = Pick<CorrectionChange, 'correction' | 'fingerprint' | 'bands'>;

export interface CorrectionQuery {
  readonly limit: number;
  /** `next` of the page before, in the same order. */
  readonly after?: string;
  readonly author?: string;
  readonly label?: Label;
  readonly messageId?: string;
  readonly source?: CorrectionSource;
  readonly state?: 'standing' | 'withdrawn';
  readonly role?: CorrectionRole;
  /** Only labels: corrections of administrators that were not withdrawn. */
  readonly isLabel?: boolean;
  /** The other way round: in the order in which they were kept. */
  readonly oldestFirst?: boolean;
}

export interface CorrectionStore {
  /**
   * `stale`: somebody else changed the message in the meantime and nothing was written; read it again.
   * `repeat`: a correction with this id is there already and nothing was written.
   */
  saveCorrection(change: CorrectionChange): Promise<'saved' | 'repeat' | 'stale'>;
  /** The label in force for a text in a conversation: the last standing one of an admin. Appeals do not count. */
  recallLabel(conversation: ConversationKey, fingerprint: string): Promise<Label | null>;
  /** The label of an administrator that stands for a message: the last one that was not withdrawn. */
  findDecision(messageId: string): Promise<Correction | null>;
  /** What members said with `/report`: about a message, or by one of them since a time. */
  countReports(of: ReportQuery): Promise<number>;
  /** Looked through as `Page` says. */
  listCorrections(query: CorrectionQuery): Promise<Page<Correction>>;
  /** Those that there are, in no particular order. */
  findCorrections(ids: readonly string[]): Promise<readonly Correction[]>;
  /** In one transaction, in their order; those whose id is there already are left out. How many were written. */
  addCorrections(corrections: readonly NewCorrection[], by?: Act): Promise<number>;
  /** Texts with labels of administrators that contradict each other, in any conversation; the latest first. */
  listContradictions(query: {
    readonly limit: number;
    readonly after?: string;
  }): Promise<Page<Contradiction>>;
  /** How many of these texts have labels that contradict each other. */
  countContradictions(fingerprints: readonly string[]): Promise<number>;
  /** Marks it withdrawn; false when there is none with this id. Withdrawing twice keeps the first time. */
  withdrawCorrection(id: string, by: Act): Promise<boolean>;
  /** The labels of administrators that stand for a message, the last one first. */
  listDecisions(messageId: string, limit: number): Promise<readonly Correction[]>;
  /** `stale`: somebody else decided about the message in the meantime, and nothing was written. */
  undoCorrection(undoing: Undoing): Promise<{ readonly isWithheld: boolean } | 'stale'>;
}

export interface ConversationQuery {
  readonly channel?: Channel;
  readonly limit: number;
  readonly after?: string;
}

export interface ConversationStore {
  readSettings(conversation: ConversationKey): Promise<ConversationSettings>;
  /** Changes the settings given and leaves the others. */
  changeSettings(
    conversation: ConversationKey,
    change: Partial<ConversationSettings>,
    by?: Act,
  ): Promise<void>;
  /** Those with messages or members, in no particular order. */
  listConversations(channel: Channel, limit: number): Promise<readonly string[]>;
  /** The same, by channel and id, page after page. */
  pageConversations(query: ConversationQuery): Promise<Page<ConversationKey>>;
  /**
   * A conversation goes on under another id: settings, senders, messages and corrections move there. Its old message ids
   * are kept as `OLD-ID/MESSAGE-ID`, because the new conversation counts anew. Moving twice moves once.
   */
  moveConversation(from: ConversationKey, to: string): Promise<void>;
}

export interface Store
  extends
    MessageStore,
    CorrectionStore,
    ConversationStore,
    SenderStore,
    CardStore,
    PartStore,
    ReplyStore,
    ModelStore,
    RetrainingStore,
    ShadowStore,
    Outbox,
    TrafficStore,
    ParkedUpdates,
    Retention,
    SenderDataStore,
    AccessStore,
    AuditLog,
    IdempotencyStore {
  /** Rejects when the store cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
