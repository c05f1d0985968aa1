import { parse } from 'node:querystring';
import { z } from 'zod';
import type { Gateway, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { refused } from '../gateway.js';
import { Id, notAMessage, parseFields } from '../reading/fields.js';
import { firstValues, readForm, sortedPairs } from '../reading/form.js';
import { attachMedia } from '../reading/media.js';
import { escapeXml, replyInXml } from '../reading/reply-xml.js';
import { readSingleHeader, type SingleHeader } from '../verifying/header.js';
import { verifyHmac } from '../verifying/hmac.js';

/** https://www.plivo.com/docs/messaging/concepts/inbound-messages */
const InboundMessage = z.object({
  MessageUUID: Id,
  From: Id,
  To: Id,
  Text: z.string().default(''),
  Body: z.string().default(''),
  Type: z.string().default('sms'),
  /** Plivo's own reading of STOP and its kin. */
  MessageIntent: z.string().default(''),
});

const INTENTS: readonly string[] = ['optout', 'optin', 'help'];

/**
 * Plivo's inbound messages, signed with the account's auth token in version 3. Version 2 does not cover the text, so a
 * request that has only that is refused.
 */
export function createPlivoGateway({ authToken }: { readonly authToken: string }): Gateway {
  return {
    name: 'plivo',
    contentTypes: ['application/x-www-form-urlencoded'],
    canReply: true,
    verify: (request) => verify(request, authToken),
    parse: parseRequest,
    answer: ([message], reply) => {
      const from = escapeXml(message?.conversation ?? '');
      const to = escapeXml(message?.sender.id ?? '');
      return replyInXml(reply, (text) => `<Message src="${from}" dst="${to}">${text}</Message>`);
    },
  };
}

function verify(request: GatewayRequest, authToken: string): SignatureCheck {
  const header = readEither(request, ['x-plivo-signature-v3', 'x-plivo-signature-ma-v3']);
  if (!header.ok) return header;
  const nonce = readSingleHeader(request.headers, 'x-plivo-signature-v3-nonce');
  if (!nonce.ok) return nonce;
  const signed = signedText(request);
  if (signed === null) return refused('mismatch');
  const scheme = { algorithm: 'sha256', secret: authToken, encoding: 'base64' } as const;
  // While a token is being changed there are two signatures.
  const checks = header.value
    .split(',')
    .slice(0, 4)
    .map((signature) => verifyHmac(scheme, signature.trim(), [signed, '.', nonce.value]));
  return checks.find(({ ok }) => ok) ?? checks[0] ?? refused('missing');
}

/** A subaccount's message is signed by the main account in a header of its own. */
function readEither({ headers }: GatewayRequest, names: readonly [string, string]): SingleHeader {
  const [own, main] = names;
  return headers[own] === undefined ? readSingleHeader(headers, main) : readSingleHeader(headers, own);
}

/** The address, the sorted query, a full stop where there is one, and each field of the body, sorted. */
function signedText(request: GatewayRequest): string | null {
  if (!URL.canParse(request.url)) return null;
  const { protocol, host, pathname, search } = new URL(request.url);
  const query = Object.entries(parse(search.slice(1)))
    .flatMap(([name, values]) => [values ?? ''].flat().map((value) => `${name}=${value}`))
    .sort()
    .join('&');
  const fields = sortedPairs(readForm(request), { unique: false }).flat().join('');
  const address = `${protocol}//${host}${pathname}`;
  if (fields === '') return query === '' ? address : `${address}?${query}`;
  return query === '' ? `${address}?${fields}` : `${address}?${query}.${fields}`;
}

function parseRequest(request: GatewayRequest): ParsedRequest {
  const form = firstValues(readForm(request));
  const status = form['Status'] ?? form['MessageState'];
  if (status !== undefined && form['Text'] === undefined && form['Type'] === undefined)
    return notAMessage('delivery status', status);
  return parseFields(InboundMessage, form, (fields) => ({
    kind: 'messages',
    messages: [
      {
        id: fields.MessageUUID,
        from: fields.From,
        to: fields.To,
        text: fields.Text === '' ? fields.Body : fields.Text,
        attachments: attachMedia(countMedia(form), (index) => form[`Media${index}`]),
        isCarrierKeyword: INTENTS.includes(fields.MessageIntent.toLowerCase()),
      },
    ],
  }));
}

function countMedia(form: Readonly<Record<string, string>>): number {
  return Object.keys(form).filter((name) => /^Media\d{1,2}$/.test(name)).length;
}
