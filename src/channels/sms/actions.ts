import type { ChannelActions } from '../../domain/channel-actions.js';
import { type Attachment, textOf } from '../../domain/message.js';
import { hashedSender, type KeyedHash } from '../../domain/privacy.js';
import type { StoredMessage } from '../../domain/store.js';
import { type JsonValue, keyOf, type NewTask } from '../../domain/task.js';
import type { Band } from '../../domain/verdict.js';

/**
 * What the receiver at `FORWARD_URL` gets: one JSON object a message, the same for every gateway. Fields may be
 * added; what is here keeps its meaning until `version` changes.
 */
export interface ForwardedMessage {
  readonly version: 1;
  readonly type: 'message.received';
  /** The gate's id of the message: the same in every attempt, and never used for another message. */
  readonly id: string;
  readonly channel: string;
  /** The number (or sender pool) that the message was sent to. */
  readonly conversation: string;
  /** The gateway's own id of the message. */
  readonly messageId: string;
  /** His number; of a message that is released more than a day after it was called spam, only a hash is left. */
  readonly sender: { readonly id: string; readonly name: string };
  readonly text: string;
  /** Kinds of content that came with the message and were not scored, `media` for instance. */
  readonly unscored: readonly string[];
  /** What came with the text: `{kind, content}`, with the address of media, or what was sent where it is `binary` or `encrypted`. */
  readonly attachments: readonly Attachment[];
  /** `twilio` for instance, or `twilio/acme` where there are several accounts. */
  readonly gateway: string | null;
  /** 0 to 1; null where nothing was scored. */
  readonly score: number | null;
  /** `unsure`: let through, but worth a look. `spam`: only where the conversation observes, or after a release. */
  readonly band: Band;
  readonly reasons: readonly string[];
  readonly model: string;
  /** True when it had been withheld and a person let it go. */
  readonly released: boolean;
  /** ISO 8601. */
  readonly receivedAt: string;
}

export interface SmsActionsDependencies {
  /** Somebody gets the messages of this conversation. */
  readonly isForwarded: (conversation: string) => boolean;
  readonly keyedHash: KeyedHash;
}

/** What a text message can have done to it: it is forwarded, or it is not. What was forwarded stays forwarded. */
export function createSmsActions({ isForwarded, keyedHash }: SmsActionsDependencies): ChannelActions {
  const forward = (message: StoredMessage, released: boolean): readonly NewTask[] =>
    isForwarded(message.conversation) ? [forwardTask(message, { released, keyedHash })] : [];
  return {
    tellsOfCampaigns: false,
    tasksForVerdict: (message) => (message.isWithheld ? [] : forward(message, false)),
    tasksForRelease: (message) => forward(message, true),
    tasksForRemoval: () => [],
  };
}

/** One key for both roads, so that a message is forwarded once, whichever it takes. */
function forwardTask(
  message: StoredMessage,
  { released, keyedHash }: { readonly released: boolean; readonly keyedHash: KeyedHash },
): NewTask {
  const { channel, conversation, sender } = message;
  return {
    target: 'forward',
    dedupeKey: `${keyOf(message)}:forward`,
    lane: `forward:${channel}:${conversation}:${hashedSender(keyedHash, channel, sender.id)}`,
    payload: toJson(forwardedMessage(message, released)),
  };
}

function forwardedMessage(message: StoredMessage, released: boolean): ForwardedMessage {
  const { score, band, reasons, model } = message.verdict;
  return {
    version: 1,
    type: 'message.received',
    id: message.id,
    channel: message.channel,
    conversation: message.conversation,
    messageId: message.messageId,
    sender: { id: message.sender.id, name: message.sender.name },
    text: textOf(message),
    unscored: message.unscored,
    attachments: message.attachments,
    gateway: message.gateway,
    score,
    band,
    reasons,
    model,
    released,
    receivedAt: message.receivedAt,
  };
}

/** An interface has no index signature; its fields are JSON all the same. */
function toJson(message: ForwardedMessage): JsonValue {
  const attachments = message.attachments.map((attachment) => ({ ...attachment }));
  return { ...message, sender: { ...message.sender }, attachments };
}
