import type { Channel } from '../domain/message.js';
import { type ConversationSettings, type Policy, policyOf } from '../domain/policy.js';
import type { ConversationKey, ConversationStore } from '../domain/store.js';

export interface Settings {
  /** What is in force in a conversation. */
  read(conversation: ConversationKey): Promise<Policy>;
  change(conversation: ConversationKey, change: Partial<ConversationSettings>): Promise<Policy>;
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
    change: async (conversation, change) => {
      await store.changeSettings(conversation, change);
      return read(conversation);
    },
  };
}
