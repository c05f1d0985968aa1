import type { Clock } from '../domain/clock.js';
import { decide, isScore } from '../domain/decide.js';
import type { LiveModel } from '../domain/live-model.js';
import { textOf } from '../domain/message.js';
import { type Policy, policyOf } from '../domain/policy.js';
import type { ConversationStore, MessageStore, SenderStore, StoredMessage } from '../domain/store.js';
import { isTrusted } from '../domain/trust.js';
import type { Reason, Verdict } from '../domain/verdict.js';

export interface ReplayDependencies {
  readonly store: MessageStore & ConversationStore & SenderStore;
  readonly model: LiveModel;
  readonly clock: Clock;
}

/** A verdict that the model would change. */
export interface Change {
  readonly message: StoredMessage;
  readonly verdict: Verdict;
}

export interface Replayed {
  /** Messages looked at; only those whose score decided can change. */
  readonly messages: number;
  readonly counts: Readonly<Record<Known, { readonly toSpam: number; readonly toHam: number }>>;
  /** Ham that people know of first, then spam that they know of, then the rest; within each the largest change first. */
  readonly changes: readonly Change[];
}

/** What people have made of a message. */
export type Known = 'ham' | 'spam' | 'nobody';

const PAGE = 200;
/** Verdicts that came from the score, and not from what is known of sender or text. */
const BY_SCORE: readonly Reason[] = ['above-threshold', 'above-review-threshold', 'below-threshold'];

/** Which past verdicts a model would change, by the settings of today. Nothing is written. `since` in ISO 8601. */
export async function replay(dependencies: ReplayDependencies, since: string): Promise<Replayed> {
  const rejudge = createRejudge(dependencies);
  const changes: Change[] = [];
  let messages = 0;
  for await (const message of messagesSince(dependencies.store, since)) {
    messages += 1;
    if (!message.verdict.reasons.some((reason) => BY_SCORE.includes(reason))) continue;
    const verdict = await rejudge(message);
    if ((verdict.band === 'spam') !== (message.verdict.band === 'spam')) changes.push({ message, verdict });
  }
  return { messages, counts: countChanges(changes), changes: changes.sort(worstFirst) };
}

async function* messagesSince(store: MessageStore, since: string): AsyncGenerator<StoredMessage> {
  let after: string | undefined;
  for (;;) {
    const page = await store.listMessages({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    const wanted = page.items.filter(({ receivedAt }) => receivedAt >= since);
    yield* wanted;
    // Kept in another order than they were written in, by a little: only a whole page of older ones is the end.
    if (page.next === null || wanted.length === 0) return;
    after = page.next;
  }
}

function createRejudge({ store, model, clock }: ReplayDependencies) {
  const policies = new Map<string, Promise<Policy>>();
  const policyFor = ({ channel, conversation: id }: StoredMessage): Promise<Policy> => {
    const known = policies.get(`${channel}:${id}`);
    const policy =
      known ??
      store
        .readSettings({ channel, id })
        .then((settings) => policyOf(settings, model.defaultPolicy(channel)));
    policies.set(`${channel}:${id}`, policy);
    return policy;
  };
  return async (message: StoredMessage): Promise<Verdict> => {
    const policy = await policyFor(message);
    const { channel, conversation, sender, signals } = message;
    const isMember = channel === 'telegram' && sender.role === 'member';
    const record = isMember
      ? await store.readSender({ channel, conversation, id: sender.id }, policy.trust.messages)
      : null;
    const text = textOf(message);
    return decide(
      {
        channel,
        text,
        isCarrierKeyword: false,
        senderRole: sender.role,
        isTrusted: record !== null && isTrusted(record, policy.trust, clock.now()),
        signals,
        memory: null,
        nearMemory: null,
        score: model.scorer.score([text])[0] ?? NaN,
        model: model.scorer.model,
      },
      policy,
    );
  };
}

export function knownOf({ status }: StoredMessage): Known {
  if (status === 'released') return 'ham';
  return status === 'confirmed' ? 'spam' : 'nobody';
}

function countChanges(changes: readonly Change[]): Replayed['counts'] {
  const count = (known: Known, isSpam: boolean): number =>
    changes.filter(
      ({ message, verdict }) => knownOf(message) === known && (verdict.band === 'spam') === isSpam,
    ).length;
  const both = (known: Known) => ({ toSpam: count(known, true), toHam: count(known, false) });
  return { ham: both('ham'), spam: both('spam'), nobody: both('nobody') };
}

const ORDER: readonly Known[] = ['ham', 'spam', 'nobody'];

function worstFirst(a: Change, b: Change): number {
  const rank = ({ message }: Change): number => ORDER.indexOf(knownOf(message));
  return rank(a) - rank(b) || distance(b) - distance(a);
}

function distance({ message, verdict }: Change): number {
  const [before, after] = [message.verdict.score, verdict.score];
  return isScore(before) && isScore(after) ? Math.abs(after - before) : 0;
}
