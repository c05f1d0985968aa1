import type { Correction, Label } from './correction.js';
import { textOf } from './message.js';
import type { ModelEvent } from './model.js';
import type { StoredMessage } from './stored-message.js';
import type { JsonValue, NewTask } from './task.js';

/** What others are told of. */
export const EVENT_TYPES = [
  'message.quarantined',
  'message.released',
  'message.confirmed',
  'message.undone',
  'model.promoted',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** A message as an event tells of it: as it is after what happened. */
export interface EventMessage {
  /** The gate's id. */
  readonly id: string;
  readonly channel: string;
  readonly conversation: string;
  /** The channel's own id. */
  readonly messageId: string;
  readonly revision: number;
  readonly sender: { readonly id: string; readonly name: string };
  readonly text: string;
  readonly score: number | null;
  readonly band: string;
  readonly action: string;
  readonly reasons: readonly string[];
  readonly model: string;
  readonly status: string;
  /** ISO 8601. */
  readonly receivedAt: string;
}

/** A person's label, or that it was taken back. */
export interface EventDecision {
  readonly label: Label;
  readonly author: string;
  readonly source: string;
}

/**
 * What the receiver at `EVENTS_URL` gets, as Standard Webhooks recommend it. Fields may be added; what is here keeps its
 * meaning.
 */
export type GateEvent = {
  /** ISO 8601: when it happened. */
  readonly timestamp: string;
} & (
  | { readonly type: 'message.quarantined'; readonly data: { readonly message: EventMessage } }
  | {
      readonly type: 'message.released' | 'message.confirmed' | 'message.undone';
      readonly data: { readonly message: EventMessage; readonly decision: EventDecision };
    }
  | {
      readonly type: 'model.promoted';
      readonly data: {
        readonly model: string;
        readonly before: string | null;
        /** `rollback`: back to an earlier one. */
        readonly kind: 'promote' | 'rollback';
        readonly author: string;
      };
    }
);

/** What is to be told, as tasks for the transaction of what happened; none where nobody wants to hear of it. */
export interface Events {
  ofVerdict(message: StoredMessage, at: string): readonly NewTask[];
  /** `message` as it is after the correction. */
  ofDecision(message: StoredMessage, correction: Correction): readonly NewTask[];
  ofUndoing(message: StoredMessage, undone: Correction, at: string): readonly NewTask[];
  /** The dedupe keys of what `ofDecision` gives: it can still be dropped while nobody has begun it. */
  keysOfDecision(correction: Pick<Correction, 'id'>): readonly string[];
  /** `model`: null where the shadow was taken away. */
  ofModel(event: Omit<ModelEvent, 'seq'>, before: string | null): readonly NewTask[];
}

export const NO_EVENTS: Events = {
  ofVerdict: () => [],
  ofDecision: () => [],
  ofUndoing: () => [],
  keysOfDecision: () => [],
  ofModel: () => [],
};

/** For a gate with a receiver. */
export const EVENTS: Events = {
  ofVerdict: (message, timestamp) => {
    if (message.status !== 'quarantined') return [];
    const event = { type: 'message.quarantined', timestamp, data: { message: toldOf(message) } } as const;
    return [taskFor(event, { key: message.id, lane: laneOf(message) })];
  },
  ofDecision: (message, correction) => {
    const type = correction.label === 'ham' ? 'message.released' : 'message.confirmed';
    const data = { message: toldOf(message), decision: decisionIn(correction) };
    const event = { type, timestamp: correction.createdAt, data } as const;
    return [taskFor(event, { key: correction.id, lane: laneOf(message) })];
  },
  keysOfDecision: ({ id }) => [keyOf('message.released', id)],
  ofUndoing: (message, undone, timestamp) => {
    const data = { message: toldOf(message), decision: decisionIn(undone) };
    const event = { type: 'message.undone', timestamp, data } as const;
    return [taskFor(event, { key: undone.id, lane: laneOf(message) })];
  },
  ofModel: ({ place, kind, model, author, at }, before) => {
    if (place !== 'current' || kind === 'shadow' || model === null) return [];
    const event = { type: 'model.promoted', timestamp: at, data: { model, before, kind, author } } as const;
    return [taskFor(event, { key: `${model}:${at}`, lane: 'event:models' })];
  },
};

/** What happens to the messages of one conversation is told in its order. */
const laneOf = ({ channel, conversation }: StoredMessage): string => `event:${channel}:${conversation}`;

const keyOf = (type: EventType, key: string): string => `event:${type}:${key}`;

function taskFor(event: GateEvent, { key, lane }: { readonly key: string; readonly lane: string }): NewTask {
  return { target: 'event', dedupeKey: keyOf(event.type, key), lane, payload: toJson(event) };
}

function toldOf(message: StoredMessage): EventMessage {
  const { score, band, action, reasons, model } = message.verdict;
  return {
    id: message.id,
    channel: message.channel,
    conversation: message.conversation,
    messageId: message.messageId,
    revision: message.revision,
    sender: { id: message.sender.id, name: message.sender.name },
    text: textOf(message),
    score,
    band,
    action,
    reasons,
    model,
    status: message.status,
    receivedAt: message.receivedAt,
  };
}

const decisionIn = ({ label, author, source }: Correction): EventDecision => ({ label, author, source });

/** An interface has no index signature; its fields are JSON all the same. */
const toJson = (event: GateEvent): JsonValue => event as unknown as JsonValue;
