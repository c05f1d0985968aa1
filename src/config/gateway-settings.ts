import { z } from 'zod';
import {
  headerName,
  jsonPointer,
  list,
  oneOf,
  userAndPassword,
  webhookSecret,
  wholeNumber,
} from './values.js';

const VONAGE_METHODS = ['md5hash', 'md5', 'sha1', 'sha256', 'sha512'] as const;

/** The settings of the SMS gateways. Each can have two underscores and the name of an account behind it. */
export const GATEWAY_ENVIRONMENT = {
  SMS_TWILIO_AUTH_TOKEN: z.string().optional(),
  SMS_TELNYX_PUBLIC_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, { error: 'must be base64 of 32 bytes, as Telnyx shows the public key' })
    .optional(),
  SMS_VONAGE_SIGNATURE_SECRET: z.string().optional(),
  SMS_VONAGE_SIGNATURE_METHOD: oneOf(VONAGE_METHODS).default('sha256'),
  SMS_PLIVO_AUTH_TOKEN: z.string().optional(),
  SMS_MESSAGEBIRD_SIGNING_KEY: z.string().optional(),
  SMS_BIRD_SIGNING_KEY: z.string().optional(),
  SMS_SINCH_SECRET: z.string().optional(),
  SMS_AWS_SNS_TOPIC_ARNS: list
    .refine((arns) => arns.every((arn) => /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/.test(arn)), {
      error: 'must be topics, arn:aws:sns:us-east-1:123456789012:two-way-sms for instance',
    })
    .optional(),
  SMS_INFOBIP_BASIC: userAndPassword.optional(),
  SMS_INFOBIP_HMAC_SECRET: z.string().optional(),
  SMS_INFOBIP_HMAC_HEADER: headerName.default('X-Signature'),
  SMS_BANDWIDTH_BASIC: userAndPassword.optional(),
  SMS_CLICKSEND_PATH_SECRET: z
    .string()
    .regex(/^[\w-]{20,}$/, { error: 'must have at least 20 letters, digits, _ and -' })
    .optional(),
  SMS_ANDROID_SIGNING_KEY: z.string().optional(),
  SMS_HTTPSMS_SIGNING_KEY: z.string().optional(),
  SMS_TEXTBEE_SIGNING_SECRET: z.string().optional(),
  SMS_STANDARD_SECRET: webhookSecret.optional(),
  SMS_JSON_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, { error: 'must have at least 16 characters and no spaces' })
    .optional(),
  SMS_JSON_HMAC_SECRET: z.string().optional(),
  SMS_JSON_HMAC_HEADER: headerName.default('X-Signature'),
  SMS_JSON_HMAC_ALGORITHM: oneOf(['sha1', 'sha256', 'sha512']).default('sha256'),
  SMS_JSON_HMAC_ENCODING: oneOf(['hex', 'base64']).default('hex'),
  SMS_JSON_HMAC_TEMPLATE: z
    .string()
    .includes('{body}', { error: "must contain {body}: what is not signed could be anybody's" })
    .default('{body}'),
  SMS_JSON_TIMESTAMP_HEADER: headerName.optional(),
  SMS_JSON_TOLERANCE_SECONDS: wholeNumber(1, 86_400).default(300),
  SMS_JSON_FROM: jsonPointer.default('/from'),
  SMS_JSON_TO: jsonPointer.default('/to'),
  SMS_JSON_TEXT: jsonPointer.default('/text'),
  SMS_JSON_ID: jsonPointer.optional(),
  SMS_JSON_EVENT: z
    .string()
    .regex(/^(\/[^/=]*)+=.+$/, {
      error: 'must be a JSON pointer and a value, /type=message.received for instance',
    })
    .optional(),
  SMS_JSON_ANSWER_STATUS: wholeNumber(200, 299).default(200),
  SMS_JSON_ANSWER_TYPE: z.string().default('application/json'),
  SMS_JSON_ANSWER: z.string().default('{}'),
} as const;

export const GatewayEnvironment = z.object(GATEWAY_ENVIRONMENT);
type Environment = z.infer<typeof GatewayEnvironment>;

/** By gateway: its settings, or null without its secret. */
const READERS = {
  twilio: ({ SMS_TWILIO_AUTH_TOKEN: authToken }: Environment) => given({ authToken }),
  telnyx: ({ SMS_TELNYX_PUBLIC_KEY: publicKey }: Environment) => given({ publicKey }),
  vonage: ({
    SMS_VONAGE_SIGNATURE_SECRET: signatureSecret,
    SMS_VONAGE_SIGNATURE_METHOD: signatureMethod,
  }: Environment) => given({ signatureSecret, signatureMethod }),
  plivo: ({ SMS_PLIVO_AUTH_TOKEN: authToken }: Environment) => given({ authToken }),
  messagebird: ({ SMS_MESSAGEBIRD_SIGNING_KEY: signingKey }: Environment) => given({ signingKey }),
  bird: ({ SMS_BIRD_SIGNING_KEY: signingKey }: Environment) => given({ signingKey }),
  sinch: ({ SMS_SINCH_SECRET: secret }: Environment) => given({ secret }),
  'aws-sns': ({ SMS_AWS_SNS_TOPIC_ARNS: topicArns }: Environment) => given({ topicArns }),
  infobip: ({
    SMS_INFOBIP_BASIC: basic,
    SMS_INFOBIP_HMAC_SECRET: hmacSecret,
    SMS_INFOBIP_HMAC_HEADER: hmacHeader,
  }: Environment) => given({ basic }) ?? given({ hmacSecret, hmacHeader }),
  bandwidth: ({ SMS_BANDWIDTH_BASIC: basic }: Environment) => given({ basic }),
  clicksend: ({ SMS_CLICKSEND_PATH_SECRET: pathSecret }: Environment) => given({ pathSecret }),
  android: ({ SMS_ANDROID_SIGNING_KEY: signingKey }: Environment) => given({ signingKey }),
  httpsms: ({ SMS_HTTPSMS_SIGNING_KEY: signingKey }: Environment) => given({ signingKey }),
  textbee: ({ SMS_TEXTBEE_SIGNING_SECRET: signingSecret }: Environment) => given({ signingSecret }),
  standard: ({ SMS_STANDARD_SECRET: secret }: Environment) => given({ secret }),
  json: readJsonGateway,
} as const;

export type GatewayName = keyof typeof READERS;

/** One account of one gateway. */
export type SmsAccount = {
  readonly [Name in GatewayName]: {
    readonly gateway: Name;
    /** Empty for the only one. */
    readonly account: string;
    readonly settings: NonNullable<ReturnType<(typeof READERS)[Name]>>;
  };
}[GatewayName];

/** In the order of the documentation. */
export const GATEWAY_NAMES = Object.keys(READERS) as readonly GatewayName[];

/** The first setting of each is what mounts it. */
export const SECRET_OF: Readonly<Record<GatewayName, string>> = {
  twilio: 'SMS_TWILIO_AUTH_TOKEN',
  telnyx: 'SMS_TELNYX_PUBLIC_KEY',
  vonage: 'SMS_VONAGE_SIGNATURE_SECRET',
  plivo: 'SMS_PLIVO_AUTH_TOKEN',
  messagebird: 'SMS_MESSAGEBIRD_SIGNING_KEY',
  bird: 'SMS_BIRD_SIGNING_KEY',
  sinch: 'SMS_SINCH_SECRET',
  'aws-sns': 'SMS_AWS_SNS_TOPIC_ARNS',
  infobip: 'SMS_INFOBIP_BASIC',
  bandwidth: 'SMS_BANDWIDTH_BASIC',
  clicksend: 'SMS_CLICKSEND_PATH_SECRET',
  android: 'SMS_ANDROID_SIGNING_KEY',
  httpsms: 'SMS_HTTPSMS_SIGNING_KEY',
  textbee: 'SMS_TEXTBEE_SIGNING_SECRET',
  standard: 'SMS_STANDARD_SECRET',
  json: 'SMS_JSON_TOKEN',
};

/** What makes an account; everything else can be shared by several. */
const SECRETS: readonly string[] = [
  ...Object.values(SECRET_OF),
  'SMS_INFOBIP_HMAC_SECRET',
  'SMS_JSON_HMAC_SECRET',
];

export const isSharedSetting = (setting: string): boolean =>
  setting in GATEWAY_ENVIRONMENT && !SECRETS.includes(setting);

/** They sign the address that they call. */
const SIGNING_THE_ADDRESS: readonly GatewayName[] = ['twilio', 'plivo', 'messagebird', 'bird', 'httpsms'];

/** Those of the accounts that cannot be checked without the public address, each with the setting that mounts it. */
export function needsPublicUrl(accounts: readonly SmsAccount[]) {
  return SIGNING_THE_ADDRESS.filter((name) => accounts.some(({ gateway }) => gateway === name)).map(
    (gateway) => ({ gateway, setting: SECRET_OF[gateway] }),
  );
}

/** The gateways that have their secret. */
export function gatewaysIn(env: Environment, account: string): readonly SmsAccount[] {
  return GATEWAY_NAMES.flatMap((gateway) => {
    const settings = READERS[gateway](env);
    return settings === null ? [] : [{ gateway, account, settings } as SmsAccount];
  });
}

type Given<Settings> = { readonly [Key in keyof Settings]-?: NonNullable<Settings[Key]> };

/** Null when one of them is missing. */
function given<Settings extends Readonly<Record<string, unknown>>>(
  settings: Settings,
): Given<Settings> | null {
  return Object.values(settings).includes(undefined) ? null : (settings as Given<Settings>);
}

function readJsonGateway(env: Environment) {
  const security = readJsonSecurity(env);
  if (security === null) return null;
  const [, pointer = '', value = ''] = /^(.*?)=(.*)$/.exec(env.SMS_JSON_EVENT ?? '') ?? [];
  return {
    security,
    fields: {
      from: env.SMS_JSON_FROM,
      to: env.SMS_JSON_TO,
      text: env.SMS_JSON_TEXT,
      id: env.SMS_JSON_ID ?? null,
    },
    event: pointer === '' ? null : { pointer, value },
    answer: {
      status: env.SMS_JSON_ANSWER_STATUS,
      contentType: env.SMS_JSON_ANSWER_TYPE,
      body: env.SMS_JSON_ANSWER,
    },
  };
}

/** A signature is more than a token, and wins. */
function readJsonSecurity(env: Environment) {
  if (env.SMS_JSON_HMAC_SECRET === undefined) return given({ token: env.SMS_JSON_TOKEN });
  return {
    hmac: {
      secret: env.SMS_JSON_HMAC_SECRET,
      header: env.SMS_JSON_HMAC_HEADER,
      algorithm: env.SMS_JSON_HMAC_ALGORITHM,
      encoding: env.SMS_JSON_HMAC_ENCODING,
      template: env.SMS_JSON_HMAC_TEMPLATE,
      timestampHeader: env.SMS_JSON_TIMESTAMP_HEADER ?? null,
      toleranceSeconds: env.SMS_JSON_TOLERANCE_SECONDS,
    },
  };
}
