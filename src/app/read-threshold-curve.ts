import type { Channel } from '../domain/message.js';
import { type Policy, policyOf } from '../domain/policy.js';
import { outcomesOf, type ThresholdOutcome } from '../domain/quality.js';
import type { ConversationKey, ConversationStore, MessageStore } from '../domain/store.js';
import { thresholdCurve } from '../domain/threshold-curve.js';

export interface CurveDependencies {
  readonly store: Pick<MessageStore, 'listDecided' | 'listScores'> & Pick<ConversationStore, 'readSettings'>;
  readonly defaultPolicy: (channel: Channel) => Policy;
}

/** "What would this threshold have done": by the last scores of a conversation, and by what people decided there. */
export interface ThresholdCurve {
  /** With the threshold that is in force. */
  readonly now: ThresholdOutcome;
  /** In the order of their thresholds. */
  readonly points: readonly ThresholdOutcome[];
  /** So many messages are counted in `spam` and `unsure`. */
  readonly triedOn: number;
  /** So many decisions are counted in `caught` and `wronglyCalled`. */
  readonly decided: { readonly spam: number; readonly ham: number };
}

export type ReadThresholdCurve = (conversation: ConversationKey) => Promise<ThresholdCurve>;

const LAST_DECISIONS = 1_000;
const LAST_SCORES = 1_000;

export function createReadThresholdCurve({ store, defaultPolicy }: CurveDependencies): ReadThresholdCurve {
  return async (conversation) => {
    const [found, scores, settings] = await Promise.all([
      store.listDecided(conversation, LAST_DECISIONS),
      store.listScores(conversation, LAST_SCORES),
      store.readSettings(conversation),
    ]);
    const decided = found.filter(({ score }) => score !== null);
    const defaults = defaultPolicy(conversation.channel);
    const { spam } = policyOf(settings, defaults).thresholds;
    // The one for review as it is without settings: `policyOf` lowers it to the threshold that it comes with.
    const basis = { decided, scores, thresholds: { spam, review: defaults.thresholds.review } };
    const ofLabel = (wanted: string): number => decided.filter(({ label }) => label === wanted).length;
    return {
      now: outcomesOf(basis)(spam),
      points: thresholdCurve(basis),
      triedOn: scores.length,
      decided: { spam: ofLabel('spam'), ham: ofLabel('ham') },
    };
  };
}
