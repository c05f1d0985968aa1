import { type GatewayRequest, refused, type SignatureCheck } from '../gateway.js';

export type SingleHeader =
  { readonly ok: true; readonly value: string } | (SignatureCheck & { readonly ok: false });

/** The one value of a header that must be there once: two of them would let an attacker choose which one counts. */
export function readSingleHeader(headers: GatewayRequest['headers'], name: string): SingleHeader {
  const [value, ...others] = headers[name] ?? [];
  if (value === undefined || value === '') return refused('missing');
  return others.length > 0 ? refused('repeated') : { ok: true, value };
}

/** What follows `Bearer` or `Basic` in the Authorization header. */
export function readCredentials(
  headers: GatewayRequest['headers'],
  scheme: 'bearer' | 'basic',
): SingleHeader {
  const header = readSingleHeader(headers, 'authorization');
  if (!header.ok) return header;
  const [given, value, ...others] = header.value.split(' ');
  if (given?.toLowerCase() !== scheme || value === undefined || value === '' || others.length > 0)
    return refused('malformed');
  return { ok: true, value };
}
