import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Gateway, GatewayRequest } from '../../../../src/channels/sms/gateway.js';
import { createAndroidGateway } from '../../../../src/channels/sms/gateways/android.js';
import { createAwsSnsGateway } from '../../../../src/channels/sms/gateways/aws-sns.js';
import { createBirdGateway } from '../../../../src/channels/sms/gateways/bird.js';
import { createHttpSmsGateway } from '../../../../src/channels/sms/gateways/httpsms.js';
import { createMessageBirdGateway } from '../../../../src/channels/sms/gateways/messagebird.js';
import { createPlivoGateway } from '../../../../src/channels/sms/gateways/plivo.js';
import { createSinchGateway } from '../../../../src/channels/sms/gateways/sinch.js';
import { createTelnyxGateway } from '../../../../src/channels/sms/gateways/telnyx.js';
import { createTextbeeGateway } from '../../../../src/channels/sms/gateways/textbee.js';
import { createTwilioGateway } from '../../../../src/channels/sms/gateways/twilio.js';
import { createVonageGateway } from '../../../../src/channels/sms/gateways/vonage.js';

/** Signed requests: the vendors' own vectors, and others that their SDKs have accepted. */
const Vector = z.object({
  gateway: z.string(),
  note: z.string().default(''),
  secret: z.string().default(''),
  publicKey: z.string().default(''),
  publicKeyPem: z.string().default(''),
  url: z.string().default('https://gate.example.com/'),
  method: z.string().default('POST'),
  contentType: z.string().default('application/x-www-form-urlencoded'),
  body: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
  headers: z.record(z.string(), z.string()),
  nowUnix: z.number().optional(),
  nowIso: z.string().optional(),
});
type Vector = z.infer<typeof Vector>;

const VECTORS = z
  .array(Vector)
  .parse(JSON.parse(readFileSync('test/fixtures/sms/signature-vectors.json', 'utf8')));

const OPEN: Readonly<Record<string, (vector: Vector) => Gateway>> = {
  twilio: ({ secret }) => createTwilioGateway({ authToken: secret }),
  telnyx: ({ publicKey }) => createTelnyxGateway({ publicKey }),
  plivo: ({ secret }) => createPlivoGateway({ authToken: secret }),
  vonage: ({ secret }) => createVonageGateway({ signatureSecret: secret, signatureMethod: 'sha256' }),
  messagebird: ({ secret }) => createMessageBirdGateway({ signingKey: secret }),
  sinch: ({ secret }) => createSinchGateway({ secret }),
  bird: ({ secret }) => createBirdGateway({ signingKey: secret }),
  'android-sms-gateway': ({ secret }) => createAndroidGateway({ signingKey: secret }),
  httpsms: ({ secret }) => createHttpSmsGateway({ signingKey: secret }),
  textbee: ({ secret }) => createTextbeeGateway({ signingSecret: secret }),
  'aws-sns': ({ publicKeyPem, headers }) =>
    createAwsSnsGateway({
      topicArns: [headers['x-amz-sns-topic-arn'] ?? ''],
      fetchText: async () => publicKeyPem,
    }),
};

const open = (vector: Vector): Gateway => {
  const create = OPEN[vector.gateway];
  if (create === undefined)
    throw new RangeError(`Cannot check a vector of ${vector.gateway}: nobody reads it`);
  return create(vector);
};

function toRequest(vector: Vector, change: (body: string) => string = (body) => body): GatewayRequest {
  const body = vector.body ?? new URLSearchParams(vector.params ?? {}).toString();
  const sent = new Date('2026-01-15T20:16:08Z');
  const now =
    vector.nowUnix === undefined ? new Date(vector.nowIso ?? sent) : new Date(vector.nowUnix * 1000);
  return {
    method: vector.method,
    url: vector.url,
    headers: Object.fromEntries(
      Object.entries(vector.headers).map(([name, value]) => [name.toLowerCase(), [value]]),
    ),
    mediaType: vector.contentType.split(';', 1).join(''),
    rawBody: Buffer.from(change(body)),
    now,
  };
}

const isPlivoV2 = ({ headers }: Vector): boolean => 'X-Plivo-Signature-V2' in headers;
const genuine = VECTORS.filter((vector) => !isPlivoV2(vector));
const named = (vectors: readonly Vector[]) =>
  vectors.map((vector) => [`${vector.gateway} ${vector.note}`.trim(), vector] as const);

test('there are vectors, and each gateway of them is known', () => {
  expect(VECTORS).toHaveLength(13);
  expect(VECTORS.map(open)).toHaveLength(13);
});

test.each(named(genuine))('verify() accepts the vector of %s', async (_name, vector) => {
  expect(await open(vector).verify(toRequest(vector))).toEqual({ ok: true });
});

test.each(named(genuine.filter(({ gateway }) => gateway !== 'httpsms')))(
  'verify() refuses the vector of %s with another body',
  async (_name, vector) => {
    const change = (body: string): string => (body.includes('o') ? body.replace('o', '0') : `${body}&a=b`);
    const check = await open(vector).verify(toRequest(vector, change));
    expect(check).toMatchObject({ ok: false });
  },
);

test('verify() of Plivo refuses version 2, whose signature holds for any text', async () => {
  const vector = VECTORS.find(isPlivoV2);
  const gateway = createPlivoGateway({ authToken: vector?.secret ?? '' });
  const request = vector === undefined ? null : toRequest(vector);
  expect(request && (await gateway.verify(request))).toEqual({ ok: false, reason: 'missing' });
});

test.each(named(genuine.filter(({ note, gateway }) => note === '' && gateway !== 'bird')))(
  'parse() reads the vector of %s',
  (_name, vector) => {
    expect(open(vector).parse(toRequest(vector))).toMatchObject({
      kind: 'messages',
      messages: [{ text: expect.stringMatching(/\S/) as string }],
    });
  },
);
