import { z } from 'zod';
import type { Gateway, GatewayRequest, ParsedRequest } from '../gateway.js';
import { EMPTY_ANSWER, refused } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson } from '../reading/fields.js';
import { firstValues, readForm } from '../reading/form.js';
import { verifySecret } from '../verifying/hmac.js';

const InboundMessage = z.object({ id: Id, from: Id, to: Id, text: z.string() });

/** ClickSend signs nothing, so the address itself is the secret: `/webhooks/sms/clicksend/SECRET`. */
export function createClickSendGateway({ pathSecret }: { readonly pathSecret: string }): Gateway {
  return {
    name: 'clicksend',
    contentTypes: ['application/x-www-form-urlencoded', 'application/json'],
    usesGet: true,
    hasSecretPath: true,
    verify: ({ url }) => {
      const given = /\/clicksend\/([^/?]+)(?:\?|$)/.exec(url)?.[1];
      return given === undefined ? refused('missing') : verifySecret(given, pathSecret);
    },
    parse: parseRequest,
    answer: () => EMPTY_ANSWER,
  };
}

/** Each field has an older name beside the present one, and rules send the one, the other or both. */
function parseRequest(request: GatewayRequest): ParsedRequest {
  const isJson = request.mediaType === 'application/json';
  const { data: fields } = z
    .record(z.string(), z.unknown())
    .safeParse(isJson ? readJson(request.rawBody) : firstValues(readForm(request)));
  if (fields === undefined) return { kind: 'malformed', reason: 'the body has no fields' };
  const text = fields['body'] ?? fields['message'] ?? fields['sms'];
  const status = fields['status'] ?? fields['status_code'];
  if (status !== undefined && text === undefined) return notAMessage('delivery status', status);
  const named = { id: fields['message_id'], from: fields['from'], to: fields['to'], text: text ?? '' };
  return parseFields(InboundMessage, named, (message) => ({ kind: 'messages', messages: [message] }));
}
