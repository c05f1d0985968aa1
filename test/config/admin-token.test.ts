import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAdminToken } from '../../src/config/admin-token.js';
import { dataDir } from '../../src/config/kept-secret.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hamgate-token-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const make = (token: string) => () => token;

describe('openAdminToken()', () => {
  test('openAdminToken() prefers the token of the settings and keeps nothing', async () => {
    const opened = await openAdminToken('from-the-settings', join(dir, 'new'), make('never-used-token'));
    expect(opened).toEqual({ token: 'from-the-settings', file: null, isNew: false });
    await expect(stat(join(dir, 'new'))).rejects.toThrow('ENOENT');
  });

  test('openAdminToken() makes a token once, for its owner only', async () => {
    const first = await openAdminToken(null, join(dir, 'data'), make('first-token-0123456789'));
    const second = await openAdminToken(null, join(dir, 'data'), make('second-token-0123456789'));
    const file = join(dir, 'data', 'admin-token');
    expect(first).toEqual({ token: 'first-token-0123456789', file, isNew: true });
    expect(second).toEqual({ token: 'first-token-0123456789', file, isNew: false });
    expect(await readFile(file, 'utf8')).toBe('first-token-0123456789\n');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('openAdminToken() says which file it cannot keep', async () => {
    await writeFile(join(dir, 'file'), '');
    await expect(openAdminToken(null, join(dir, 'file'), make('x'.repeat(20)))).rejects.toThrow(
      `Cannot keep the admin token in "${join(dir, 'file', 'admin-token')}"`,
    );
  });

  test('openAdminToken() refuses a token file that was emptied', async () => {
    await writeFile(join(dir, 'admin-token'), '\n');
    await expect(openAdminToken(null, dir, make('x'.repeat(20)))).rejects.toThrow(
      'fewer than 16 characters; delete it',
    );
  });
});

test.each([
  ['file:./data/hamgate.db', './data'],
  ['file:/var/lib/hamgate/gate.db', '/var/lib/hamgate'],
  ['postgres://localhost/gate', 'data'],
])('dataDir() of %s is %s', (databaseUrl, expected) => {
  expect(dataDir(databaseUrl)).toBe(expected);
});
