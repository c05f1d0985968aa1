import { z } from 'zod';
import type { Gateway, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { EMPTY_ANSWER, refused } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson } from '../reading/fields.js';
import { firstValues, readForm } from '../reading/form.js';
import { readSingleHeader } from '../verifying/header.js';
import { checkAge } from '../verifying/freshness.js';
import { verifyJwt } from '../verifying/jwt.js';
import { checkPayloadHash } from '../verifying/payload-hash.js';

/** https://developers.messagebird.com/api/#verifying-http-requests */
const Claims = z.object({
  iss: z.literal('MessageBird'),
  jti: z.string().min(1),
  nbf: z.number(),
  exp: z.number(),
  url_hash: z.string(),
  /** Left out where there is no body. */
  payload_hash: z.string().optional(),
});

/** Numbers, Flow Builder and the older virtual numbers each have names of their own for the same things. */
const InboundMessage = z.object({
  id: Id,
  originator: Id,
  recipient: Id,
  text: z.string(),
});

/** MessageBird, the platform before Bird. What it signs is address and body, with an end after a minute. */
export function createMessageBirdGateway({ signingKey }: { readonly signingKey: string }): Gateway {
  return {
    name: 'messagebird',
    contentTypes: ['application/json', 'application/x-www-form-urlencoded'],
    usesGet: true,
    verify: (request) => verify(request, signingKey),
    parse: parseRequest,
    answer: () => EMPTY_ANSWER,
  };
}

function verify({ headers, url, rawBody, now }: GatewayRequest, signingKey: string): SignatureCheck {
  const header = readSingleHeader(headers, 'messagebird-signature-jwt');
  if (!header.ok) return header;
  const jwt = verifyJwt(header.value, signingKey, ['HS256', 'HS384', 'HS512']);
  if (!jwt.ok) return jwt;
  const { data: claims } = Claims.safeParse(jwt.claims);
  if (claims === undefined) return refused('malformed');
  const time = checkPeriod(claims, now);
  if (!time.ok) return time;
  const address = checkPayloadHash(claims.url_hash, url);
  if (!address.ok || (rawBody.length === 0 && claims.payload_hash === undefined)) return address;
  return checkPayloadHash(claims.payload_hash ?? '', rawBody);
}

/** Its SDK allows five seconds for clocks that differ. */
const LEEWAY_SECONDS = 5;

function checkPeriod(
  { nbf, exp }: { readonly nbf: number; readonly exp: number },
  now: Date,
): SignatureCheck {
  if (now.getTime() / 1000 < nbf - LEEWAY_SECONDS) return refused('from-the-future');
  return checkAge(exp, now, LEEWAY_SECONDS);
}

function parseRequest(request: GatewayRequest): ParsedRequest {
  const isJson = request.mediaType === 'application/json';
  const fields = z
    .record(z.string(), z.unknown())
    .safeParse(isJson ? readJson(request.rawBody) : firstValues(readForm(request)));
  if (!fields.success) return { kind: 'malformed', reason: 'the body has no fields' };
  const first = (...names: readonly string[]): unknown =>
    names.map((name) => fields.data[name]).find((value) => value !== undefined);
  const named = {
    id: first('id', 'message_id'),
    originator: first('originator', 'sender'),
    recipient: first('recipient', 'receiver', 'shortcode'),
    text: first('payload', 'body', 'message') ?? '',
  };
  const status = first('status');
  if (status !== undefined && named.originator === undefined) return notAMessage('delivery status', status);
  return parseFields(InboundMessage, named, ({ id, originator, recipient, text }) => ({
    kind: 'messages',
    messages: [{ id, from: originator, to: recipient, text }],
  }));
}
