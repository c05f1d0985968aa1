import type { Generated, GeneratedAlways, Insertable, Kysely, Selectable } from 'kysely';
import type { Role } from '../domain/access.js';
import type { AuditAction } from '../domain/audit.js';
import type { CorrectionRole, CorrectionSource, Label } from '../domain/correction.js';
import type { Channel, SenderRole } from '../domain/message.js';
import type { ModelEvent, ModelOrigin, ModelPlace } from '../domain/model.js';
import type { Language, Mode } from '../domain/policy.js';
import type { RetrainingTrigger } from '../domain/retraining.js';
import type { MessageStatus } from '../domain/store.js';
import type { NewTask } from '../domain/task.js';
import type { Standing } from '../domain/trust.js';
import type { Action, Band } from '../domain/verdict.js';

export type Engine = 'sqlite' | 'postgres';

/** SQLite has no booleans, and its driver aborts the process when it is given one. */
export type Flag = 0 | 1;

/** JSON as text: the same on both engines. */
type Json = string;

/** ISO 8601 in UTC, which sorts as it stands. */
type Time = string;

export interface MessagesTable {
  /** In the order in which they were kept: what pages are counted by. */
  readonly seq: Generated<number>;
  readonly id: string;
  readonly channel: Channel;
  readonly conversation: string;
  readonly message_id: string;
  readonly revision: number;
  /** The channel's own id while an action may need it, else the same as `sender_key`. */
  readonly sender_id: string;
  /** The keyed hash of the sender. Empty: the message was forgotten, and only its key is left. */
  readonly sender_key: string;
  readonly sender_name: string;
  readonly sender_role: SenderRole;
  readonly surfaces: Json;
  readonly unscored: Json;
  readonly signals: Generated<Json>;
  readonly attachments: Generated<Json>;
  readonly gateway: string | null;
  readonly received_at: Time;
  readonly fingerprint: string;
  readonly near_fingerprint: Generated<string>;
  readonly score: number | null;
  readonly band: Band;
  readonly action: Action;
  readonly reasons: Json;
  readonly model: string;
  readonly status: MessageStatus;
  readonly is_withheld: Flag;
  /** What it is found by: its words, and the channel's id. The search index follows it. */
  readonly words: Generated<string>;
  /** Made of status and band; null for what was accepted as ham, which nobody lists by its state. */
  readonly shelf: GeneratedAlways<Shelf | null>;
}

/** The states that people list messages by: what was not accepted by its status, the rest by its band. */
export type Shelf = Exclude<MessageStatus, 'accepted'> | Exclude<Band, 'ham'>;

/** The requests that a message came in. */
export interface OriginalsTable {
  readonly message_id: string;
  /** 0 for the first. */
  readonly position: number;
  readonly method: string;
  readonly query: string;
  readonly headers: Json;
  /** Base64. */
  readonly body: string;
}

export interface MessagePartsTable {
  readonly seq: Generated<number>;
  /** Hashed: the sender's number is a part of it. */
  readonly group_key: string;
  readonly part_id: string;
  readonly number: number;
  readonly total: number;
  /** Null in JSON when it is joined. */
  readonly message: Json;
  readonly originals: Json;
  readonly received_at: Time;
  readonly is_joined: Flag;
}

/** Whom the gate has answered last, and over which message. */
export interface SpamRepliesTable {
  /** Hashed. */
  readonly sender: string;
  readonly message_id: string;
  readonly replied_at: Time;
}

export interface CorrectionsTable {
  readonly seq: Generated<number>;
  readonly id: string;
  /** Refers to nothing: a correction outlives its message and travels between gates. */
  readonly message_id: string | null;
  readonly text: string;
  readonly label: Label;
  /** Hashed, unless it is an administrator. */
  readonly author: string;
  readonly role: CorrectionRole;
  readonly source: CorrectionSource;
  readonly channel: Channel | null;
  readonly conversation: string | null;
  readonly fingerprint: string;
  readonly score: number | null;
  readonly model: string | null;
  readonly created_at: Time;
  readonly withdrawn_at: Time | null;
  /** The hash of who wrote the text, which outlives his message, so that it can be erased. */
  readonly sender_key: string | null;
}

/** What texts that are nearly equal have in common; of the standing corrections of administrators only. */
export interface CorrectionBandsTable {
  readonly band: number;
  /** Of the correction, with its conversation, so that one index finds the newest. */
  readonly seq: number;
  readonly channel: Channel | null;
  readonly conversation: string | null;
}

export interface ConversationsTable {
  readonly channel: Channel;
  readonly id: string;
  readonly mode: Mode | null;
  readonly threshold: number | null;
  readonly trusted_threshold: number | null;
  readonly trust_messages: number | null;
  readonly trust_days: number | null;
  readonly admin_chat: string | null;
  readonly language: Language | null;
  readonly is_quiet: Flag | null;
  readonly reports_needed: number | null;
  readonly about: string | null;
}

/** Where people were told of a withheld message, in the channel's own ids. */
export interface CardsTable {
  readonly message_id: string;
  readonly chat: string;
  readonly card_id: string;
}

export interface SendersTable {
  readonly channel: Channel;
  readonly conversation: string;
  /** Hashed. */
  readonly id: string;
  readonly standing: Standing | null;
  readonly joined_at: Time | null;
  readonly reactions: Generated<number>;
  /** What the gate took from him; null when nothing is taken. */
  readonly sanction_before: Json | null;
  readonly sanction_until: Time | null;
  /** Of messages that were forgotten. */
  readonly accepted_before: Generated<number>;
  readonly first_seen_at: Time | null;
}

export interface OutboxTable {
  readonly id: Generated<number>;
  readonly target: NewTask['target'];
  readonly dedupe_key: string;
  readonly lane: string;
  /** Null in JSON when it is done. */
  readonly payload: Json;
  readonly status: Generated<'pending' | 'done' | 'dead'>;
  readonly attempts: Generated<number>;
  /** Null: at once. A channel's clock that runs ahead of ours must not hold a task back. */
  readonly available_at: Time | null;
  readonly leased_until: Time | null;
  readonly last_reason: string | null;
  readonly created_at: Time;
  readonly finished_at: Time | null;
  /** The gate's id of the message that it is about, where a message caused it. */
  readonly message_id: string | null;
}

export interface ParkedUpdatesTable {
  readonly seq: Generated<number>;
  readonly channel: Channel;
  readonly update_id: string;
  readonly body: string;
  readonly reason: string;
  readonly parked_at: Time;
}

export interface ModelsTable {
  readonly seq: Generated<number>;
  readonly id: string;
  readonly origin: ModelOrigin;
  readonly architecture: string;
  readonly parent: string | null;
  readonly measured_against: string | null;
  readonly digest: string;
  readonly bytes: number;
  readonly learnt_through: number;
  readonly decision: Json | null;
  readonly report: Json | null;
  readonly created_at: Time;
}

export interface ModelFilesTable {
  readonly model: string;
  readonly name: string;
  readonly bytes: Buffer;
}

export interface ModelEventsTable {
  readonly seq: Generated<number>;
  readonly place: ModelPlace;
  readonly model: string | null;
  readonly kind: ModelEvent['kind'];
  readonly author: string;
  readonly at: Time;
}

export interface RetrainingsTable {
  readonly seq: Generated<number>;
  readonly trigger: RetrainingTrigger;
  readonly started_at: Time;
  readonly ended_at: Time;
  readonly saw_through: number;
  readonly outcome: Json;
}

export interface LeasesTable {
  readonly job: string;
  readonly holder: string;
  readonly until: Time;
}

/** What a model in the shadow made of a message. */
export interface ShadowScoresTable {
  readonly seq: Generated<number>;
  readonly message_id: string;
  readonly model: string;
  readonly score: number | null;
  readonly band: Band;
  /** How far apart the two scores are, in log odds. */
  readonly gap: number;
  /** It would have been another verdict. */
  readonly is_other: Flag;
}

export interface AccessTokensTable {
  readonly seq: Generated<number>;
  readonly name: string;
  readonly role: Role;
  readonly hash: string;
  readonly created_at: Time;
  readonly revoked_at: Time | null;
}

export interface SessionsTable {
  readonly hash: string;
  readonly token_hash: string;
  readonly created_at: Time;
  readonly expires_at: Time;
}

export interface AuditLogTable {
  readonly seq: Generated<number>;
  readonly at: Time;
  readonly author: string;
  readonly action: AuditAction;
  readonly subject: string;
  readonly before: Json;
  readonly after: Json;
}

export interface IdempotencyKeysTable {
  readonly author: string;
  readonly key: string;
  readonly request_hash: string;
  /** Null while it is being carried out. */
  readonly status: number | null;
  readonly body: string | null;
  readonly claimed_at: Time;
}

/** Messages of each kind in an hour. */
export interface TrafficTable {
  readonly hour: Time;
  readonly channel: Channel;
  readonly band: Band;
  readonly action: Action;
  /** -1: not scored. */
  readonly score_bin: number;
  readonly messages: number;
}

/** Where the messages of an hour stand: none that was rolled up has a lower or higher number. */
export interface TrafficHoursTable {
  readonly hour: Time;
  readonly first_seq: number;
  readonly last_seq: number;
}

/** What is to be known of the database as a whole. */
export interface FactsTable {
  readonly name: string;
  readonly value: string;
}

export interface MigrationsTable {
  readonly number: number;
  readonly name: string;
}

export interface Tables {
  readonly messages: MessagesTable;
  readonly originals: OriginalsTable;
  readonly message_parts: MessagePartsTable;
  readonly spam_replies: SpamRepliesTable;
  readonly corrections: CorrectionsTable;
  readonly correction_bands: CorrectionBandsTable;
  readonly conversations: ConversationsTable;
  readonly senders: SendersTable;
  readonly cards: CardsTable;
  readonly outbox: OutboxTable;
  readonly parked_updates: ParkedUpdatesTable;
  readonly models: ModelsTable;
  readonly model_files: ModelFilesTable;
  readonly model_events: ModelEventsTable;
  readonly retrainings: RetrainingsTable;
  readonly leases: LeasesTable;
  readonly shadow_scores: ShadowScoresTable;
  readonly access_tokens: AccessTokensTable;
  readonly sessions: SessionsTable;
  readonly audit_log: AuditLogTable;
  readonly idempotency_keys: IdempotencyKeysTable;
  readonly traffic: TrafficTable;
  readonly traffic_hours: TrafficHoursTable;
  readonly facts: FactsTable;
  readonly migrations: MigrationsTable;
}

/** A database, or a transaction in it. */
export type Queries = Kysely<Tables>;

export type MessageRow = Selectable<MessagesTable>;
export type NewMessageRow = Insertable<MessagesTable>;
export type CorrectionRow = Selectable<CorrectionsTable>;
export type NewCorrectionRow = Insertable<CorrectionsTable>;
export type NewBandRow = Insertable<CorrectionBandsTable>;
export type AccessTokenRow = Selectable<AccessTokensTable>;
export type AuditRow = Selectable<AuditLogTable>;
export type ParkedUpdateRow = Selectable<ParkedUpdatesTable>;
export type ModelRow = Selectable<ModelsTable>;
export type RetrainingRow = Selectable<RetrainingsTable>;
export type ConversationRow = Selectable<ConversationsTable>;
export type NewSenderRow = Insertable<SendersTable>;
export type NewTaskRow = Insertable<OutboxTable>;
export type TaskRow = Pick<
  Selectable<OutboxTable>,
  'id' | 'target' | 'dedupe_key' | 'lane' | 'payload' | 'attempts' | 'created_at'
>;
