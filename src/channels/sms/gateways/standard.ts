import { z } from 'zod';
import type { Gateway, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { EMPTY_ANSWER, refused } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson, Text } from '../reading/fields.js';
import { attachUrls } from '../reading/media.js';
import { checkTimestamp } from '../verifying/freshness.js';
import { readSingleHeader } from '../verifying/header.js';
import { verifyHmac } from '../verifying/hmac.js';

const Event = z.object({ type: z.string().default('message.received') });
const Received = z.object({
  from: Id,
  to: Id,
  text: Text,
  media: z.array(z.string()).default([]),
});

/** A secret of Standard Webhooks: `whsec_` and base64. */
const SECRET_PREFIX = 'whsec_';
/** While a secret is being changed there are two signatures; more than this nobody needs. */
const MOST_SIGNATURES = 8;

/**
 * Whatever signs as https://www.standardwebhooks.com says and sends `from`, `to` and `text` as JSON, at the top or under
 * `data`: the way for a gateway of one's own.
 */
export function createStandardGateway({ secret }: { readonly secret: string }): Gateway {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  return {
    name: 'standard',
    contentTypes: ['application/json'],
    verify: (request) => verify(request, key),
    parse: parseRequest,
    answer: () => EMPTY_ANSWER,
  };
}

function verify({ headers, rawBody, now }: GatewayRequest, key: Buffer): SignatureCheck {
  const id = readSingleHeader(headers, 'webhook-id');
  if (!id.ok) return id;
  const timestamp = readSingleHeader(headers, 'webhook-timestamp');
  if (!timestamp.ok) return timestamp;
  const signature = readSingleHeader(headers, 'webhook-signature');
  if (!signature.ok) return signature;
  const freshness = checkTimestamp(timestamp.value, now);
  if (!freshness.ok) return freshness;
  const scheme = { algorithm: 'sha256', secret: key, encoding: 'base64' } as const;
  const checks = signature.value
    .split(' ')
    .slice(0, MOST_SIGNATURES)
    .filter((given) => given.startsWith('v1,'))
    .map((given) => verifyHmac(scheme, given.slice(3), [`${id.value}.${timestamp.value}.`, rawBody]));
  return checks.find(({ ok }) => ok) ?? checks[0] ?? refused('malformed');
}

function parseRequest({ headers, rawBody }: GatewayRequest): ParsedRequest {
  const body = readJson(rawBody);
  return parseFields(Event, body, ({ type }) => {
    if (!type.endsWith('.received')) return notAMessage('event', type);
    const fields = z.object({ data: z.record(z.string(), z.unknown()) }).safeParse(body).data?.data ?? body;
    return parseFields(Received, fields, ({ from, to, text, media }) =>
      // The id is signed, and the same in each attempt.
      parseFields(Id, headers['webhook-id']?.[0], (id) => ({
        kind: 'messages',
        messages: [{ id, from, to, text, attachments: attachUrls(media) }],
      })),
    );
  });
}
