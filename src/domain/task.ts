import type { MessageKey } from './message.js';

/** Who carries a task out. */
export const TARGETS = ['telegram', 'forward', 'digest', 'event'] as const;
export type Target = (typeof TARGETS)[number];

/** Something still to be done outside, to be kept in the outbox in the same transaction as its cause. */
export interface NewTask {
  readonly target: Target;
  /** Two tasks with one key are one task: the second is dropped. */
  readonly dedupeKey: string;
  /** Tasks of one lane are carried out one after the other, in the order in which they were kept. */
  readonly lane: string;
  /** What the performer needs, as JSON. The performer parses it. */
  readonly payload: JsonValue;
  /** The gate's id of the message that it tells of. Not given: the message that it is kept together with, if any. */
  readonly about?: string | undefined;
  /** ISO 8601: not carried out before then. Not given: at once. */
  readonly notBefore?: string | undefined;
}

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A task that is leased to a dispatcher. */
export interface Task extends NewTask {
  readonly id: number;
  /** How often it was tried before this time. */
  readonly attempts: number;
  /** ISO 8601. */
  readonly createdAt: string;
}

export type TaskOutcome =
  | { readonly kind: 'done' }
  /** Try again, not before `afterMs`; null leaves the pause to the dispatcher's back-off. */
  | { readonly kind: 'retry'; readonly afterMs: number | null; readonly reason: string }
  /** It can never be done: parked for a person to see. */
  | { readonly kind: 'dead'; readonly reason: string };

/** Carries out the tasks of one target. Expected trouble is an outcome; what it throws counts as a retry. */
export interface Performer {
  perform(task: Task): Promise<TaskOutcome>;
}

/** The key of a message as one string, for dedupe keys and lanes. */
export function keyOf(key: MessageKey): string {
  return `${key.channel}:${key.conversation}:${key.messageId}:${key.revision}`;
}
