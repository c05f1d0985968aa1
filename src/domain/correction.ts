import type { Channel } from './message.js';

export const LABELS = ['spam', 'ham'] as const;
export type Label = (typeof LABELS)[number];

/** Where a person said it. */
export type CorrectionSource = 'telegram' | 'sms' | 'api';

/**
 * An `appeal` is a member's wish about his own message, a `report` one about somebody else's: kept for a moderator, never
 * a label.
 */
export type CorrectionRole = 'admin' | 'appeal' | 'report';

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
