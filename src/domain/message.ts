import type { Signal } from './signals.js';

/** Where messages come from. */
export const CHANNELS = ['telegram', 'sms', 'api'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A part of a message that carries text. */
export const SURFACE_KINDS = [
  'body',
  'caption',
  'poll',
  'checklist',
  /** The target of a link whose text says something else. */
  'link',
  'button',
  /** The page that is shown as a preview. */
  'page',
  'quote',
  'contact',
  'venue',
  'game',
  'invoice',
  'giveaway',
  /** Name, title or performer of a file. */
  'file',
  'story',
  /** Who wrote what was forwarded. */
  'forward',
  'mention',
] as const;
export type SurfaceKind = (typeof SURFACE_KINDS)[number];

/** What came beside the text and cannot be scored; it is kept, and goes on with the message. */
export const ATTACHMENT_KINDS = ['media', 'binary', 'encrypted'] as const;

export interface Attachment {
  readonly kind: (typeof ATTACHMENT_KINDS)[number];
  /** The address of media; what was sent, for the others. Empty where the channel does not say. */
  readonly content: string;
}

export interface Surface {
  readonly kind: SurfaceKind;
  readonly text: string;
}

/** What makes a message that message: an edit is a new revision of the same message id. */
export interface MessageKey {
  readonly channel: Channel;
  /** A Telegram chat id, or the receiving number of an SMS account. */
  readonly conversation: string;
  readonly messageId: string;
  /** 0 for the message as first sent; for an edit a number that grows with each edit. */
  readonly revision: number;
}

/**
 * What the channel knows about the sender's standing in the conversation.
 * `exempt` senders are never filtered: the channel linked to a group, for instance.
 */
export type SenderRole = 'admin' | 'exempt' | 'member';

export interface Sender {
  /**
   * The channel's own id of the sender: a Telegram user id, a phone number. In a message that was stored and needs it no
   * more, its keyed hash; see `isHashed`.
   */
  readonly id: string;
  /** How people see the sender; the id where the channel knows no name. */
  readonly name: string;
  readonly role: SenderRole;
}

/** One text that arrived, with every surface the channel could read. */
export interface Message extends MessageKey {
  readonly sender: Sender;
  readonly surfaces: readonly Surface[];
  /** Kinds of content that carried something the channel cannot read, `photo` for instance. */
  readonly unscored: readonly string[];
  readonly attachments: readonly Attachment[];
  /** The SMS gateway that it came through, with its account where there are several: `twilio/acme`; null elsewhere. */
  readonly gateway: string | null;
  /** The gateway itself called it STOP, HELP or START. */
  readonly isCarrierKeyword?: boolean;
  /** What surrounds the text and speaks for spam. */
  readonly signals: readonly Signal[];
  /** ISO 8601. */
  readonly receivedAt: string;
}

/**
 * Makes a stranger's text safe to keep: lone surrogates and NUL become U+FFFD, because neither SQLite nor
 * PostgreSQL gives them back as they were.
 */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

/** All the text of a message, surface after surface: what is scored and what people see. */
export function textOf(message: Pick<Message, 'surfaces'>): string {
  return message.surfaces.map((surface) => surface.text).join('\n');
}
