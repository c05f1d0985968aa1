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
      publicBaseUrl: null,
      databaseUrl: 'file:./data/hamgate.db',
      modelDir: null,
      adminToken: null,
      telegram: null,
      sms: { accounts: [], spamReply: null, operators: [], forwards: [], digest: null },
      spamThreshold: null,
      defaultMode: { telegram: 'reply', sms: 'quarantine' },
      sanctionDays: 30,
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
    ['TELEGRAM_BOT_TOKEN', 'abc', 'TELEGRAM_BOT_TOKEN must look like'],
    ['SPAM_THRESHOLD', '1.01', 'SPAM_THRESHOLD must be at most 1'],
    ['SPAM_THRESHOLD', '-0.1', 'SPAM_THRESHOLD must be a number'],
    ['SPAM_THRESHOLD', '0,5', 'SPAM_THRESHOLD must be a number'],
    ['DEFAULT_MODE_TELEGRAM', 'delete', 'DEFAULT_MODE_TELEGRAM must be one of observe, reply, quarantine'],
    ['DEFAULT_MODE_SMS', 'reply', 'DEFAULT_MODE_SMS must be one of observe, quarantine'],
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
