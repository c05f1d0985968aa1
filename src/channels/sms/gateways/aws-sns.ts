import { createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto';
import { z } from 'zod';
import type { Gateway, GatewayRequest, ParsedRequest, SignatureCheck } from '../gateway.js';
import { EMPTY_ANSWER, GENUINE, refused } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson, Text } from '../reading/fields.js';
import { checkAge } from '../verifying/freshness.js';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
const Envelope = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string(),
  TopicArn: z.string(),
  Subject: z.string().optional(),
  Message: z.string(),
  Timestamp: z.string(),
  Token: z.string().optional(),
  SubscribeURL: z.string().optional(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
});
type Envelope = z.infer<typeof Envelope>;

/** https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html */
const InboundMessage = z.object({
  inboundMessageId: Id,
  originationNumber: Id,
  destinationNumber: Id,
  messageBody: Text,
});

export interface AwsSnsSettings {
  /** Anybody can have AWS sign messages of a topic of his own: only these are ours. */
  readonly topicArns: readonly string[];
  /** The text at an address of AWS. Rejects when it cannot be had. */
  readonly fetchText: (url: string) => Promise<string>;
}

const AWS_HOST = /^sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;

/** SNS tries for an hour at most, and signs once: a message may be as old as that. */
const MAX_AGE_SECONDS = 3_900;

/** AWS End User Messaging through SNS. Confirms the subscription of the topics it is told of. */
export function createAwsSnsGateway({ topicArns, fetchText }: AwsSnsSettings): Gateway {
  const readKey = createKeyReader(fetchText);
  return {
    name: 'aws-sns',
    contentTypes: ['text/plain', 'application/json'],
    verify: (request) => verify(request, topicArns, readKey),
    parse: (request) => parseRequest(request, fetchText),
    answer: () => EMPTY_ANSWER,
  };
}

type ReadKey = (url: string) => Promise<KeyObject | null>;

async function verify(
  { rawBody, now }: GatewayRequest,
  topicArns: readonly string[],
  readKey: ReadKey,
): Promise<SignatureCheck> {
  const { data: envelope } = Envelope.safeParse(readJson(rawBody));
  if (envelope === undefined) return refused('malformed');
  // Before anything is fetched.
  if (!topicArns.includes(envelope.TopicArn)) return refused('not-allowed');
  const age = checkAge(Date.parse(envelope.Timestamp) / 1000, now, MAX_AGE_SECONDS);
  if (!age.ok) return age;
  if (!isOfAws(envelope.SigningCertURL) || !envelope.SigningCertURL.endsWith('.pem'))
    return refused('not-allowed');
  const key = await readKey(envelope.SigningCertURL);
  if (key === null) return refused('unavailable');
  const algorithm = envelope.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
  const signature = Buffer.from(envelope.Signature, 'base64');
  const isGenuine = verifySignature(algorithm, Buffer.from(signedText(envelope)), key, signature);
  return isGenuine ? GENUINE : refused('mismatch');
}

function isOfAws(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  return protocol === 'https:' && AWS_HOST.test(hostname) && port === '' && username + password === '';
}

/** Name and value of each field that is there, a line each, in the order of AWS' documentation. */
function signedText(envelope: Envelope): string {
  const fields =
    envelope.Type === 'Notification'
      ? (['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const)
      : (['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const);
  return fields
    .filter((field) => envelope[field] !== undefined)
    .map((field) => `${field}\n${envelope[field] ?? ''}\n`)
    .join('');
}

/** AWS changes its key a few times a year. */
const MOST_KEYS = 20;

function createKeyReader(fetchText: AwsSnsSettings['fetchText']): ReadKey {
  const keys = new Map<string, KeyObject>();
  return async (url) => {
    const known = keys.get(url);
    if (known !== undefined) return known;
    try {
      const key = createPublicKey(await fetchText(url));
      if (keys.size >= MOST_KEYS) keys.clear();
      keys.set(url, key);
      return key;
    } catch {
      return null;
    }
  };
}

function parseRequest({ rawBody }: GatewayRequest, fetchText: AwsSnsSettings['fetchText']): ParsedRequest {
  return parseFields(Envelope, readJson(rawBody), ({ Type: type, Message: message, SubscribeURL: url }) => {
    if (type === 'UnsubscribeConfirmation') return notAMessage('event', type);
    if (type === 'SubscriptionConfirmation') {
      if (url === undefined || !isOfAws(url))
        return { kind: 'malformed', reason: 'SubscribeURL is not of AWS' };
      return {
        kind: 'handshake',
        confirm: async () => {
          await fetchText(url);
        },
      };
    }
    return parseFields(InboundMessage, readJson(Buffer.from(message)), (fields) => ({
      kind: 'messages',
      messages: [
        {
          id: fields.inboundMessageId,
          from: fields.originationNumber,
          to: fields.destinationNumber,
          text: fields.messageBody,
        },
      ],
    }));
  });
}
