import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { GENUINE, refused, type SignatureCheck } from '../gateway.js';

export type HashAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';
export type Encoding = 'hex' | 'base64';

export interface HmacScheme {
  readonly algorithm: HashAlgorithm;
  readonly secret: string | Buffer;
  readonly encoding: Encoding;
}

const ENCODED: Readonly<Record<Encoding, RegExp>> = {
  hex: /^(?:[0-9a-f]{2})+$/i,
  base64: /^[A-Za-z0-9+/]+={0,2}$/,
};

/** Whether `given` is the HMAC of the parts, one after the other. Takes as long for a wrong one as for the right one. */
export function verifyHmac(
  { algorithm, secret, encoding }: HmacScheme,
  given: string,
  parts: readonly (string | Buffer)[],
): SignatureCheck {
  if (!ENCODED[encoding].test(given)) return refused('malformed');
  const hmac = createHmac(algorithm, secret);
  for (const part of parts) hmac.update(part);
  return compare(Buffer.from(given, encoding), hmac.digest());
}

/** Whether a password, token or path is the one expected. */
export function verifySecret(given: string, expected: string): SignatureCheck {
  return compare(sha256(given), sha256(expected));
}

export function compare(given: Buffer, expected: Buffer): SignatureCheck {
  if (given.length !== expected.length) return refused('malformed');
  return timingSafeEqual(given, expected) ? GENUINE : refused('mismatch');
}

export function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
