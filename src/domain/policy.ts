import type { Channel } from './message.js';
import type { TrustRule } from './trust.js';

/** What a conversation wants done with spam. */
export const MODES = ['observe', 'reply', 'quarantine', 'restrict', 'ban'] as const;
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
  /** From here a message of somebody who has been here for a while is spam. */
  readonly trusted: number;
}

/** The languages that the gate speaks with people. */
export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Policy {
  readonly mode: Mode;
  readonly thresholds: Thresholds;
  readonly trust: TrustRule;
  /** The chat that hears of what is withheld; null: the conversation itself does. */
  readonly adminChat: string | null;
  readonly language: Language;
  /** Nothing is said in the conversation but answers to commands. */
  readonly isQuiet: boolean;
  /** So many members have to report a message before the administrators hear of it. */
  readonly reportsNeeded: number;
}

/** What people have set for one conversation; null means the default applies. */
export interface ConversationSettings {
  readonly mode: Mode | null;
  readonly threshold: number | null;
  readonly trustedThreshold: number | null;
  readonly trustMessages: number | null;
  readonly trustDays: number | null;
  readonly adminChat: string | null;
  readonly language: Language | null;
  readonly isQuiet: boolean | null;
  readonly reportsNeeded: number | null;
  /** In the private chat of an administrator: the group that he speaks about. */
  readonly about: string | null;
}

/** The settings that do something in a channel; `about` is the gate's own. */
export const CHANNEL_SETTINGS = {
  telegram: [
    'mode',
    'threshold',
    'trustedThreshold',
    'trustMessages',
    'trustDays',
    'adminChat',
    'language',
    'isQuiet',
    'reportsNeeded',
  ],
  // Nobody vouches for who sends a text message: nobody is trusted for it.
  sms: ['mode', 'threshold'],
  api: ['mode', 'threshold', 'trustedThreshold', 'trustMessages', 'trustDays'],
} as const satisfies Readonly<Record<Channel, readonly (keyof ConversationSettings)[]>>;

export const NO_SETTINGS: ConversationSettings = {
  mode: null,
  threshold: null,
  trustedThreshold: null,
  trustMessages: null,
  trustDays: null,
  adminChat: null,
  language: null,
  isQuiet: null,
  reportsNeeded: null,
  about: null,
};

/** The policy in force: what people have set, and the default where they have set nothing. */
export function policyOf(settings: ConversationSettings, defaults: Policy): Policy {
  return {
    mode: settings.mode ?? defaults.mode,
    thresholds: thresholdsIn(settings, defaults.thresholds),
    trust: {
      messages: settings.trustMessages ?? defaults.trust.messages,
      days: settings.trustDays ?? defaults.trust.days,
    },
    adminChat: settings.adminChat ?? defaults.adminChat,
    language: settings.language ?? defaults.language,
    isQuiet: settings.isQuiet ?? defaults.isQuiet,
    reportsNeeded: settings.reportsNeeded ?? defaults.reportsNeeded,
  };
}

/** Whatever people set: review is never above, and what needs a higher score never below. */
function thresholdsIn(settings: ConversationSettings, defaults: Thresholds): Thresholds {
  const spam = settings.threshold ?? defaults.spam;
  return {
    spam,
    review: Math.min(defaults.review, spam),
    otp: Math.max(defaults.otp, spam),
    trusted: Math.max(settings.trustedThreshold ?? defaults.trusted, spam),
  };
}
