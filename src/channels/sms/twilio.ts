import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'node:querystring';
import { z } from 'zod';
import type { Message } from '../../domain/message.js';
import {
  type Gateway,
  type GatewayAnswer,
  type GatewayRequest,
  type ParsedRequest,
  readSingleHeader,
  type SignatureCheck,
} from './gateway.js';

/** Base64 of the 20 bytes of an HMAC-SHA1. */
const SIGNATURE = /^[A-Za-z0-9+/]{27}=$/;

const EMPTY_TWIML: GatewayAnswer = {
  status: 200,
  contentType: 'text/xml',
  body: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>',
};

/** An index must hold it; Twilio's own ids have 34 characters. */
const Id = z.string().min(1).max(255);

/** https://www.twilio.com/docs/messaging/guides/webhook-request. Twilio adds fields at any time. */
const InboundMessage = z.object({
  MessageSid: Id,
  From: Id,
  To: Id,
  Body: z.string().default(''),
  NumMedia: z.string().default('0'),
});

/** Twilio's inbound messages, SMS and MMS, signed with the account's auth token. */
export function createTwilioGateway({ authToken }: { readonly authToken: string }): Gateway {
  return {
    name: 'twilio',
    contentTypes: ['application/x-www-form-urlencoded'],
    verify: (request) => verifySignature(request, authToken),
    parse: parseRequest,
    answer: () => EMPTY_TWIML,
  };
}

function verifySignature({ headers, url, rawBody }: GatewayRequest, authToken: string): SignatureCheck {
  const header = readSingleHeader(headers, 'x-twilio-signature');
  if (!header.ok) return header;
  if (!SIGNATURE.test(header.value)) return { ok: false, reason: 'malformed' };
  const given = Buffer.from(header.value, 'base64');
  const signedParameters = joinParameters(readForm(rawBody));
  const isGenuine = signedUrls(url).some((signedUrl) => {
    const expected = createHmac('sha1', authToken).update(signedUrl).update(signedParameters).digest();
    return timingSafeEqual(expected, given);
  });
  return isGenuine ? { ok: true } : { ok: false, reason: 'mismatch' };
}

function readForm(rawBody: Buffer): URLSearchParams {
  return new URLSearchParams(rawBody.toString('utf8'));
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
  return [...new Set([url, ...variants])];
}

/** Name and value of each parameter, sorted by name; a value that came twice under one name counts once. */
function joinParameters(form: URLSearchParams): string {
  const valuesByName = new Map<string, Set<string>>();
  for (const [name, value] of form) {
    const values = valuesByName.get(name);
    if (values === undefined) valuesByName.set(name, new Set([value]));
    else values.add(value);
  }
  const names = [...valuesByName.keys()].sort();
  return names.map((name) => joinValues(name, valuesByName.get(name) ?? new Set())).join('');
}

function joinValues(name: string, values: ReadonlySet<string>): string {
  return [...values]
    .sort()
    .map((value) => name + value)
    .join('');
}

function parseRequest({ rawBody, now }: GatewayRequest): ParsedRequest {
  const form = readForm(rawBody);
  const status = form.get('MessageStatus') ?? form.get('SmsStatus');
  if (status !== null && !isInboundStatus(status))
    return { kind: 'not-a-message', reason: `delivery status "${status.slice(0, 40)}"` };
  const to = form.get('To') ?? form.get('MessagingServiceSid');
  const fields = InboundMessage.safeParse({
    ...Object.fromEntries(form),
    ...(to === null ? {} : { To: to }),
  });
  if (!fields.success) return { kind: 'malformed', reason: describe(fields.error) };
  return { kind: 'messages', messages: [toMessage(fields.data, now)] };
}

function isInboundStatus(status: string): boolean {
  return status === 'received' || status === 'receiving';
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}

function toMessage(fields: z.infer<typeof InboundMessage>, now: Date): Message {
  return {
    channel: 'sms',
    conversation: fields.To,
    messageId: fields.MessageSid,
    revision: 0,
    sender: { id: fields.From, name: fields.From, role: 'member' },
    surfaces: fields.Body === '' ? [] : [{ kind: 'body', text: fields.Body }],
    unscored: fields.NumMedia === '0' ? [] : ['media'],
    signals: [],
    receivedAt: now.toISOString(),
  };
}
