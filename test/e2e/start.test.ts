import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askApi, endAllGates, failToStart, startGate } from '../support/gate-process.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-start-'));
});
afterEach(async () => {
  await endAllGates();
  await rm(folder, { recursive: true, force: true });
});

describe('hamgate start', () => {
  test('hamgate start needs no settings, says what is on and off, and ends with 0 on SIGTERM', async () => {
    const gate = await startGate(folder, { ADMIN_TOKEN: '' });
    const output = gate.output();
    expect(output).toMatch(/on +model +default@/);
    expect(output).toMatch(/off +telegram +TELEGRAM_BOT_TOKEN is not set/);
    expect(output).toMatch(/off +sms +no gateway has a secret/);
    expect(output).toMatch(/new admin token, kept in \S+ and shown only now: \S{32}/);
    expect(output).toContain(`curl ${gate.url}/v1/classify`);
    expect(await gate.end('SIGTERM')).toBe(0);
    expect(gate.output()).toContain('stopped');
  }, 30_000);

  test('hamgate start shows a new token once and keeps it', async () => {
    await (await startGate(folder, { ADMIN_TOKEN: '' })).end('SIGTERM');
    const gate = await startGate(folder, { ADMIN_TOKEN: '' });
    expect(gate.output()).not.toContain('shown only now');
    await gate.end('SIGTERM');
  }, 30_000);

  test('hamgate start reads .env, and the environment beats it', async () => {
    await writeFile(join(folder, '.env'), 'DEFAULT_MODE_SMS=observe\nPORT=1\n');
    const gate = await startGate(folder);
    expect(await askApi(gate, '/v1/classify', { texts: ['See you at lunch'] })).toMatchObject({
      results: [{ label: 'ham' }],
    });
    await gate.end('SIGTERM');
  }, 30_000);

  test('hamgate start lists every wrong setting and ends with 1', async () => {
    const { code, stderr, stdout } = await failToStart(folder, { PORT: 'x', LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      'error: Cannot use the settings:',
      '  PORT must be a number from 0 to 65535',
      expect.stringMatching(/^ {2}LOG_LEVEL must be one of/),
    ]);
    expect(stdout).toBe('');
  }, 30_000);

  test('hamgate start names the model and the database that cannot be opened, both at once', async () => {
    await mkdir(join(folder, 'hamgate.db'));
    const { code, stderr } = await failToStart(folder, {
      MODEL_DIR: join(folder, 'no-model'),
      DATABASE_URL: 'file:./hamgate.db',
    });
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      'error: Cannot start:',
      expect.stringMatching(/^ {2}Cannot load the model in ".*no-model": /),
      expect.stringMatching(/^ {2}Cannot open the database "file:.\/hamgate.db": /),
    ]);
  }, 30_000);

  test('hamgate start says that the port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await failToStart(folder, { PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`Cannot listen on 127.0.0.1:${port}: the port is in use`);
  }, 30_000);
});
