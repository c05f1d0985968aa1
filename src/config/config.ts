import { z } from 'zod';
import { CORRECTION_SCOPES, type CorrectionScope } from '../domain/correction.js';
import { CHANNEL_MODES, type Mode } from '../domain/policy.js';
import { GATEWAY_ENVIRONMENT, needsPublicUrl } from './gateway-settings.js';
import { readSms, SMS_ENVIRONMENT, type SmsConfig } from './sms-settings.js';
import { RETRAINING_ENVIRONMENT, type RetrainingConfig, retrainingOf } from './retraining-settings.js';
import { numberText, oneOf, proxies, receiverUrl, webhookSecret, webUrl, wholeNumber } from './values.js';

/** Every setting the gate has, checked. Made by `readConfig` only. */
export interface Config {
  readonly server: { readonly host: string; readonly port: number };
  /** Whose word about the address of a caller is taken. */
  readonly trustedProxies: string | false;
  /** Without a slash at the end; null when it is not set. */
  readonly publicBaseUrl: string | null;
  readonly databaseUrl: string;
  /** Null: the bundle that is shipped. */
  readonly modelDir: string | null;
  /** Null: one is made and kept beside the store. */
  readonly adminToken: string | null;
  readonly telegram: TelegramConfig | null;
  readonly sms: SmsConfig;
  /** Null: nobody is told of what happens. */
  readonly events: { readonly url: string; readonly secret: string } | null;
  /** Null: the bundle's recommendation. */
  readonly spamThreshold: number | null;
  readonly defaultMode: { readonly telegram: Mode; readonly sms: Mode };
  /** How long `restrict` and `ban` last in a Telegram group. */
  readonly sanctionDays: number;
  /** Where what people say of a text counts at once. */
  readonly correctionScope: CorrectionScope;
  readonly retraining: RetrainingConfig;
  readonly privacy: PrivacyConfig;
  readonly logLevel: LogLevel;
}

export interface TelegramConfig {
  readonly botToken: string;
  readonly apiRoot: string;
  /** With it, and a public base URL, Telegram calls the gate; without it the gate polls. */
  readonly webhookSecret: string | null;
  readonly adminChat: string | null;
}

export interface PrivacyConfig {
  /** What senders are hashed with; null: one is made and kept beside the store. */
  readonly key: string | null;
  /** How long a message is kept that was accepted as ham. */
  readonly hamHours: number;
  /** How long everything else is kept. */
  readonly spamDays: number;
}

/** Settings that cannot be used, all of them at once: one line a problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super('Cannot use the settings:');
    this.problems = problems;
  }
}

const secretText = z
  .string()
  .regex(/^[\x21-\x7e]{16,}$/, { error: 'must have at least 16 characters and no spaces' });

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** One entry a setting; `.env.example` and the README's table are held to these names by a test. */
export const ENVIRONMENT = z.object({
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  TRUSTED_PROXIES: proxies.default('loopback'),
  PUBLIC_BASE_URL: webUrl.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|postgres(ql)?:\/\/.+)/, { error: 'must begin with file: or postgres://' })
    .default('file:./data/hamgate.db'),
  MODEL_DIR: z.string().optional(),
  ADMIN_TOKEN: secretText.optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, { error: 'must look like 123456:ABC-DEF, as BotFather gives it' })
    .optional(),
  TELEGRAM_API_ROOT: webUrl.default('https://api.telegram.org'),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, { error: 'may have letters, digits, _ and - only, 256 at most' })
    .optional(),
  TELEGRAM_ADMIN_CHAT: z
    .string()
    .regex(/^-?\d+$/, { error: 'must be the number of a chat, -1001234567890 for instance' })
    .optional(),
  ...GATEWAY_ENVIRONMENT,
  ...SMS_ENVIRONMENT,
  EVENTS_URL: receiverUrl.optional(),
  EVENTS_SECRET: webhookSecret.optional(),
  SPAM_THRESHOLD: numberText(0, 1).optional(),
  DEFAULT_MODE_TELEGRAM: oneOf(CHANNEL_MODES.telegram).default('reply'),
  DEFAULT_MODE_SMS: oneOf(CHANNEL_MODES.sms).default('quarantine'),
  TELEGRAM_SANCTION_DAYS: numberText(1, 366).default(30),
  CORRECTION_SCOPE: oneOf(CORRECTION_SCOPES).default('conversation'),
  ...RETRAINING_ENVIRONMENT,
  PRIVACY_KEY: secretText.optional(),
  RETAIN_HAM_HOURS: wholeNumber(1, 87_600).default(336),
  RETAIN_SPAM_DAYS: wholeNumber(1, 3_650).default(90),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
});

type Environment = z.infer<typeof ENVIRONMENT>;

/** The one reader of the environment. Empty means not set. Throws a `ConfigError` with every problem. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env)
      .map(([name, value]) => [name, value?.trim() ?? ''] as const)
      .filter(([, value]) => value !== ''),
  );
  const parsed = ENVIRONMENT.safeParse(given);
  const sms = readSms(given);
  const problems = [
    ...(parsed.error?.issues ?? []).map(problemOf),
    ...problemsTogether(given),
    ...sms.problems,
    ...addressProblems(given, sms.config),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return configOf(parsed.data, sms.config);
}

function addressProblems(
  given: Readonly<Record<string, unknown>>,
  { accounts }: SmsConfig,
): readonly string[] {
  const [first] = needsPublicUrl(accounts);
  if (first === undefined || given['PUBLIC_BASE_URL'] !== undefined) return [];
  return [`${first.setting} needs PUBLIC_BASE_URL: ${first.gateway} signs the address that it calls`];
}

/** Names the setting and what is wrong with it, never its value: it may be a secret. */
function problemOf(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')} ${issue.message}`;
}

function problemsTogether(given: Readonly<Record<string, unknown>>): string[] {
  const needs: readonly (readonly [string, string, string])[] = [
    ['TELEGRAM_WEBHOOK_SECRET', 'PUBLIC_BASE_URL', 'Telegram has to know which address to call'],
    ['TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_BOT_TOKEN', 'there is no bot to call otherwise'],
    ['TELEGRAM_ADMIN_CHAT', 'TELEGRAM_BOT_TOKEN', 'there is no bot to write to it otherwise'],
    ['DIGEST_URL', 'DIGEST_SECRET', 'what is sent is signed with it'],
    ['DIGEST_SECRET', 'DIGEST_URL', 'there is nothing to sign otherwise'],
    ['EVENTS_URL', 'EVENTS_SECRET', 'what is sent is signed with it'],
    ['EVENTS_SECRET', 'EVENTS_URL', 'there is nothing to sign otherwise'],
  ];
  return needs
    .filter(([name, other]) => given[name] !== undefined && given[other] === undefined)
    .map(([name, other, why]) => `${name} needs ${other}: ${why}`);
}

function configOf(env: Environment, sms: SmsConfig): Config {
  return {
    server: { host: env.HOST, port: env.PORT },
    trustedProxies: env.TRUSTED_PROXIES === 'none' ? false : env.TRUSTED_PROXIES,
    publicBaseUrl: env.PUBLIC_BASE_URL === undefined ? null : withoutSlash(env.PUBLIC_BASE_URL),
    databaseUrl: env.DATABASE_URL,
    modelDir: env.MODEL_DIR ?? null,
    adminToken: env.ADMIN_TOKEN ?? null,
    telegram: telegramOf(env),
    sms,
    events: eventsOf(env),
    spamThreshold: env.SPAM_THRESHOLD ?? null,
    defaultMode: { telegram: env.DEFAULT_MODE_TELEGRAM, sms: env.DEFAULT_MODE_SMS },
    sanctionDays: env.TELEGRAM_SANCTION_DAYS,
    correctionScope: env.CORRECTION_SCOPE,
    retraining: retrainingOf(env),
    privacy: {
      key: env.PRIVACY_KEY ?? null,
      hamHours: env.RETAIN_HAM_HOURS,
      spamDays: env.RETAIN_SPAM_DAYS,
    },
    logLevel: env.LOG_LEVEL,
  };
}

function eventsOf({ EVENTS_URL: url, EVENTS_SECRET: secret }: Environment): Config['events'] {
  return url === undefined || secret === undefined ? null : { url, secret };
}

function telegramOf(env: Environment): TelegramConfig | null {
  if (env.TELEGRAM_BOT_TOKEN === undefined) return null;
  return {
    botToken: env.TELEGRAM_BOT_TOKEN,
    apiRoot: withoutSlash(env.TELEGRAM_API_ROOT),
    webhookSecret: env.TELEGRAM_WEBHOOK_SECRET ?? null,
    adminChat: env.TELEGRAM_ADMIN_CHAT ?? null,
  };
}

const withoutSlash = (address: string): string => address.replace(/\/+$/, '');
