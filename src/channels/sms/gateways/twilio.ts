import { parse, stringify } from 'node:querystring';
import { z } from 'zod';
import type { Gateway, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { Id, parseFields } from '../reading/fields.js';
import { firstValues, readForm, sortedPairs } from '../reading/form.js';
import { attachMedia } from '../reading/media.js';
import { replyInXml } from '../reading/reply-xml.js';
import { readSingleHeader } from '../verifying/header.js';
import { verifyHmac } from '../verifying/hmac.js';

/** https://www.twilio.com/docs/messaging/guides/webhook-request. Twilio adds fields at any time. */
const InboundMessage = z.object({
  MessageSid: Id,
  From: Id,
  To: Id,
  Body: z.string().default(''),
  NumMedia: z.string().default('0'),
  /** Twilio's own reading of STOP and its kin, in the words that the account has given them. */
  OptOutType: z.string().default(''),
});

const OPT_OUT_TYPES: readonly string[] = ['STOP', 'START', 'HELP'];

/** Twilio's inbound messages, SMS and MMS, signed with the account's auth token. */
export function createTwilioGateway({ authToken }: { readonly authToken: string }): Gateway {
  return {
    name: 'twilio',
    contentTypes: ['application/x-www-form-urlencoded'],
    canReply: true,
    verify: (request) => verify(request, authToken),
    parse: parseRequest,
    answer: (_messages, reply) => replyInXml(reply, (text) => `<Message>${text}</Message>`),
  };
}

function verify(request: GatewayRequest, authToken: string): SignatureCheck {
  const header = readSingleHeader(request.headers, 'x-twilio-signature');
  if (!header.ok) return header;
  const scheme = { algorithm: 'sha1', secret: authToken, encoding: 'base64' } as const;
  const parameters = sortedPairs(readForm(request), { unique: true }).flat().join('');
  const check = (url: string): SignatureCheck => verifyHmac(scheme, header.value, [url, parameters]);
  const asItStands = check(request.url);
  if (asItStands.ok) return asItStands;
  return (
    signedUrls(request.url)
      .map(check)
      .find(({ ok }) => ok) ?? asItStands
  );
}

/**
 * Twilio signs some URLs with their port and some without, and queries in two ways of escaping, whatever the
 * setting says; its own SDK tries them all.
 */
function signedUrls(url: string): readonly string[] {
  if (!URL.canParse(url)) return [];
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const usualPort = protocol === 'http:' ? '80' : '443';
  const hosts = [hostname, `${hostname}:${port === '' ? usualPort : port}`];
  const queries = search === '' ? [''] : [search, `?${stringify(parse(search.slice(1)))}`];
  const variants = hosts.flatMap((host) => queries.map((query) => `${protocol}//${host}${pathname}${query}`));
  return [...new Set(variants)];
}

function parseRequest(request: GatewayRequest): ParsedRequest {
  const form = firstValues(readForm(request));
  const status = form['MessageStatus'] ?? form['SmsStatus'] ?? 'received';
  if (status !== 'received' && status !== 'receiving')
    return { kind: 'not-a-message', reason: `delivery status "${status.slice(0, 40)}"` };
  const to = form['To'] ?? form['MessagingServiceSid'];
  return parseFields(InboundMessage, { ...form, To: to }, (fields) => ({
    kind: 'messages',
    messages: [
      {
        id: fields.MessageSid,
        from: fields.From,
        to: fields.To,
        text: fields.Body,
        attachments: attachMedia(Number(fields.NumMedia), (index) => form[`MediaUrl${index}`]),
        isCarrierKeyword: OPT_OUT_TYPES.includes(fields.OptOutType),
      },
    ],
  }));
}
