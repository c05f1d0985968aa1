import type { Webhook } from 'standardwebhooks';

/** A request to a receiver. */
export interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for a GET. */
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

/** As Standard Webhooks have it. */
export interface Signing {
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

/** The headers that go with a body. */
export function sign(body: string, { signer, id, at }: Signing): Readonly<Record<string, string>> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signer.sign(id, at, body),
  };
}
