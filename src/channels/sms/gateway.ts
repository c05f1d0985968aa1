import type { Attachment } from '../../domain/message.js';
import type { StoredMessage } from '../../domain/store.js';

/** One arrival as it came over the wire, before anything in it is believed. */
export interface GatewayRequest {
  readonly method: string;
  /** The public URL that the gateway called: `PUBLIC_BASE_URL`, path and query. What URL-signing gateways sign. */
  readonly url: string;
  /** Every value of every header, names in lower case: a header that came twice has two. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  /** In lower case, without parameters; empty for a GET. */
  readonly mediaType: string;
  readonly rawBody: Buffer;
  readonly now: Date;
  /** What the log knows the request by. */
  readonly requestId?: string;
}

export type SignatureProblem =
  | 'missing'
  | 'repeated'
  | 'malformed'
  | 'too-old'
  | 'from-the-future'
  | 'mismatch'
  /** Genuine, but of somebody who is not on our list. */
  | 'not-allowed'
  /** What it takes to check it could not be fetched. */
  | 'unavailable';

/** The problem is for the log. The caller is only told that he is refused. */
export type SignatureCheck =
  { readonly ok: true } | { readonly ok: false; readonly reason: SignatureProblem };

/** A text message in a gateway's request. */
export interface ReceivedText {
  /** The gateway's own: the same when it delivers the message again. */
  readonly id: string;
  readonly from: string;
  /** The number that it was sent to, or what stands for it where the gateway does not say. */
  readonly to: string;
  readonly text: string;
  readonly attachments?: readonly Attachment[];
  /** The gateway itself took it for STOP, HELP or START, which an account may have given other words. */
  readonly isCarrierKeyword?: boolean;
  /** The request with this message alone, where it came with others. */
  readonly ownBody?: string;
}

/** One of the messages that a long text was cut into, to be joined before it is scored. */
export interface ReceivedPart {
  readonly text: ReceivedText;
  /** The same for all parts of one text. */
  readonly reference: string;
  /** 1 to `total`. */
  readonly number: number;
  readonly total: number;
}

export type ParsedRequest =
  /** Some gateways put several messages into one request. */
  | { readonly kind: 'messages'; readonly messages: readonly ReceivedText[] }
  | { readonly kind: 'part'; readonly part: ReceivedPart }
  /** The gateway asks whether it may send at all. Rejects when the answer did not get through. */
  | { readonly kind: 'handshake'; readonly confirm: () => Promise<void> }
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
  /** It may also call with a GET and everything in the query. */
  readonly usesGet?: boolean;
  /** What follows the name in the path is the secret, and no name of an account. */
  readonly hasSecretPath?: boolean;
  verify(request: GatewayRequest): SignatureCheck | Promise<SignatureCheck>;
  /** Only for a verified request. */
  parse(request: GatewayRequest): ParsedRequest;
  /**
   * For messages as they are stored, so that a repeat is answered as the first time; none for a non-message.
   * `reply` is what its sender shall read, where the gateway can carry it.
   */
  answer(messages: readonly StoredMessage[], reply: string | null): GatewayAnswer;
  /** The answer can carry a reply to the sender. */
  readonly canReply?: boolean;
}

export const GENUINE: SignatureCheck = { ok: true };
export const refused = (reason: SignatureProblem): SignatureCheck & { readonly ok: false } => ({
  ok: false,
  reason,
});

/** What most gateways expect: any 2xx. */
export const EMPTY_ANSWER: GatewayAnswer = { status: 200, contentType: 'text/plain', body: '' };
