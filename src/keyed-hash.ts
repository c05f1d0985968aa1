import { createHmac } from 'node:crypto';
import type { KeyedHash } from './domain/privacy.js';

/** HMAC-SHA256, half of it: nobody finds another text for a hash, or the key. */
export function createKeyedHash(key: string): KeyedHash {
  return (text) => `h:${createHmac('sha256', key).update(text, 'utf8').digest('hex').slice(0, 32)}`;
}
