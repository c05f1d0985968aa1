import type { Channel } from '../domain/message.js';
import { type Policy, policyOf } from '../domain/policy.js';
import { type Quality, qualityOf, type Suggestion, suggestThreshold } from '../domain/quality.js';
import type {
  ConversationKey,
  ConversationQuery,
  ConversationStore,
  MessageCounts,
  MessageStore,
  Page,
} from '../domain/store.js';

/** How good the gate is in one conversation, by what people decided there. */
export interface ConversationQuality extends ConversationKey, Quality {
  readonly counts: MessageCounts;
  /** In force: from here a message is spam. */
  readonly threshold: number;
  readonly suggestion: Suggestion;
  /** How many of the last scored messages the suggestion was tried on. */
  readonly triedOn: number;
}

export interface QualityMeter {
  /** Null for a conversation without messages. */
  read(conversation: ConversationKey): Promise<ConversationQuality | null>;
  /** Of each by fewer decisions and scores than `read` takes, and few at a time: a page may be shorter than its limit. */
  list(query: ConversationQuery): Promise<Page<ConversationQuality>>;
}

export interface QualityDependencies {
  readonly store: Pick<MessageStore, 'countMessages' | 'listDecided' | 'listScores'> &
    Pick<ConversationStore, 'readSettings' | 'pageConversations'>;
  readonly defaultPolicy: (channel: Channel) => Policy;
}

/** What was decided before them says little about the model of today, and the answer must not become slow. */
const OF_ONE: Depth = { decisions: 2_000, scores: 1_000, counted: 100_000 };
const OF_MANY: Depth = { decisions: 100, scores: 100, counted: 3_000 };
const MOST_LISTED = 10;

/** How much is looked at of a conversation. */
interface Depth {
  readonly decisions: number;
  readonly scores: number;
  /** Messages are counted up to so many. */
  readonly counted: number;
}

export function createQualityMeter(dependencies: QualityDependencies): QualityMeter {
  return {
    read: (conversation) => readQuality(dependencies, conversation, OF_ONE),
    list: async (query) => {
      const { items, next } = await dependencies.store.pageConversations({
        ...query,
        limit: Math.min(query.limit, MOST_LISTED),
      });
      const qualities: ConversationQuality[] = [];
      // One after the other: the store has more important things to do.
      for (const conversation of items) {
        const quality = await readQuality(dependencies, conversation, OF_MANY);
        if (quality !== null) qualities.push(quality);
      }
      return { items: qualities, next };
    },
  };
}

async function readQuality(
  { store, defaultPolicy }: QualityDependencies,
  { channel, id }: ConversationKey,
  depth: Depth,
): Promise<ConversationQuality | null> {
  const conversation = { channel, id };
  const [counts, decided, scores, settings] = await Promise.all([
    store.countMessages(conversation, depth.counted),
    store.listDecided(conversation, depth.decisions),
    store.listScores(conversation, depth.scores),
    store.readSettings(conversation),
  ]);
  if (counts.messages === 0) return null;
  const defaults = defaultPolicy(channel);
  const spam = policyOf(settings, defaults).thresholds.spam;
  // The one for review as it is without settings: `policyOf` lowers it to the threshold that it comes with.
  const thresholds = { spam, review: defaults.thresholds.review };
  return {
    ...conversation,
    ...qualityOf(decided),
    counts,
    threshold: spam,
    suggestion: suggestThreshold({ decided, scores, thresholds }),
    triedOn: scores.length,
  };
}
