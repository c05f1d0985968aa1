import type { Channel } from './message.js';

/** What a conversation wants done with spam. */
export const MODES = ['observe', 'reply', 'quarantine'] as const;
export type Mode = (typeof MODES)[number];

/** The modes a channel can carry out: there is no warning "under" a text message. */
export const CHANNEL_MODES: Readonly<Record<Channel, readonly Mode[]>> = {
  telegram: MODES,
  sms: ['observe', 'quarantine'],
  api: ['observe', 'quarantine'],
};

/** Scores from which something happens, each 0 to 1. */
export interface Thresholds {
  /** From here a message is spam. */
  readonly spam: number;
  /** From here a message is accepted and listed for review. */
  readonly review: number;
  /** From here a message that looks like a one-time code is spam. */
  readonly otp: number;
}

export interface Policy {
  readonly mode: Mode;
  readonly thresholds: Thresholds;
}

/** What people have set for one conversation; null means the default applies. */
export interface ConversationSettings {
  readonly mode: Mode | null;
  readonly threshold: number | null;
}

export const NO_SETTINGS: ConversationSettings = { mode: null, threshold: null };

/** The policy in force: what people have set, and the default where they have set nothing. */
export function policyOf(settings: ConversationSettings, defaults: Policy): Policy {
  const spam = settings.threshold ?? defaults.thresholds.spam;
  return {
    mode: settings.mode ?? defaults.mode,
    thresholds: {
      spam,
      review: Math.min(defaults.thresholds.review, spam),
      otp: Math.max(defaults.thresholds.otp, spam),
    },
  };
}
