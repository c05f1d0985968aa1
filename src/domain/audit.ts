import type { Page } from './page.js';
import type { JsonValue } from './task.js';

/** Who does something, and when. */
export interface Act {
  /** `telegram:7`, `admin`, `token:anna`, `cli` for instance. */
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What people can do. */
export const AUDIT_ACTIONS = [
  'message.released',
  'message.confirmed',
  'message.undone',
  'text.labelled',
  'correction.withdrawn',
  'corrections.imported',
  'conversation.changed',
  'sender.changed',
  /** The subject is the message that he was banned over. */
  'sender.banned',
  'sender.erased',
  'model.promoted',
  'model.rolled-back',
  'model.shadowed',
  'tasks.revived',
  'token.created',
  'token.revoked',
  'session.opened',
  'session.ended',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** One change by a person. Neither texts nor secrets stand in it. */
export interface AuditEntry extends Act {
  readonly action: AuditAction;
  /** What was changed: the gate's id of a message, `channel:id` of a conversation, a model, a token's name … */
  readonly subject: string;
  /** Null where there was nothing, or is nothing any more. */
  readonly before: JsonValue;
  readonly after: JsonValue;
}

export interface AuditRecord extends AuditEntry {
  /** Counts up. */
  readonly id: number;
}

export interface AuditQuery {
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
  readonly author?: string;
  readonly action?: AuditAction;
  readonly subject?: string;
}

/** Written by the store, in the transaction of the change itself; only read here. */
export interface AuditLog {
  /** Newest first. */
  listAudit(query: AuditQuery): Promise<Page<AuditRecord>>;
}
