import type { Act } from '../domain/audit.js';
import type { Channel } from '../domain/message.js';
import { type ConversationSettings, type Policy, policyOf } from '../domain/policy.js';
import type { ConversationKey, ConversationStore } from '../domain/store.js';

export interface Settings {
  /** What is in force in a conversation. */
  read(conversation: ConversationKey): Promise<Policy>;
  /** `by` null: it is not about how messages are judged, or the gate found it out by itself. */
  change(
    conversation: ConversationKey,
    change: Partial<ConversationSettings>,
    by: Act | null,
  ): Promise<Policy>;
}

/** Reads and changes what people set for a conversation. */
export function createSettings(
  store: ConversationStore,
  defaultPolicy: (channel: Channel) => Policy,
): Settings {
  const read = async (conversation: ConversationKey): Promise<Policy> =>
    policyOf(await store.readSettings(conversation), defaultPolicy(conversation.channel));
  return {
    read,
    change: async (conversation, change, by) => {
      await store.changeSettings(conversation, change, by ?? undefined);
      return read(conversation);
    },
  };
}
