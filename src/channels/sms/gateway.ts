import type { Message } from '../../domain/message.js';
import type { StoredMessage } from '../../domain/store.js';

/** One arrival as it came over the wire, before anything in it is believed. */
export interface GatewayRequest {
  readonly method: string;
  /** The public URL that the gateway called: `PUBLIC_BASE_URL`, path and query. What URL-signing gateways sign. */
  readonly url: string;
  /** Every value of every header, names in lower case: a header that came twice has two. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly rawBody: Buffer;
  /** Which of several accounts of one gateway; empty for the only one. */
  readonly account: string;
  readonly now: Date;
}

export type SignatureProblem =
  'missing' | 'repeated' | 'malformed' | 'too-old' | 'from-the-future' | 'mismatch';

/** The problem is for the log. The caller is only told that he is refused. */
export type SignatureCheck =
  { readonly ok: true } | { readonly ok: false; readonly reason: SignatureProblem };

export type ParsedRequest =
  /** Some gateways put several messages into one request. */
  | { readonly kind: 'messages'; readonly messages: readonly Message[] }
  /** Genuine, but nothing to score: a delivery status, for instance. Answered as if all were well. */
  | { readonly kind: 'not-a-message'; readonly reason: string }
  /** Genuine, but not in the gateway's own shape. */
  | { readonly kind: 'malformed'; readonly reason: string };

export interface GatewayAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * One SMS gateway, ready with the secret of one account. The router calls the three in this order and stops at
 * the first refusal. None of them throws, whatever a stranger sends.
 */
export interface Gateway {
  /** As in the path, `twilio` for instance. */
  readonly name: string;
  /** Media types that this gateway sends, in lower case; anything else is refused unread. */
  readonly contentTypes: readonly string[];
  verify(request: GatewayRequest): SignatureCheck | Promise<SignatureCheck>;
  /** Only for a verified request. */
  parse(request: GatewayRequest): ParsedRequest;
  /** For messages as they are stored, so that a repeat is answered as the first time; none for a non-message. */
  answer(messages: readonly StoredMessage[]): GatewayAnswer;
}

/** The one value of a header that must be there once: two of them would let an attacker choose which one counts. */
export function readSingleHeader(
  headers: GatewayRequest['headers'],
  name: string,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly reason: SignatureProblem } {
  const [value, ...others] = headers[name] ?? [];
  if (value === undefined || value === '') return { ok: false, reason: 'missing' };
  return others.length > 0 ? { ok: false, reason: 'repeated' } : { ok: true, value };
}
