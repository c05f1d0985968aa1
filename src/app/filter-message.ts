import type { ChannelActions } from '../domain/channel-actions.js';
import { decide, isScore } from '../domain/decide.js';
import { type Channel, cleanText, type Message, textOf } from '../domain/message.js';
import { type Policy, policyOf } from '../domain/policy.js';
import type { Scorer } from '../domain/scorer.js';
import type {
  ConversationStore,
  CorrectionStore,
  Fingerprint,
  MessageStore,
  StoredMessage,
} from '../domain/store.js';
import type { Verdict } from '../domain/verdict.js';

export interface FilterDependencies {
  readonly store: MessageStore & ConversationStore & CorrectionStore;
  /** Read for each message, so that a model can be swapped between two of them. */
  readonly currentScorer: () => Scorer;
  readonly fingerprint: Fingerprint;
  readonly defaultPolicy: (channel: Channel) => Policy;
  readonly actions: Readonly<Record<Channel, ChannelActions>>;
  readonly newId: () => string;
  /** New tasks stand in the outbox. */
  readonly onTasks: () => void;
}

export interface FilterOutcome {
  /** The message was here before: `message` is as it was stored then, and nothing new will be done. */
  readonly isRepeat: boolean;
  readonly message: StoredMessage;
  /** What the scorer threw, or that it gave no probability, for the caller to log; null when it did its work. */
  readonly fault: unknown;
}

export type FilterMessage = (message: Message) => Promise<FilterOutcome>;

/** Scores a message, decides, and keeps message, verdict and tasks in one transaction. Rejects only when the store does. */
export function createFilter(dependencies: FilterDependencies): FilterMessage {
  return async (arrived) => {
    const message = cleanMessage(arrived);
    const text = textOf(message);
    const fingerprint = dependencies.fingerprint(text);
    const { verdict, fault } = await judge(dependencies, message, fingerprint);
    const candidate = stored(message, verdict, dependencies.newId());
    const tasks = dependencies.actions[message.channel].tasksForVerdict(candidate);
    const saved = await dependencies.store.saveArrival({ message: candidate, fingerprint, tasks });
    if (!saved.isRepeat && tasks.length > 0) dependencies.onTasks();
    return { ...saved, fault };
  };
}

async function judge(dependencies: FilterDependencies, message: Message, fingerprint: string) {
  const { store, currentScorer, defaultPolicy } = dependencies;
  const key = { channel: message.channel, id: message.conversation };
  const text = textOf(message);
  const hasText = text.trim() !== '';
  const [settings, memory] = await Promise.all([
    store.readSettings(key),
    hasText ? store.recallLabel(key, fingerprint) : null,
  ]);
  const scorer = currentScorer();
  const { score, fault } = hasText ? scoreOne(scorer, text) : { score: null, fault: null };
  const evidence = {
    channel: message.channel,
    text,
    senderRole: message.sender.role,
    memory,
    score,
    model: scorer.model,
  };
  return { verdict: decide(evidence, policyOf(settings, defaultPolicy(message.channel))), fault };
}

function scoreOne(scorer: Scorer, text: string): { readonly score: number; readonly fault: unknown } {
  try {
    const score = scorer.score([text])[0] ?? NaN;
    return { score, fault: isScore(score) ? null : new RangeError(`The scorer gave ${String(score)}`) };
  } catch (fault) {
    return { score: NaN, fault };
  }
}

function stored(message: Message, verdict: Verdict, id: string): StoredMessage {
  const isWithheld = verdict.action === 'quarantine';
  return { ...message, id, verdict, isWithheld, status: isWithheld ? 'quarantined' : 'accepted' };
}

function cleanMessage(message: Message): Message {
  const { sender, surfaces } = message;
  return {
    ...message,
    messageId: cleanText(message.messageId),
    conversation: cleanText(message.conversation),
    sender: { ...sender, id: cleanText(sender.id), name: cleanText(sender.name) },
    surfaces: surfaces.map((surface) => ({ ...surface, text: cleanText(surface.text) })),
  };
}
