import { createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto';
import { z } from 'zod';
import type { Gateway, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { EMPTY_ANSWER, GENUINE, refused } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson, Text } from '../reading/fields.js';
import { attachUrls } from '../reading/media.js';
import { checkTimestamp } from '../verifying/freshness.js';
import { readSingleHeader } from '../verifying/header.js';

/** https://developers.telnyx.com/docs/messaging/messages/receive-message */
const Event = z.object({ data: z.object({ event_type: z.string() }) });
const ReceivedMessage = z.object({
  data: z.object({
    id: Id,
    payload: z.object({
      from: z.object({ phone_number: Id }),
      to: z.tuple([z.object({ phone_number: Id })], z.unknown()),
      text: Text,
      media: z.array(z.object({ url: Text })).default([]),
    }),
  }),
});

/** What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** Base64 of 64 bytes. */
const SIGNATURE = /^[A-Za-z0-9+/]{86}==$/;

/** Telnyx' API v2, signed with the key pair of the account: `publicKey` is base64 of 32 bytes. */
export function createTelnyxGateway({ publicKey }: { readonly publicKey: string }): Gateway {
  const der = Buffer.concat([DER_PREFIX, Buffer.from(publicKey, 'base64')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return {
    name: 'telnyx',
    contentTypes: ['application/json'],
    verify: (request) => verify(request, key),
    parse: parseRequest,
    answer: () => EMPTY_ANSWER,
  };
}

function verify({ headers, rawBody, now }: GatewayRequest, key: KeyObject): SignatureCheck {
  const signature = readSingleHeader(headers, 'telnyx-signature-ed25519');
  if (!signature.ok) return signature;
  const timestamp = readSingleHeader(headers, 'telnyx-timestamp');
  if (!timestamp.ok) return timestamp;
  const freshness = checkTimestamp(timestamp.value, now);
  if (!freshness.ok) return freshness;
  if (!SIGNATURE.test(signature.value)) return refused('malformed');
  const signed = Buffer.concat([Buffer.from(`${timestamp.value}|`), rawBody]);
  const isGenuine = verifySignature(null, signed, key, Buffer.from(signature.value, 'base64'));
  return isGenuine ? GENUINE : refused('mismatch');
}

function parseRequest({ rawBody }: GatewayRequest): ParsedRequest {
  const body = readJson(rawBody);
  return parseFields(Event, body, ({ data: { event_type: type } }) => {
    if (type !== 'message.received') return notAMessage('event', type);
    return parseFields(ReceivedMessage, body, ({ data: { id, payload } }) => ({
      kind: 'messages',
      messages: [
        {
          id,
          from: payload.from.phone_number,
          to: payload.to[0].phone_number,
          text: payload.text,
          attachments: attachUrls(payload.media.map(({ url }) => url)),
        },
      ],
    }));
  });
}
