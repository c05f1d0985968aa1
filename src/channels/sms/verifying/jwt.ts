import { z } from 'zod';
import { refused, type SignatureCheck } from '../gateway.js';
import { verifyHmac } from './hmac.js';

const ALGORITHMS = { HS256: 'sha256', HS512: 'sha512', HS384: 'sha384' } as const;
export type JwtAlgorithm = keyof typeof ALGORITHMS;

export type JwtCheck =
  { readonly ok: true; readonly claims: unknown } | (SignatureCheck & { readonly ok: false });

/** `crit` names what a reader has to understand, and this one understands nothing of the kind. */
const Header = z.object({ alg: z.string(), crit: z.undefined().optional() });

/**
 * Whether a JSON Web Token (RFC 7519) was signed with this secret, by one of the algorithms named here and no other: what
 * its header says decides nothing. Its times, and who it is for, are the caller's to check.
 */
export function verifyJwt(token: string, secret: string, allowed: readonly JwtAlgorithm[]): JwtCheck {
  const [header, payload, signature, ...others] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || others.length > 0)
    return refused('malformed');
  const { data } = Header.safeParse(parseBase64Url(header));
  const algorithm = allowed.find((name) => name === data?.alg);
  if (algorithm === undefined) return refused('malformed');
  const check = verifyHmac(
    { algorithm: ALGORITHMS[algorithm], secret, encoding: 'base64' },
    toBase64(signature),
    [`${header}.${payload}`],
  );
  return check.ok ? { ok: true, claims: parseBase64Url(payload) } : check;
}

/** What is no base64url has a letter afterwards that base64 does not know, and is refused for it. */
function toBase64(text: string): string {
  return text.replaceAll(/[-_+/]/g, (letter) => ({ '-': '+', _: '/' })[letter] ?? '.');
}

function parseBase64Url(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
