import type { Clock } from '../domain/clock.js';
import { type Message, textOf } from '../domain/message.js';
import type { MessagePart, PartStore } from '../domain/store.js';
import type { FilterMessage, FilterOutcome } from './filter-message.js';

export interface JoinDependencies {
  readonly store: PartStore;
  readonly filter: FilterMessage;
  readonly clock: Clock;
}

export interface JoinParts {
  /** Keeps a part, and filters the text that it completes; null while others are missing, or when it was here before. */
  arrive(part: MessagePart): Promise<FilterOutcome | null>;
  /** Filters what has waited too long for its missing parts, as far as it goes. */
  sweep(): Promise<readonly FilterOutcome[]>;
}

/** Parts of one text come within seconds of each other. */
const PATIENCE_MS = 60_000;
/** A gateway delivers again for a day. */
const MEMORY_MS = 48 * 3_600_000;
const MOST_GROUPS = 100;

/** Joins the parts of long texts before they are scored: spam that is cut in two is still spam. */
export function createJoinParts({ store, filter, clock }: JoinDependencies): JoinParts {
  const join = async (parts: readonly MessagePart[]): Promise<FilterOutcome | null> => {
    const chosen = firstOfEach(parts);
    const message = joinMessages(chosen);
    if (message === null) return null;
    const outcome = await filter(
      message,
      chosen.flatMap(({ originals }) => originals),
    );
    // Killed before this, the gate joins the same parts again, to a message that it knows.
    await store.markJoined(chosen);
    return outcome;
  };
  return {
    arrive: async (part) => {
      await store.savePart(part);
      const parts = await store.listParts(part.group);
      return isComplete(parts) ? join(parts) : null;
    },
    sweep: async () => {
      const now = clock.now().getTime();
      const outcomes: FilterOutcome[] = [];
      for (const group of await store.listLateGroups(isoTime(now - PATIENCE_MS), MOST_GROUPS)) {
        const outcome = await join(await store.listParts(group));
        if (outcome !== null) outcomes.push(outcome);
      }
      await store.forgetParts(isoTime(now - MEMORY_MS));
      return outcomes;
    },
  };
}

const isoTime = (ms: number): string => new Date(ms).toISOString();

/** Gateways count their references in a circle: a number that is there twice belongs to a later text. */
function firstOfEach(parts: readonly MessagePart[]): readonly MessagePart[] {
  return parts.filter(({ number }, index) => parts.findIndex((part) => part.number === number) === index);
}

function isComplete(parts: readonly MessagePart[]): boolean {
  const [first] = parts;
  return firstOfEach(parts).length === first?.total;
}

/**
 * Under the id of its first part. One that is not complete says so in its id: should the missing part come at this very
 * moment, there are two messages rather than none.
 */
function joinMessages(parts: readonly MessagePart[]): Message | null {
  const [first] = parts;
  if (first === undefined) return null;
  const text = parts.map(({ message }) => textOf(message)).join('');
  const numbers = parts.map(({ number }) => number).join('+');
  const { messageId } = first.message;
  return {
    ...first.message,
    messageId: parts.length === first.total ? messageId : `${messageId}/${numbers}of${first.total}`,
    surfaces: text === '' ? [] : [{ kind: 'body', text }],
    attachments: parts.flatMap(({ message }) => message.attachments),
    unscored: [...new Set(parts.flatMap(({ message }) => message.unscored))],
  };
}
