import { z } from 'zod';
import type { Gateway, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { EMPTY_ANSWER } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson, Text } from '../reading/fields.js';
import { verifyBasic } from '../verifying/basic.js';
import { readSingleHeader } from '../verifying/header.js';
import { verifyHmac } from '../verifying/hmac.js';

/** https://www.infobip.com/docs/api/channels/sms/inbound-sms/receive-inbound-sms-messages (MO_JSON_2) */
const Batch = z.object({ results: z.array(z.unknown()).max(1_000) });
const Result = z.object({ messageId: Id, from: Id, to: Id, text: Text });
/** A report of a message that was sent has a status; an inbound one has none. */
const Report = z.object({ status: z.unknown().refine((status) => status !== undefined) });

export type InfobipSettings =
  | { readonly basic: string }
  /** As the subscription names it; HMAC-SHA256 over the body, hexadecimal or base64. */
  | { readonly hmacSecret: string; readonly hmacHeader: string };

/** Infobip's inbound messages, several in one request, with the security that the subscription was given. */
export function createInfobipGateway(settings: InfobipSettings): Gateway {
  return {
    name: 'infobip',
    contentTypes: ['application/json'],
    verify: (request) =>
      'basic' in settings ? verifyBasic(request.headers, settings.basic) : verifySignature(request, settings),
    parse: parseRequest,
    answer: () => EMPTY_ANSWER,
  };
}

function verifySignature(
  { headers, rawBody }: GatewayRequest,
  { hmacSecret: secret, hmacHeader }: Extract<InfobipSettings, { hmacSecret: string }>,
): SignatureCheck {
  const header = readSingleHeader(headers, hmacHeader.toLowerCase());
  if (!header.ok) return header;
  const signature = header.value.replace(/^sha256=/i, '');
  const encoding = /^[0-9a-f]{64}$/i.test(signature) ? 'hex' : 'base64';
  return verifyHmac({ algorithm: 'sha256', secret, encoding }, signature, [rawBody]);
}

function parseRequest({ rawBody }: GatewayRequest): ParsedRequest {
  return parseFields(Batch, readJson(rawBody), ({ results }) => {
    if (results.length === 0) return notAMessage('batch of', 0);
    if (results.every((result) => Report.safeParse(result).success))
      return notAMessage('event', 'delivery report');
    return parseFields(z.array(Result), results, (messages) => ({
      kind: 'messages',
      messages: messages.map(({ messageId, from, to, text }, index) => ({
        id: messageId,
        from,
        to,
        text,
        ...(results.length === 1 ? {} : { ownBody: bodyOf(results[index]) }),
      })),
    }));
  });
}

const bodyOf = (result: unknown): string =>
  JSON.stringify({ results: [result], messageCount: 1, pendingMessageCount: 0 });
