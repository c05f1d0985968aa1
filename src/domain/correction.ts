import type { Channel } from './message.js';

export const LABELS = ['spam', 'ham'] as const;
export type Label = (typeof LABELS)[number];

/** Where a person said it. */
export const CORRECTION_SOURCES = ['telegram', 'sms', 'api', 'console', 'import'] as const;
export type CorrectionSource = (typeof CORRECTION_SOURCES)[number];

/**
 * An `appeal` is a member's wish about his own message, a `report` one about somebody else's: kept for a moderator, never
 * a label.
 */
export const CORRECTION_ROLES = ['admin', 'appeal', 'report'] as const;
export type CorrectionRole = (typeof CORRECTION_ROLES)[number];

/** Where the label of a text counts at once: where it was given, or everywhere. */
export const CORRECTION_SCOPES = ['conversation', 'everywhere'] as const;
export type CorrectionScope = (typeof CORRECTION_SCOPES)[number];

/** A person's label for a text. Nothing else is ever a label; the gate's own actions are none. */
export interface Correction {
  readonly id: string;
  /** The stored message it is about; null when a person gave only a text. */
  readonly messageId: string | null;
  readonly text: string;
  readonly label: Label;
  readonly author: string;
  readonly role: CorrectionRole;
  readonly source: CorrectionSource;
  /** Null for a correction that belongs to no conversation. */
  readonly conversation: { readonly channel: Channel; readonly id: string } | null;
  /** What the model said when the message arrived; null when it was not scored. */
  readonly score: number | null;
  readonly model: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601, or null while it stands. */
  readonly withdrawnAt: string | null;
}

/** One text that administrators have called spam and ham. */
export interface Contradiction {
  readonly fingerprint: string;
  /** As the last of them had it. */
  readonly text: string;
  readonly inForce: readonly LabelInForce[];
  /** All that stand, the last one first. */
  readonly corrections: readonly Correction[];
}

/** Of a conversation, the last label; null: of the corrections that belong to none. */
export interface LabelInForce {
  readonly conversation: Correction['conversation'];
  readonly label: Label;
  readonly correctionId: string;
}

/** What is in force, conversation by conversation; `corrections` has the last one first. */
export function labelsInForce(corrections: readonly Correction[]): readonly LabelInForce[] {
  const last = new Map<string, LabelInForce>();
  for (const { id, conversation, label } of corrections) {
    const key = conversation === null ? '' : `${conversation.channel}:${conversation.id}`;
    if (!last.has(key)) last.set(key, { conversation, label, correctionId: id });
  }
  return [...last.values()];
}
