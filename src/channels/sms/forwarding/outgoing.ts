import type { Webhook } from 'standardwebhooks';
import type { OriginalRequest } from '../../../domain/store.js';

/** A request to a receiver. */
export interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for a GET. */
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

interface Signing {
  readonly signer: Webhook;
  /** The same in every attempt. */
  readonly id: string;
  readonly at: Date;
}

/** The gate's own shape. */
export function jsonRequest(url: string, payload: unknown, signing: Signing): Outgoing {
  const body = JSON.stringify(payload);
  const headers = { 'content-type': 'application/json', 'user-agent': 'hamgate', ...sign(body, signing) };
  return { url, method: 'POST', headers, body };
}

/**
 * As the gateway sent it, with what the gate has to say in headers of its own. A gateway that signs the same way as the
 * gate keeps its signature.
 */
export function originalRequest(
  url: string,
  original: OriginalRequest,
  { about, ...signing }: Signing & { readonly about: Readonly<Record<string, string>> },
): Outgoing {
  const body = Buffer.from(original.body, 'base64');
  const signed = sign(body.toString('utf8'), signing);
  return {
    url: url + joinQuery(url, original.query),
    method: original.method,
    headers: { ...signed, ...original.headers, ...about },
    body: original.method === 'GET' ? null : new Uint8Array(body),
  };
}

const joinQuery = (url: string, query: string): string =>
  url.includes('?') ? query.replace('?', '&') : query;

function sign(body: string, { signer, id, at }: Signing): Readonly<Record<string, string>> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signer.sign(id, at, body),
  };
}
