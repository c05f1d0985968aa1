import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 192 bits: nobody guesses it, so that one round of a fast hash keeps it well enough. */
export const newSecret = (): string => randomBytes(24).toString('base64url');

/** What the store knows of a token, or of a session; hexadecimal. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Takes as long wherever they differ. Hashes have one length, so that it tells nothing about the secret's. */
export const isSameHash = (one: string, other: string): boolean =>
  timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());

/** What a form of a session carries; another site can neither read nor make it. */
export const csrfToken = (session: string): string =>
  createHmac('sha256', session).update('csrf').digest('base64url');
