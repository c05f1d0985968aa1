import type { ConversationKey } from '../../../domain/store.js';

/** Where the page of a conversation is. */
export const conversationPath = ({ channel, id }: ConversationKey): string =>
  `/conversations/${channel}/${encodeURIComponent(id)}`;
