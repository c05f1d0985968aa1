import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open-store.js';
import { aStoredMessage, anArrival } from '../support/builders.js';
import { conflict, type FakeTelegram, startFakeTelegram } from '../support/fake-telegram.js';
import { aTask, at } from '../support/store-builders.js';
import { runCli } from './run-cli.js';
import { keyedHash, PRIVACY_KEY } from '../support/privacy.js';

const GROUP = -1001111111111;
const ANN = { id: 11, first_name: 'Ann' };

let folder: string;
let telegram: FakeTelegram;
let env: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-tools-'));
  telegram = await startFakeTelegram();
  telegram.addGroup({ id: GROUP, members: [[ANN, 'administrator']] });
  env = {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    PRIVACY_KEY,
    DATABASE_URL: `file:${join(folder, 'hamgate.db')}`,
  };
});
afterEach(async () => {
  await telegram.stop();
  await rm(folder, { recursive: true, force: true });
});

async function withStore<Result>(
  work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<Result>,
): Promise<Result> {
  const store = await openStore(env['DATABASE_URL'] ?? '', keyedHash);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const park = (updateId: string, body: unknown) =>
  withStore((store) =>
    store.parkUpdate({
      channel: 'telegram',
      updateId,
      body: JSON.stringify(body),
      reason: 'our own\nmistake',
      at: at(0),
    }),
  );

const message = {
  message_id: 5,
  date: 1_767_323_045,
  chat: { id: GROUP, type: 'supergroup' },
  from: { id: 66, first_name: 'Buy' },
  text: 'Hello there, gardeners',
};

describe('hamgate replay-update', () => {
  const replay = (...id: string[]) => runCli(['replay-update', ...id], { env });

  test('lists what waits', async () => {
    expect((await replay()).stdout).toBe('No update waits to be handled again.\n');
    await park('500', {});
    expect((await replay()).stdout).toBe(`500  ${at(0)}  our own mistake\n`);
  });

  test('handles an update as if it had just come, and forgets it', async () => {
    await park('500', { update_id: 500, message });
    const { code, stdout } = await replay('500');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Update 500 is handled\./)]);
    await withStore(async (store) => {
      expect((await store.listMessages({ limit: 9 })).items).toMatchObject([{ messageId: '5' }]);
      expect(await store.countParkedUpdates()).toBe(0);
    });
  });

  test('keeps what cannot be handled yet, and says why', async () => {
    await park('501', { update_id: 501, message: { ...message, date: 'yesterday' } });
    const { code, stderr } = await replay('501');
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^error: Cannot handle update 501 yet, it is kept: /),
    ]);
    expect(await withStore((store) => store.countParkedUpdates())).toBe(1);
  });

  test('names the numbers there are', async () => {
    await park('501', {});
    expect((await replay('999')).stderr).toBe(
      'error: Cannot find update "999" among those that could not be handled: 501\n',
    );
  });
});

describe('hamgate doctor', () => {
  const doctor = (more: Record<string, string> = {}) => runCli(['doctor'], { env: { ...env, ...more } });
  const seen = (chat: number) =>
    withStore((store) => store.saveArrival(anArrival(aStoredMessage({ conversation: String(chat) }))));

  test('says what is well, and what the bot lacks in a chat', async () => {
    await seen(GROUP);
    const { code, stdout } = await doctor();
    expect(code).toBe(0);
    expect(stdout).toContain(`ok    telegram  the token is that of @${telegram.bot.username}`);
    expect(stdout).toContain(`warn  telegram  chat ${GROUP}: the bot lacks the right to delete messages`);
    expect(stdout).toContain('ok    updates   none waits to be handled again');
  });

  test('names a chat that the bot has left, and privacy mode', async () => {
    await seen(-1009);
    Object.assign(telegram.bot, { can_read_all_group_messages: false });
    const { stdout } = await doctor();
    expect(stdout).toContain('warn  telegram  chat -1009: the bot is not in it any more');
    expect(stdout).toContain('warn  telegram  privacy mode is on');
  });

  test('names a second poller, and a webhook of another program', async () => {
    telegram.fail('getUpdates', conflict);
    expect((await doctor()).stdout).toContain('warn  telegram  another program fetches the updates');
    await fetch(`${telegram.apiRoot}/bot${telegram.token}/setWebhook`, {
      method: 'POST',
      body: JSON.stringify({ url: 'https://other.example/hook' }),
    });
    expect((await doctor()).stdout).toContain('Telegram still calls another program at other.example');
  });

  test('fails for a token that Telegram refuses, and for settings that cannot be used', async () => {
    const refused = await doctor({ TELEGRAM_BOT_TOKEN: '1:wrong' });
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('fail  telegram  Telegram refuses the token');
    expect(refused.stderr).toBe('error: One check failed\n');
    const unusable = await doctor({ PORT: 'high', SPAM_THRESHOLD: '7' });
    expect(unusable.stdout).toMatch(/fail {2}settings {2}PORT must be/);
    expect(unusable.stderr).toBe('error: 2 checks failed\n');
  });

  test('is content without Telegram', async () => {
    const { code, stdout } = await doctor({ TELEGRAM_BOT_TOKEN: '' });
    expect([code, stdout]).toEqual([0, expect.stringContaining('off: TELEGRAM_BOT_TOKEN is not set')]);
  });
});

describe('hamgate doctor and SMS gateways', () => {
  test('says of each gateway whether it is on, where, and what it has heard', async () => {
    await withStore((store) =>
      store.saveArrival(
        anArrival(aStoredMessage({ channel: 'sms', gateway: 'twilio/acme', receivedAt: at(7) })),
      ),
    );
    const { stdout } = await runCli(['doctor'], {
      env: {
        PRIVACY_KEY,
        DATABASE_URL: env['DATABASE_URL'] ?? '',
        PUBLIC_BASE_URL: 'http://gate.example',
        SMS_TWILIO_AUTH_TOKEN__ACME: 'x',
        SMS_ANDROID_SIGNING_KEY: '12345678',
        SMS_BANDWIDTH_BASIC: 'user:password',
        SMS_STANDARD_SECRET: 'whsec_YWFhYWFhYWFhYWFhYWFhYWFhYWE=',
      },
    });
    expect(stdout).toContain(
      `ok    sms       twilio/acme is on at http://gate.example/webhooks/sms/twilio/acme, last message ${at(7)}`,
    );
    expect(stdout).toContain(
      'ok    sms       standard is on at http://gate.example/webhooks/sms/standard, no message yet',
    );
    expect(stdout).toMatch(/warn {2}sms {7}android .* its key has 8 characters/);
    expect(stdout).toMatch(/warn {2}sms {7}bandwidth .* nothing but https protects/);
    expect(stdout).toContain('ok    sms       plivo is off: SMS_PLIVO_AUTH_TOKEN is not set');
    expect(stdout).toContain('ok    outbox    0 waiting, none given up');
  });
});

describe('hamgate outbox', () => {
  const run = (...args: readonly string[]) =>
    runCli(['outbox', ...args], { env: { PRIVACY_KEY, DATABASE_URL: env['DATABASE_URL'] ?? '' } });

  test('lists what was given up, and has it done again', async () => {
    await withStore(async (store) => {
      await store.addTasks([aTask({ target: 'forward', dedupeKey: 'sms:1:forward' })], at(0));
      const [task] = await store.claimTasks({ now: at(0), leaseUntil: at(9), limit: 1 });
      await store.buryTask(task?.id ?? 0, { at: at(1), reason: 'given up\nafter 72 hours' });
    });
    expect((await run()).stdout).toMatch(
      /^1 {2}.* forward {2}sms:1:forward {2}given up after 72 hours\n1 given up, 0 waiting/,
    );
    expect((await run('retry', 'telegram', '99')).stdout).toBe('0 will be done again\n');
    expect((await run('retry', 'forward')).stdout).toBe('1 will be done again\n');
    expect((await run('list')).stdout).toBe('0 given up, 1 waiting\n');
  });

  test('refuses what is no task', async () => {
    expect(await run('retry', 'all')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"all" is no task') as string,
    });
  });
});
