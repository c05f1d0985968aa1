import { z } from 'zod';
import type { Gateway, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { EMPTY_ANSWER } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson, Text } from '../reading/fields.js';
import { checkTimestamp } from '../verifying/freshness.js';
import { readSingleHeader } from '../verifying/header.js';
import { sha256, verifyHmac } from '../verifying/hmac.js';

/** https://docs.bird.com/api/channels-api/supported-channels/programmable-sms/receiving-messages */
const Event = z.object({ event: z.string() });
const Receiver = z
  .object({
    connector: z.object({ identifierValue: Id.optional() }).optional(),
    contacts: z.array(z.object({ identifierValue: Id.optional() })).optional(),
  })
  .optional();
const Channels = z.object({
  payload: z.object({
    id: Id,
    channelId: Id,
    sender: z.object({ contact: z.object({ identifierValue: Id }) }),
    receiver: Receiver,
    body: z.object({ type: z.string(), text: z.object({ text: Text }).optional() }),
  }),
});

/** Bird's channels. The receiving number is often not told; the channel's id stands for it then. */
export function createBirdGateway({ signingKey }: { readonly signingKey: string }): Gateway {
  return {
    name: 'bird',
    contentTypes: ['application/json'],
    verify: (request) => verify(request, signingKey),
    parse: parseRequest,
    answer: () => EMPTY_ANSWER,
  };
}

function verify({ headers, url, rawBody, now }: GatewayRequest, secret: string): SignatureCheck {
  const signature = readSingleHeader(headers, 'messagebird-signature');
  if (!signature.ok) return signature;
  const timestamp = readSingleHeader(headers, 'messagebird-request-timestamp');
  if (!timestamp.ok) return timestamp;
  const freshness = checkTimestamp(timestamp.value, now);
  if (!freshness.ok) return freshness;
  return verifyHmac({ algorithm: 'sha256', secret, encoding: 'base64' }, signature.value, [
    `${timestamp.value}\n${url}\n`,
    sha256(rawBody),
  ]);
}

function parseRequest({ rawBody }: GatewayRequest): ParsedRequest {
  const body = readJson(rawBody);
  return parseFields(Event, body, ({ event }) => {
    if (!event.endsWith('.inbound')) return notAMessage('event', event);
    return parseFields(Channels, body, ({ payload }) => ({
      kind: 'messages',
      messages: [
        {
          id: payload.id,
          from: payload.sender.contact.identifierValue,
          to: receiverIn(payload.receiver) ?? payload.channelId,
          text: payload.body.text?.text ?? '',
          attachments: payload.body.type === 'text' ? [] : [{ kind: 'media', content: '' }],
        },
      ],
    }));
  });
}

function receiverIn(receiver: z.infer<typeof Receiver>): string | undefined {
  return receiver?.connector?.identifierValue ?? receiver?.contacts?.[0]?.identifierValue;
}
