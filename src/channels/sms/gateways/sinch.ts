import { z } from 'zod';
import type { Attachment } from '../../../domain/message.js';
import type { Gateway, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { EMPTY_ANSWER, refused } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson, Text } from '../reading/fields.js';
import { checkTimestamp } from '../verifying/freshness.js';
import { readSingleHeader } from '../verifying/header.js';
import { verifyHmac } from '../verifying/hmac.js';

/** https://developers.sinch.com/docs/sms/api-reference/sms/tag/Webhooks */
const Event = z.object({ type: z.string() });
const Inbound = z.object({ id: Id, from: Id, to: Id, body: z.unknown() });
const MediaBody = z.object({
  message: Text,
  subject: Text,
  media: z.array(z.object({ url: Text })).default([]),
});

/** Sinch's SMS API. The secret is one that Sinch sets for the account. */
export function createSinchGateway({ secret }: { readonly secret: string }): Gateway {
  return {
    name: 'sinch',
    contentTypes: ['application/json'],
    verify: (request) => verify(request, secret),
    parse: parseRequest,
    answer: () => EMPTY_ANSWER,
  };
}

function verify({ headers, rawBody, now }: GatewayRequest, secret: string): SignatureCheck {
  const signature = readSingleHeader(headers, 'x-sinch-webhook-signature');
  if (!signature.ok) return signature;
  const nonce = readSingleHeader(headers, 'x-sinch-webhook-signature-nonce');
  if (!nonce.ok) return nonce;
  const timestamp = readSingleHeader(headers, 'x-sinch-webhook-signature-timestamp');
  if (!timestamp.ok) return timestamp;
  const algorithm = readSingleHeader(headers, 'x-sinch-webhook-signature-algorithm');
  if (algorithm.ok && algorithm.value.toLowerCase() !== 'hmacsha256') return refused('malformed');
  const freshness = checkTimestamp(timestamp.value, now);
  if (!freshness.ok) return freshness;
  return verifyHmac({ algorithm: 'sha256', secret, encoding: 'base64' }, signature.value, [
    rawBody,
    `.${nonce.value}.${timestamp.value}`,
  ]);
}

function parseRequest({ rawBody }: GatewayRequest): ParsedRequest {
  const body = readJson(rawBody);
  return parseFields(Event, body, ({ type }) => {
    if (!type.startsWith('mo_')) return notAMessage('event', type);
    return parseFields(Inbound, body, ({ id, from, to, body: content }) => ({
      kind: 'messages',
      messages: [{ id, from, to, ...readContent(type, content) }],
    }));
  });
}

/** `mo_text`: a text; `mo_binary`: base64; `mo_media`: an object with addresses. */
function readContent(
  type: string,
  content: unknown,
): { readonly text: string; readonly attachments: readonly Attachment[] } {
  const text = z.string().catch('').parse(content);
  if (type === 'mo_text') return { text, attachments: [] };
  if (type === 'mo_binary') return { text: '', attachments: [{ kind: 'binary', content: text }] };
  const { data } = MediaBody.safeParse(content);
  const urls = data?.media.map(({ url }) => url) ?? [''];
  return {
    text: [data?.subject ?? '', data?.message ?? ''].filter((line) => line !== '').join('\n'),
    attachments: urls.map((url) => ({ kind: 'media' as const, content: url })),
  };
}
