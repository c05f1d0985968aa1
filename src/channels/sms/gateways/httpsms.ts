import { z } from 'zod';
import type { Gateway, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { EMPTY_ANSWER, refused } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson, Text } from '../reading/fields.js';
import { attachUrls } from '../reading/media.js';
import { checkAge } from '../verifying/freshness.js';
import { readCredentials } from '../verifying/header.js';
import { verifyJwt } from '../verifying/jwt.js';

/** https://docs.httpsms.com/webhooks/introduction */
const Claims = z.object({
  iss: z.literal('api.httpsms.com'),
  aud: z.union([z.string(), z.array(z.string())]).transform((aud) => [aud].flat()),
  exp: z.number(),
  nbf: z.number().optional(),
});
const Event = z.object({ type: z.string() });
const Received = z.object({
  data: z.object({
    message_id: Id,
    owner: Id,
    contact: Id,
    content: Text,
    encrypted: z.boolean().nullish(),
    attachments: z.array(z.string()).nullish(),
  }),
});

/**
 * httpSMS. Its token names the address and ends after ten minutes, but does not cover the body: whoever has seen one can
 * send what he likes until then, so the address has to be https.
 */
export function createHttpSmsGateway({ signingKey }: { readonly signingKey: string }): Gateway {
  return {
    name: 'httpsms',
    contentTypes: ['application/json', 'application/cloudevents+json'],
    verify: (request) => verify(request, signingKey),
    parse: parseRequest,
    answer: () => EMPTY_ANSWER,
  };
}

function verify({ headers, url, now }: GatewayRequest, signingKey: string): SignatureCheck {
  const token = readCredentials(headers, 'bearer');
  if (!token.ok) return token;
  const jwt = verifyJwt(token.value, signingKey, ['HS256']);
  if (!jwt.ok) return jwt;
  const { data: claims } = Claims.safeParse(jwt.claims);
  if (claims === undefined) return refused('malformed');
  if (!claims.aud.includes(url)) return refused('mismatch');
  const isTooEarly = claims.nbf !== undefined && now.getTime() / 1000 < claims.nbf;
  return isTooEarly ? refused('from-the-future') : checkExpiry(claims.exp, now);
}

/** Ten minutes are what it gives itself; a token that is good for longer was not made by it. */
const LIFE_SECONDS = 600;

function checkExpiry(exp: number, now: Date): SignatureCheck {
  const seconds = now.getTime() / 1000;
  if (exp <= seconds) return refused('too-old');
  return checkAge(exp - LIFE_SECONDS, now, LIFE_SECONDS);
}

function parseRequest({ rawBody }: GatewayRequest): ParsedRequest {
  const body = readJson(rawBody);
  return parseFields(Event, body, ({ type }) => {
    if (type !== 'message.phone.received') return notAMessage('event', type);
    return parseFields(Received, body, ({ data }) => {
      const { message_id: id, contact: from, owner: to, content } = data;
      const media = attachUrls(data.attachments ?? []);
      // Only the receiver has the key. What cannot be read is not scored, and goes on as it came.
      const message =
        data.encrypted === true
          ? { text: '', attachments: [{ kind: 'encrypted' as const, content }, ...media] }
          : { text: content, attachments: media };
      return { kind: 'messages', messages: [{ id, from, to, ...message }] };
    });
  });
}
