import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open-store.js';
import { aStoredMessage, anArrival } from '../support/builders.js';
import { keyedHash, PRIVACY_KEY } from '../support/privacy.js';
import { runCli } from './run-cli.js';

let folder: string;
let env: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-privacy-'));
  env = { PRIVACY_KEY, DATABASE_URL: `file:${join(folder, 'hamgate.db')}` };
  const store = await openStore(env['DATABASE_URL'] ?? '', keyedHash);
  await store.saveArrival(
    anArrival(aStoredMessage({ text: 'Lunch with marmalade' }), { keepsSenderId: false }),
  );
  await store.close();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const privacy = (...args: string[]) => runCli(['privacy', ...args], { env });

describe('hamgate privacy', () => {
  test('export prints what is kept of somebody as JSON', async () => {
    const { code, stdout } = await privacy('export', '42');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      sender: '42',
      telegram: { messages: [{ sender_name: 'Ann', surfaces: [{ text: 'Lunch with marmalade' }] }] },
    });
  });

  test('erase says what it has removed, and then that nothing is known', async () => {
    expect(await privacy('erase', '42', '--channel', 'telegram')).toEqual({
      ...{ code: 0, stderr: '' },
      stdout: 'erased from telegram: messages 1\n',
    });
    for (const command of ['export', 'erase'])
      expect(await privacy(command, '42')).toEqual({
        ...{ code: 1, stdout: '' },
        stderr:
          'error: Nothing is known of "42": give the id as the channel knows it, 123456789 or +14155550123\n',
      });
  });

  test('looks in the channel that is asked for only', async () => {
    expect(await privacy('erase', '42', '--channel', 'sms')).toMatchObject({ code: 1 });
    expect(await privacy('erase', '42', '--channel', 'fax')).toMatchObject({ code: 2 });
    expect(await privacy('export', '42')).toMatchObject({ code: 0 });
  });

  test('refuses another key than that of the store', async () => {
    const { code, stderr } = await runCli(['privacy', 'export', '42'], {
      env: { ...env, PRIVACY_KEY: 'another-key-of-the-tests' },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('it was used with another privacy key');
  });
});
