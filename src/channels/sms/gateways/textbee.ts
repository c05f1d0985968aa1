import { z } from 'zod';
import type { Gateway, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { EMPTY_ANSWER } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson, Text } from '../reading/fields.js';
import { readSingleHeader } from '../verifying/header.js';
import { verifyHmac } from '../verifying/hmac.js';

/** https://textbee.dev/docs/webhooks */
const Event = z.object({ webhookEvent: z.string() });
const Received = z.object({ idempotencyKey: Id, sender: Id, deviceId: Id, message: Text });

/** textbee does not tell the receiving number; the phone's id stands for it. */
export function createTextbeeGateway({ signingSecret }: { readonly signingSecret: string }): Gateway {
  return {
    name: 'textbee',
    contentTypes: ['application/json'],
    verify: (request) => verify(request, signingSecret),
    parse: parseRequest,
    answer: () => EMPTY_ANSWER,
  };
}

function verify({ headers, rawBody }: GatewayRequest, secret: string): SignatureCheck {
  const signature = readSingleHeader(headers, 'x-signature');
  if (!signature.ok) return signature;
  return verifyHmac({ algorithm: 'sha256', secret, encoding: 'hex' }, signature.value, [rawBody]);
}

function parseRequest({ rawBody }: GatewayRequest): ParsedRequest {
  const body = readJson(rawBody);
  return parseFields(Event, body, ({ webhookEvent }) => {
    if (webhookEvent !== 'MESSAGE_RECEIVED') return notAMessage('event', webhookEvent);
    return parseFields(Received, body, ({ idempotencyKey, sender, deviceId, message }) => ({
      kind: 'messages',
      messages: [{ id: idempotencyKey, from: sender, to: deviceId, text: message }],
    }));
  });
}
