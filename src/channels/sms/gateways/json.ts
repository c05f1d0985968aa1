import { z } from 'zod';
import type { Gateway, GatewayAnswer, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson, Text } from '../reading/fields.js';
import { readPointer } from '../reading/json-pointer.js';
import { checkTimestamp } from '../verifying/freshness.js';
import { readCredentials, readSingleHeader } from '../verifying/header.js';
import { type Encoding, type HashAlgorithm, sha256, verifyHmac, verifySecret } from '../verifying/hmac.js';

/** JSON pointers (RFC 6901) into the body. */
export interface JsonFields {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Null: a digest of the body stands for it, and the same body is the same message. */
  readonly id: string | null;
}

export interface JsonHmac {
  readonly secret: string;
  readonly header: string;
  readonly algorithm: Extract<HashAlgorithm, 'sha1' | 'sha256' | 'sha512'>;
  readonly encoding: Encoding;
  /** What is signed, with `{body}`, `{url}` and `{timestamp}` in the places where they go. */
  readonly template: string;
  /** Where the timestamp stands, in Unix seconds; null when there is none. */
  readonly timestampHeader: string | null;
  readonly toleranceSeconds: number;
}

export interface JsonSettings {
  readonly account: string;
  readonly fields: JsonFields;
  readonly security: { readonly token: string } | { readonly hmac: JsonHmac };
  readonly answer: GatewayAnswer;
  /** A field that says what kind of event it is, and the value of a message; null: everything is a message. */
  readonly event: { readonly pointer: string; readonly value: string } | null;
}

/** Any gateway that sends JSON: where its fields are, how it signs and what it wants to hear are settings. */
export function createJsonGateway(settings: JsonSettings): Gateway {
  const { security, answer } = settings;
  return {
    name: 'json',
    contentTypes: ['application/json'],
    verify: (request) =>
      'token' in security ? verifyToken(request, security.token) : verifySignature(request, security.hmac),
    parse: (request) => parseRequest(request, settings),
    answer: () => answer,
  };
}

function verifyToken({ headers }: GatewayRequest, token: string): SignatureCheck {
  const given = readCredentials(headers, 'bearer');
  return given.ok ? verifySecret(given.value, token) : given;
}

function verifySignature(request: GatewayRequest, hmac: JsonHmac): SignatureCheck {
  const signature = readSingleHeader(request.headers, hmac.header.toLowerCase());
  if (!signature.ok) return signature;
  const timestamp = readTimestamp(request, hmac);
  if (!timestamp.ok) return timestamp;
  const parts = { body: request.rawBody, url: request.url, timestamp: timestamp.value };
  // Some write the algorithm before it: sha256=…
  const given = signature.value.replace(/^(?:sha1|sha256|sha512|v1)=/i, '');
  return verifyHmac(hmac, given, fillTemplate(hmac.template, parts));
}

function readTimestamp(
  { headers, now }: GatewayRequest,
  { timestampHeader, toleranceSeconds }: JsonHmac,
): ReturnType<typeof readSingleHeader> {
  if (timestampHeader === null) return { ok: true, value: '' };
  const timestamp = readSingleHeader(headers, timestampHeader.toLowerCase());
  if (!timestamp.ok) return timestamp;
  const freshness = checkTimestamp(timestamp.value, now, toleranceSeconds);
  return freshness.ok ? timestamp : freshness;
}

type TemplateParts = Readonly<Record<'body' | 'url' | 'timestamp', string | Buffer>>;

/** In pieces, so that the body stays the bytes that it is. */
function fillTemplate(template: string, parts: TemplateParts): readonly (string | Buffer)[] {
  return template
    .split(/(\{(?:body|url|timestamp)\})/)
    .map((piece) => (/^\{\w+\}$/.test(piece) ? parts[piece.slice(1, -1) as keyof TemplateParts] : piece));
}

function parseRequest(request: GatewayRequest, settings: JsonSettings): ParsedRequest {
  const body = readJson(request.rawBody);
  if (body === undefined) return { kind: 'malformed', reason: 'the body is not JSON' };
  const { fields, event, account } = settings;
  if (event !== null) {
    const given = readPointer(body, event.pointer);
    if (given !== event.value) return notAMessage('event', given);
  }
  const values = {
    from: readPointer(body, fields.from),
    to: readPointer(body, fields.to),
    text: readPointer(body, fields.text),
    id: fields.id === null ? sha256(request.rawBody).toString('hex') : readPointer(body, fields.id),
  };
  const Message = z.object({ from: Id, to: Id, text: Text, id: Id });
  return parseFields(Message, values, (message) => ({
    kind: 'messages',
    // Ids that somebody counts himself are his own only within his account.
    messages: [{ ...message, id: account === '' ? message.id : `${account}/${message.id}` }],
  }));
}
