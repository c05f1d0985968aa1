import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Attachment } from '../../../domain/message.js';
import type { Gateway, GatewayRequest, ParsedRequest, ReceivedText, SignatureCheck } from '../gateway.js';
import { EMPTY_ANSWER, refused } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson, Text } from '../reading/fields.js';
import { firstValues, readForm } from '../reading/form.js';
import { checkAge, checkTimestamp } from '../verifying/freshness.js';
import { readCredentials } from '../verifying/header.js';
import { compare, verifyHmac } from '../verifying/hmac.js';
import { verifyJwt } from '../verifying/jwt.js';
import { checkPayloadHash } from '../verifying/payload-hash.js';

/** As the account is set: a plain MD5 over text and secret, or an HMAC. */
export const VONAGE_SIGNATURE_METHODS = ['md5hash', 'md5', 'sha1', 'sha256', 'sha512'] as const;
export type VonageSignatureMethod = (typeof VONAGE_SIGNATURE_METHODS)[number];

export interface VonageSettings {
  readonly signatureSecret: string;
  /** Of the SMS API; the Messages API has one way only. */
  readonly signatureMethod: VonageSignatureMethod;
}

/**
 * Vonage's two ways, told apart by the body: the Messages API (JSON with a `message_uuid`, a JWT in the header) and
 * the older SMS API (form, JSON or query, with `sig` among the fields).
 */
export function createVonageGateway(settings: VonageSettings): Gateway {
  return {
    name: 'vonage',
    contentTypes: ['application/json', 'application/x-www-form-urlencoded'],
    usesGet: true,
    verify: (request) =>
      request.headers['authorization'] === undefined
        ? verifyFields(request, settings)
        : verifyToken(request, settings),
    parse: (request) => {
      const body = readFields(request);
      // The token covers the body and the signature the fields: what was not checked is not read.
      const isMessagesApi = request.headers['authorization'] !== undefined;
      return isMessagesApi ? parseMessagesApi(body) : parseSmsApi(body);
    },
    answer: () => EMPTY_ANSWER,
  };
}

function readFields(request: GatewayRequest): unknown {
  return request.mediaType === 'application/json'
    ? readJson(request.rawBody)
    : firstValues(readForm(request));
}

/** https://developer.vonage.com/en/getting-started/concepts/webhooks, "Validating signed webhooks". */
const Claims = z.object({ iat: z.number(), iss: z.literal('Vonage'), payload_hash: z.string() });

function verifyToken(
  { method, headers, rawBody, now }: GatewayRequest,
  { signatureSecret }: VonageSettings,
): SignatureCheck {
  // The token covers the body; what stands in a query is anybody's.
  if (method !== 'POST') return refused('not-allowed');
  const token = readCredentials(headers, 'bearer');
  if (!token.ok) return token;
  const jwt = verifyJwt(token.value, signatureSecret, ['HS256']);
  if (!jwt.ok) return jwt;
  const claims = Claims.safeParse(jwt.claims);
  if (!claims.success) return refused('malformed');
  const age = checkAge(claims.data.iat, now);
  return age.ok ? checkPayloadHash(claims.data.payload_hash, rawBody) : age;
}

/** https://developer.vonage.com/en/getting-started/concepts/signing-messages: every field but `sig`, sorted. */
function verifyFields(request: GatewayRequest, settings: VonageSettings): SignatureCheck {
  const fields = SignedFields.safeParse(readFields(request));
  if (!fields.success) return refused('malformed');
  const { sig, ...signed } = fields.data;
  if (sig === undefined) return refused('missing');
  const freshness = checkTimestamp(signed['timestamp'] ?? '', request.now);
  if (!freshness.ok) return freshness;
  const text = Object.keys(signed)
    .sort()
    .map((name) => `&${name}=${(signed[name] ?? '').replaceAll(/[&=]/g, '_')}`)
    .join('');
  return verifyText(text, sig, settings);
}

const SignedFields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));

function verifyText(
  text: string,
  sig: string,
  { signatureMethod: method, signatureSecret: secret }: VonageSettings,
): SignatureCheck {
  if (method !== 'md5hash') return verifyHmac({ algorithm: method, secret, encoding: 'hex' }, sig, [text]);
  const expected = createHash('md5').update(text).update(secret).digest();
  return /^[0-9a-f]{32}$/i.test(sig) ? compare(Buffer.from(sig, 'hex'), expected) : refused('malformed');
}

/** https://developer.vonage.com/en/messages/concepts/inbound-messages */
const MessagesApi = z.object({
  message_uuid: Id,
  from: Id,
  to: Id,
  message_type: z.string(),
  text: Text,
});

function parseMessagesApi(body: unknown): ParsedRequest {
  const status = z.object({ status: z.string() }).safeParse(body);
  if (status.success) return notAMessage('delivery status', status.data.status);
  return parseFields(MessagesApi, body, (fields) => ({
    kind: 'messages',
    messages: [
      {
        id: fields.message_uuid,
        from: fields.from,
        to: fields.to,
        text: fields.text,
        attachments: fields.message_type === 'text' ? [] : [mediaOf(fields.message_type, body)],
      },
    ],
  }));
}

/** A picture, a vcard and the like: an object named after its type, with an address. */
function mediaOf(type: string, body: unknown): Attachment {
  const media = z.record(z.string(), z.unknown()).safeParse(body).data?.[type];
  return { kind: 'media', content: z.object({ url: z.string() }).safeParse(media).data?.url ?? '' };
}

/** https://developer.vonage.com/en/messaging/sms/guides/inbound-sms */
const SmsApi = z.object({
  messageId: Id,
  msisdn: Id,
  to: Id,
  type: z.string().default('text'),
  text: Text,
  data: Text,
  concat: z.union([z.string(), z.boolean()]).transform(String).default('false'),
  'concat-ref': z.coerce.string().default(''),
  'concat-total': z.coerce.number().default(1),
  'concat-part': z.coerce.number().default(1),
});

function parseSmsApi(body: unknown): ParsedRequest {
  // A delivery receipt has a status and an error code; an inbound message has neither.
  const status = z.object({ status: z.string() }).safeParse(body);
  if (status.success) return notAMessage('delivery status', status.data.status);
  return parseFields(SmsApi, body, (fields) => {
    const text: ReceivedText = {
      id: fields.messageId,
      from: fields.msisdn,
      to: fields.to,
      text: fields.text,
      attachments: fields.type === 'binary' ? [{ kind: 'binary', content: fields.data }] : [],
    };
    const part = {
      text,
      reference: fields['concat-ref'],
      number: fields['concat-part'],
      total: fields['concat-total'],
    };
    return isPart(fields.concat, part) ? { kind: 'part', part } : { kind: 'messages', messages: [text] };
  });
}

/** A part that does not fit among its others is a message of its own: it must not wait for ever. */
function isPart(
  concat: string,
  {
    reference,
    number,
    total,
  }: { readonly reference: string; readonly number: number; readonly total: number },
): boolean {
  if (concat !== 'true' || reference === '') return false;
  const isWhole = Number.isInteger(number) && Number.isInteger(total);
  return isWhole && total > 1 && total <= 255 && number >= 1 && number <= total;
}
