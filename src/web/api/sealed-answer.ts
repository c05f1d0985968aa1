import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Who can open a sealed answer: whoever has the token and the key of the request. */
export interface Seal {
  readonly token: string;
  readonly key: string;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * An answer may hold a new token, or somebody's text that is to be forgotten: it is kept so that only the one who asked can
 * read it. The store has no more of his token than its hash, and forgets the answer after a day.
 */
export function sealAnswer(seal: Seal, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secretOf(seal), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Throws for what was sealed with another token or another key, or was changed since. */
export function openAnswer(seal: Seal, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(CIPHER, secretOf(seal), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([text, decipher.final()]).toString('utf8');
}

const secretOf = ({ token, key }: Seal): Buffer =>
  createHmac('sha256', token).update(`answer:${key}`, 'utf8').digest();
