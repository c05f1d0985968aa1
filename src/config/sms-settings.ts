import { z } from 'zod';
import {
  GATEWAY_ENVIRONMENT,
  GatewayEnvironment,
  gatewaysIn,
  isSharedSetting,
  type SmsAccount,
} from './gateway-settings.js';
import { type Given, type NamedSettings, splitNamed } from './named-settings.js';
import { list, oneOf, receiverUrl, webhookSecret, wholeNumber } from './values.js';

export interface SmsConfig {
  readonly accounts: readonly SmsAccount[];
  /** What the sender of spam is told, where the gateway can; null: nothing. */
  readonly spamReply: string | null;
  /** Numbers whose owners may correct by text message. */
  readonly operators: readonly string[];
  readonly forwards: readonly ForwardConfig[];
  readonly digest: DigestConfig | null;
}

export interface ForwardConfig {
  /** Empty for the one who gets what no other one does. */
  readonly name: string;
  readonly url: string;
  /** A Standard Webhooks secret, `whsec_…`. */
  readonly secret: string;
  readonly format: 'json' | 'original';
  /** Receiving numbers; none for the one without a name. */
  readonly conversations: readonly string[];
}

export interface DigestConfig {
  readonly url: string;
  readonly secret: string;
  /** 0 to 23, UTC. */
  readonly hour: number;
}

const FORWARD_ENVIRONMENT = {
  FORWARD_URL: receiverUrl.optional(),
  FORWARD_SECRET: webhookSecret.optional(),
  FORWARD_FORMAT: oneOf(['json', 'original']).default('json'),
  FORWARD_CONVERSATIONS: list.optional(),
} as const;

/** What text messages need beside their gateways. */
export const SMS_ENVIRONMENT = {
  SMS_SPAM_REPLY: z.string().max(640, { error: 'must have at most 640 characters' }).optional(),
  SMS_OPERATORS: list
    .refine((numbers) => numbers.every((number) => /^\+\d{7,15}$/.test(number)), {
      error: 'must be numbers with their country, +14155550123 for instance',
    })
    .optional(),
  ...FORWARD_ENVIRONMENT,
  DIGEST_URL: receiverUrl.optional(),
  DIGEST_SECRET: webhookSecret.optional(),
  DIGEST_HOUR: wholeNumber(0, 23).default(8),
} as const;

const Forward = z.object(FORWARD_ENVIRONMENT);
const Sms = z.object(SMS_ENVIRONMENT);

interface Read<Value> {
  readonly config: Value;
  /** Only what the schema of the whole environment does not see: the settings that have a name behind them. */
  readonly problems: readonly string[];
}

export function readSms(given: Given): Read<SmsConfig> {
  const isShared = (setting: string): boolean =>
    isSharedSetting(setting) || setting === 'FORWARD_SECRET' || setting === 'FORWARD_FORMAT';
  const named = splitNamed(given, isShared);
  const accounts = named.map(readAccounts);
  const forwards = named.map(readForward);
  // A secret that the named ones share has something to sign.
  const unnamed = readForward({
    name: '',
    suffix: '',
    given: forwards.length > 0 ? withoutIdleSecret(given) : given,
  });
  const base = GatewayEnvironment.safeParse(given);
  const others = Sms.safeParse(given);
  return {
    config: {
      accounts: [
        ...(base.success ? gatewaysIn(base.data, '') : []),
        ...accounts.flatMap(({ config }) => config),
      ],
      spamReply: others.data?.SMS_SPAM_REPLY ?? null,
      operators: others.data?.SMS_OPERATORS ?? [],
      forwards: [unnamed, ...forwards].flatMap(({ config }) => config),
      digest: digestOf(others.data),
    },
    problems: [
      ...named.flatMap(unknownNames),
      ...[...accounts, unnamed, ...forwards].flatMap(({ problems }) => problems),
    ],
  };
}

function withoutIdleSecret(given: Given): Given {
  const { FORWARD_SECRET: secret, ...others } = given;
  return secret === undefined || given['FORWARD_URL'] !== undefined ? given : others;
}

function unknownNames({ suffix, given }: NamedSettings): readonly string[] {
  return Object.keys(given)
    .filter((setting) => !(setting in GATEWAY_ENVIRONMENT) && !(setting in FORWARD_ENVIRONMENT))
    .map((setting) => `${setting}__${suffix} is no setting`);
}

function readAccounts({ name, suffix, given }: NamedSettings): Read<readonly SmsAccount[]> {
  const parsed = GatewayEnvironment.safeParse(given);
  if (parsed.success) return { config: gatewaysIn(parsed.data, name), problems: [] };
  return { config: [], problems: problemsOf(parsed.error, suffix) };
}

function readForward({ name, suffix, given }: NamedSettings): Read<readonly ForwardConfig[]> {
  const parsed = Forward.safeParse(given);
  // Without a name, the schema of the whole environment has seen it already.
  if (!parsed.success) return { config: [], problems: suffix === '' ? [] : problemsOf(parsed.error, suffix) };
  const { FORWARD_URL: url, FORWARD_SECRET: secret, FORWARD_FORMAT: format } = parsed.data;
  const { FORWARD_CONVERSATIONS: conversations = [] } = parsed.data;
  const problems = forwardProblems(parsed.data, suffix);
  if (problems.length > 0 || url === undefined || secret === undefined) return { config: [], problems };
  return { config: [{ name, url, secret, format, conversations }], problems: [] };
}

function forwardProblems(env: z.infer<typeof Forward>, suffix: string): readonly string[] {
  const end = suffix === '' ? '' : `__${suffix}`;
  if (env.FORWARD_URL !== undefined && env.FORWARD_SECRET === undefined)
    return [`FORWARD_URL${end} needs FORWARD_SECRET${end}: what is forwarded is signed with it`];
  return suffix === '' ? unnamedProblems(env) : namedProblems(env, end);
}

function unnamedProblems(env: z.infer<typeof Forward>): readonly string[] {
  if (env.FORWARD_CONVERSATIONS !== undefined)
    return [
      'FORWARD_CONVERSATIONS needs a name, and so does its FORWARD_URL: FORWARD_CONVERSATIONS__SUPPORT, say',
    ];
  const isIdle = env.FORWARD_URL === undefined && env.FORWARD_SECRET !== undefined;
  return isIdle ? ['FORWARD_SECRET needs FORWARD_URL: there is nothing to sign otherwise'] : [];
}

function namedProblems(env: z.infer<typeof Forward>, end: string): readonly string[] {
  const { FORWARD_URL: url, FORWARD_CONVERSATIONS: conversations } = env;
  if (url !== undefined && conversations === undefined)
    return [`FORWARD_URL${end} needs FORWARD_CONVERSATIONS${end}: the numbers whose messages go there`];
  const isIdle = url === undefined && conversations !== undefined;
  return isIdle
    ? [`FORWARD_CONVERSATIONS${end} needs FORWARD_URL${end}: there is nowhere to send them otherwise`]
    : [];
}

function digestOf(env: z.infer<typeof Sms> | undefined): DigestConfig | null {
  if (env?.DIGEST_URL === undefined || env.DIGEST_SECRET === undefined) return null;
  return { url: env.DIGEST_URL, secret: env.DIGEST_SECRET, hour: env.DIGEST_HOUR };
}

function problemsOf({ issues }: z.ZodError, suffix: string): readonly string[] {
  return issues.map(({ path, message }) => `${path.join('.')}__${suffix} ${message}`);
}
