import { refused, type SignatureCheck } from '../gateway.js';
import { compare, sha256 } from './hmac.js';

/** Whether a claim, hexadecimal, is the SHA-256 of what was sent. */
export function checkPayloadHash(claim: string, payload: string | Buffer): SignatureCheck {
  return /^[0-9a-f]{64}$/i.test(claim)
    ? compare(Buffer.from(claim, 'hex'), sha256(payload))
    : refused('malformed');
}
