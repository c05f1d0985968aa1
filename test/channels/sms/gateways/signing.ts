import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';

/** The schemes as the gateways' own documents write them, made without the code that checks them. */

// eslint-disable-next-line max-params -- In the order in which the gateways' documents name them.
export const hmac = (algorithm: string, secret: string | Buffer, text: string, encoding: 'hex' | 'base64') =>
  createHmac(algorithm, secret).update(text).digest(encoding);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const unix = (at: Date): number => Math.floor(at.getTime() / 1000);

export function jwt(claims: object, secret: string, algorithm = 'HS256'): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: algorithm, typ: 'JWT' })}.${part(claims)}`;
  const hash = `sha${algorithm.slice(2)}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

export const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;

const ed25519 = generateKeyPairSync('ed25519');
const otherEd25519 = generateKeyPairSync('ed25519');

/** Base64 of the last 32 bytes, as Telnyx shows it. */
export const TELNYX_PUBLIC_KEY = ed25519.publicKey
  .export({ format: 'der', type: 'spki' })
  .subarray(-32)
  .toString('base64');

export function signEd25519(text: string, isOther: boolean): string {
  const { privateKey } = isOther ? otherEd25519 : ed25519;
  return sign(null, Buffer.from(text), privateKey).toString('base64');
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** What stands at the address of the certificate; a bare key will do where a certificate would. */
export const RSA_PEM = rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString();

export function signRsa(text: string, version: '1' | '2', isOther: boolean): string {
  const { privateKey } = isOther ? otherRsa : rsa;
  return sign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256', Buffer.from(text), privateKey).toString('base64');
}
