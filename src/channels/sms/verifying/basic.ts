import type { GatewayRequest, SignatureCheck } from '../gateway.js';
import { readCredentials } from './header.js';
import { verifySecret } from './hmac.js';

/** Whether the caller has the `user:password` (RFC 7617, UTF-8). */
export function verifyBasic(headers: GatewayRequest['headers'], expected: string): SignatureCheck {
  const credentials = readCredentials(headers, 'basic');
  if (!credentials.ok) return credentials;
  return verifySecret(Buffer.from(credentials.value, 'base64').toString('utf8'), expected);
}
