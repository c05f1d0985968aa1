import { ConfigError, readConfig } from '../../src/config/config.js';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const TWILIO = { SMS_TWILIO_AUTH_TOKEN: 'secret', PUBLIC_BASE_URL: 'https://gate.example/' };
const BOT = { TELEGRAM_BOT_TOKEN: '123456:ABC-def_1' };

describe('readConfig()', () => {
  test('readConfig() needs no settings at all', () => {
    expect(readConfig({})).toEqual({
      server: { host: '127.0.0.1', port: 3000 },
      trustedProxies: 'loopback',
      publicBaseUrl: null,
      databaseUrl: 'file:./data/hamgate.db',
      modelDir: null,
      adminToken: null,
      telegram: null,
      sms: { accounts: [], spamReply: null, operators: [], forwards: [], digest: null },
      events: null,
      spamThreshold: null,
      defaultMode: { telegram: 'reply', sms: 'quarantine' },
      sanctionDays: 30,
      correctionScope: 'conversation',
      retraining: { nextTime: null, after: null, falsePositiveBudget: 0.01, promotion: 'ask' },
      privacy: { key: null, hamHours: 336, spamDays: 90 },
      logLevel: 'info',
    });
  });

  test('readConfig() takes an empty or blank value as not set', () => {
    expect(readConfig({ PORT: '', TELEGRAM_BOT_TOKEN: '  ', SMS_TWILIO_AUTH_TOKEN: '' })).toEqual(
      readConfig({}),
    );
  });

  test('readConfig() drops the slash at the end of addresses', () => {
    expect(readConfig({ ...TWILIO, ...BOT, TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/' })).toMatchObject({
      publicBaseUrl: 'https://gate.example',
      telegram: { apiRoot: 'http://127.0.0.1:8081', webhookSecret: null, adminChat: null },
    });
  });

  test.each([
    ['PORT', '65536', 'PORT must be at most 65535'],
    ['PORT', '80.5', 'PORT must be a whole number'],
    ['PORT', 'http', 'PORT must be a number'],
    ['PUBLIC_BASE_URL', 'gate.example', 'PUBLIC_BASE_URL must be a URL'],
    ['PUBLIC_BASE_URL', 'ftp://gate.example', 'PUBLIC_BASE_URL must be a URL'],
    ['DATABASE_URL', 'mysql://x/y', 'DATABASE_URL must begin with file: or postgres://'],
    ['ADMIN_TOKEN', 'short', 'ADMIN_TOKEN must have at least 16 characters'],
    ['PRIVACY_KEY', 'short', 'PRIVACY_KEY must have at least 16 characters'],
    ['RETAIN_HAM_HOURS', '0', 'RETAIN_HAM_HOURS must be at least 1'],
    ['RETAIN_SPAM_DAYS', '0.5', 'RETAIN_SPAM_DAYS must be a whole number'],
    ['TELEGRAM_BOT_TOKEN', 'abc', 'TELEGRAM_BOT_TOKEN must look like'],
    ['SPAM_THRESHOLD', '1.01', 'SPAM_THRESHOLD must be at most 1'],
    ['SPAM_THRESHOLD', '-0.1', 'SPAM_THRESHOLD must be a number'],
    ['SPAM_THRESHOLD', '0,5', 'SPAM_THRESHOLD must be a number'],
    ['DEFAULT_MODE_TELEGRAM', 'delete', 'DEFAULT_MODE_TELEGRAM must be one of observe, reply, quarantine'],
    ['DEFAULT_MODE_SMS', 'reply', 'DEFAULT_MODE_SMS must be one of observe, quarantine'],
    ['CORRECTION_SCOPE', 'chat', 'CORRECTION_SCOPE must be one of conversation, everywhere'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of'],
    ['FORWARD_SECRET', 'whsec_short', 'FORWARD_SECRET must be whsec_'],
    ['SMS_TWILIO_AUTH_TOKEN', 'secret', 'SMS_TWILIO_AUTH_TOKEN needs PUBLIC_BASE_URL'],
    ['TELEGRAM_ADMIN_CHAT', '-100', 'TELEGRAM_ADMIN_CHAT needs TELEGRAM_BOT_TOKEN'],
    ['FORWARD_URL', 'https://me:secret@team.example/in', 'FORWARD_URL must not hold a user or a password'],
    ['FORWARD_URL', 'https://team.example/in', 'FORWARD_URL needs FORWARD_SECRET'],
  ])('readConfig() names the problem with %s=%s', (name, value, problem) => {
    expect(problemsOf({ [name]: value })).toContainEqual(expect.stringContaining(problem));
  });

  test('readConfig() reports all problems at once and no value', () => {
    const problems = problemsOf({ PORT: 'x', ADMIN_TOKEN: 'hunter2', TELEGRAM_WEBHOOK_SECRET: 'a b' });
    expect(problems).toHaveLength(5);
    expect(problems.join('\n')).not.toContain('hunter2');
  });
});

const SECRET = 'whsec_YWFhYWFhYWFhYWFhYWFhYWFhYWE=';

describe('readConfig() and SMS gateways', () => {
  test('mounts each that has its secret, with the settings that belong to it', () => {
    const { accounts } = readConfig({
      SMS_VONAGE_SIGNATURE_SECRET: 'v',
      SMS_AWS_SNS_TOPIC_ARNS: 'arn:aws:sns:us-east-1:123456789012:a, arn:aws:sns:us-east-1:123456789012:b',
      SMS_INFOBIP_BASIC: 'user:password',
      SMS_INFOBIP_HMAC_SECRET: 'unused',
      SMS_JSON_HMAC_SECRET: 'h',
      SMS_JSON_TOKEN: 'a-token-of-16-letters',
      SMS_JSON_EVENT: '/a/b=c=d',
    }).sms;
    expect(accounts).toMatchObject([
      { gateway: 'vonage', account: '', settings: { signatureSecret: 'v', signatureMethod: 'sha256' } },
      {
        gateway: 'aws-sns',
        settings: { topicArns: [/a$/, /b$/].map((end) => expect.stringMatching(end) as string) },
      },
      { gateway: 'infobip', settings: { basic: 'user:password' } },
      {
        gateway: 'json',
        settings: {
          security: { hmac: { secret: 'h', template: '{body}', timestampHeader: null } },
          fields: { from: '/from', id: null },
          event: { pointer: '/a/b', value: 'c=d' },
          answer: { status: 200, contentType: 'application/json', body: '{}' },
        },
      },
    ]);
  });

  test('takes what stands behind two underscores for an account, which shares what is no secret', () => {
    const { accounts } = readConfig({
      SMS_VONAGE_SIGNATURE_METHOD: 'md5hash',
      SMS_VONAGE_SIGNATURE_SECRET__ACME_2: 'a',
      SMS_VONAGE_SIGNATURE_SECRET__BETA: 'b',
      SMS_VONAGE_SIGNATURE_METHOD__BETA: 'sha512',
    }).sms;
    expect(accounts).toEqual([
      {
        gateway: 'vonage',
        account: 'acme-2',
        settings: { signatureSecret: 'a', signatureMethod: 'md5hash' },
      },
      { gateway: 'vonage', account: 'beta', settings: { signatureSecret: 'b', signatureMethod: 'sha512' } },
    ]);
  });

  test('gives the first time after another one at which a retraining begins, in UTC', () => {
    const { retraining } = readConfig({
      RETRAIN_CRON: '0 3 * * 1',
      RETRAIN_AFTER: '50',
      RETRAIN_PROMOTE: 'auto',
    });
    expect(retraining).toMatchObject({ after: 50, promotion: 'auto' });
    // A Friday; the Monday after it, and the one after that.
    const monday = retraining.nextTime?.(new Date('2026-01-02T03:04:05Z')) ?? null;
    expect(monday?.toISOString()).toBe('2026-01-05T03:00:00.000Z');
    expect(retraining.nextTime?.(new Date('2026-01-05T03:00:00Z'))?.toISOString()).toBe(
      '2026-01-12T03:00:00.000Z',
    );
  });

  test.each<[Record<string, string>, string]>([
    [{ RETRAIN_CRON: 'every monday' }, 'RETRAIN_CRON must be a time as cron writes it'],
    [{ RETRAIN_CRON: '0 0 31 2 *' }, 'RETRAIN_CRON must be a time as cron writes it'],
    [{ RETRAIN_AFTER: '0' }, 'RETRAIN_AFTER must be at least 1'],
    [{ RETRAIN_FP_BUDGET: '0.5' }, 'RETRAIN_FP_BUDGET must be at most 0.1'],
    [{ RETRAIN_PROMOTE: 'yes' }, 'RETRAIN_PROMOTE must be one of auto, ask, never'],
    [{ SMS_PLIVO_AUTH_TOKEN: 'x' }, 'SMS_PLIVO_AUTH_TOKEN needs PUBLIC_BASE_URL: plivo signs the address'],
    [{ SMS_HTTPSMS_SIGNING_KEY__A: 'x' }, 'SMS_HTTPSMS_SIGNING_KEY needs PUBLIC_BASE_URL'],
    [{ SMS_TWILO_AUTH_TOKEN__ACME: 'x' }, 'SMS_TWILO_AUTH_TOKEN__ACME is no setting'],
    [{ SMS_TELNYX_PUBLIC_KEY: 'x' }, 'SMS_TELNYX_PUBLIC_KEY must be base64 of 32 bytes'],
    [{ SMS_TELNYX_PUBLIC_KEY__A: 'x' }, 'SMS_TELNYX_PUBLIC_KEY__A must be base64 of 32 bytes'],
    [{ SMS_AWS_SNS_TOPIC_ARNS: 'arn:aws:sqs:x' }, 'SMS_AWS_SNS_TOPIC_ARNS must be topics'],
    [{ SMS_BANDWIDTH_BASIC: 'user' }, 'SMS_BANDWIDTH_BASIC must be user:password'],
    [{ SMS_CLICKSEND_PATH_SECRET: 'short' }, 'SMS_CLICKSEND_PATH_SECRET must have at least 20'],
    [{ SMS_STANDARD_SECRET: 'x' }, 'SMS_STANDARD_SECRET must be whsec_'],
    [{ SMS_JSON_HMAC_TEMPLATE: '{timestamp}' }, 'SMS_JSON_HMAC_TEMPLATE must contain {body}'],
    [{ SMS_JSON_FROM: 'from' }, 'SMS_JSON_FROM must be a JSON pointer'],
    [{ SMS_JSON_EVENT: '/type' }, 'SMS_JSON_EVENT must be a JSON pointer and a value'],
    [{ SMS_OPERATORS: '0170' }, 'SMS_OPERATORS must be numbers with their country'],
    [{ DIGEST_URL: 'https://a.example' }, 'DIGEST_URL needs DIGEST_SECRET'],
    [{ FORWARD_CONVERSATIONS: '+1500' }, 'FORWARD_CONVERSATIONS needs a name'],
    [{ FORWARD_SECRET: SECRET }, 'FORWARD_SECRET needs FORWARD_URL'],
    [{ EVENTS_URL: 'https://a.example' }, 'EVENTS_URL needs EVENTS_SECRET'],
    [{ EVENTS_SECRET: SECRET }, 'EVENTS_SECRET needs EVENTS_URL'],
    [{ EVENTS_URL: 'https://a:b@a.example', EVENTS_SECRET: SECRET }, 'EVENTS_URL must not hold a user'],
    [
      { FORWARD_URL__A: 'https://a.example', FORWARD_CONVERSATIONS__A: '+1' },
      'FORWARD_URL__A needs FORWARD_SECRET__A',
    ],
    [
      { FORWARD_URL__A: 'https://a.example', FORWARD_SECRET__A: SECRET },
      'FORWARD_URL__A needs FORWARD_CONVERSATIONS__A',
    ],
    [{ FORWARD_CONVERSATIONS__A: '+1' }, 'FORWARD_CONVERSATIONS__A needs FORWARD_URL__A'],
    [{ FORWARD_URL__A: 'ftp://a.example' }, 'FORWARD_URL__A must be a URL'],
  ])('names the problem with %j', (env, problem) => {
    expect(problemsOf(env)).toContainEqual(expect.stringContaining(problem));
  });

  test('knows several receivers, which may share a secret', () => {
    const { forwards } = readConfig({
      FORWARD_SECRET: SECRET,
      FORWARD_URL__SUPPORT: 'https://support.example',
      FORWARD_CONVERSATIONS__SUPPORT: '+1500, +1501',
      FORWARD_FORMAT__SUPPORT: 'original',
    }).sms;
    expect(forwards).toEqual([
      {
        name: 'support',
        url: 'https://support.example',
        secret: SECRET,
        format: 'original',
        conversations: ['+1500', '+1501'],
      },
    ]);
  });
});
