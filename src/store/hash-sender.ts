import { cleanText, type Channel } from '../domain/message.js';
import { hashedSender, type KeyedHash } from '../domain/privacy.js';

/** What is stored for a sender, and what he is looked up by. */
export type HashSender = (channel: Channel, id: string) => string;

export const createHashSender =
  (keyedHash: KeyedHash): HashSender =>
  (channel, id) =>
    hashedSender(keyedHash, channel, cleanText(id));
