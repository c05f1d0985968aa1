import { z } from 'zod';
import type { Attachment } from '../../../domain/message.js';
import type { Gateway, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { EMPTY_ANSWER } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson, Text } from '../reading/fields.js';
import { checkTimestamp } from '../verifying/freshness.js';
import { readSingleHeader } from '../verifying/header.js';
import { verifyHmac } from '../verifying/hmac.js';

/** https://docs.sms-gate.app/features/webhooks/ */
const Event = z.object({ id: Id, event: z.string(), deviceId: Id });
const Received = z.object({
  payload: z.object({
    message: Text,
    /** Base64, of a message that is no text. */
    data: Text,
    subject: Text,
    body: Text,
    sender: Id.nullish(),
    recipient: Id.nullish(),
    /** Older versions know this instead of the sender. */
    phoneNumber: Id.nullish(),
  }),
});

const RECEIVED = ['sms:received', 'sms:data-received', 'mms:received', 'mms:downloaded'];

/** SMS Gateway for Android. Its own `messageId` is the same for equal texts, so the event's id is the message's. */
export function createAndroidGateway({ signingKey }: { readonly signingKey: string }): Gateway {
  return {
    name: 'android',
    contentTypes: ['application/json'],
    verify: (request) => verify(request, signingKey),
    parse: parseRequest,
    answer: () => EMPTY_ANSWER,
  };
}

function verify({ headers, rawBody, now }: GatewayRequest, secret: string): SignatureCheck {
  const signature = readSingleHeader(headers, 'x-signature');
  if (!signature.ok) return signature;
  const timestamp = readSingleHeader(headers, 'x-timestamp');
  if (!timestamp.ok) return timestamp;
  const freshness = checkTimestamp(timestamp.value, now);
  if (!freshness.ok) return freshness;
  const scheme = { algorithm: 'sha256', secret, encoding: 'hex' } as const;
  return verifyHmac(scheme, signature.value, [rawBody, timestamp.value]);
}

function parseRequest({ rawBody }: GatewayRequest): ParsedRequest {
  const body = readJson(rawBody);
  return parseFields(Event, body, ({ id, event, deviceId }) => {
    if (!RECEIVED.includes(event)) return notAMessage('event', event);
    return parseFields(Received, body, ({ payload }) => {
      const from = payload.sender ?? payload.phoneNumber;
      if (from == null) return { kind: 'malformed', reason: 'payload.sender: is missing' };
      const text = [payload.subject, payload.message, payload.body].filter((line) => line !== '').join('\n');
      const attachments = attachmentsOf(event, payload.data);
      // A phone need not know its own number.
      return {
        kind: 'messages',
        messages: [{ id, from, to: payload.recipient ?? deviceId, text, attachments }],
      };
    });
  });
}

function attachmentsOf(event: string, data: string): readonly Attachment[] {
  if (event === 'sms:data-received') return [{ kind: 'binary', content: data }];
  return event.startsWith('mms:') ? [{ kind: 'media', content: '' }] : [];
}
