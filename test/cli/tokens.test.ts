import { createFindCaller } from '../../src/web/access/find-caller.js';
import { secretHash } from '../../src/web/access/secrets.js';
import { type CliStore, createCliStore, failed } from './cli-store.js';

let cli: CliStore;
beforeEach(() => {
  cli = createCliStore();
});
afterEach(() => cli.cleanUp());

const tokens = async (...args: readonly string[]) => cli.hamgate('tokens', ...args);
const callerWith = (token: string) =>
  cli.withStore((store) =>
    createFindCaller({ store, adminToken: 'the token of the settings' })(secretHash(token)),
  );

describe('hamgate tokens', () => {
  test('create shows a token once, and the gate knows it', async () => {
    const { code, stdout } = await tokens('create', 'anna', '--role', 'moderator');
    const [token = '', ...words] = stdout.split('\n');
    expect([code, words.join('')]).toEqual([0, expect.stringContaining('shown only now')]);
    expect(await callerWith(token)).toEqual({ author: 'token:anna', role: 'moderator' });
    const list = await tokens();
    expect(list.stdout).toMatch(/^anna {2}moderator {2}made \S+Z\n$/);
    expect(list.stdout).not.toContain(token);
  });

  test('revoke ends it, and frees its name', async () => {
    const [token = ''] = (await tokens('create', 'anna', '--role', 'admin')).stdout.split('\n');
    expect((await tokens('revoke', 'anna')).stdout).toBe('anna is revoked\n');
    expect(await callerWith(token)).toBeNull();
    expect((await tokens('list')).stdout).toMatch(/^anna {2}admin {2}made \S+ {2}revoked \S+Z\n$/);
    expect((await tokens('create', 'anna', '--role', 'viewer')).code).toBe(0);
    await cli.withStore(async (store) => {
      expect((await store.listAudit({ limit: 9 })).items).toMatchObject([
        { author: 'cli', action: 'token.created', subject: 'anna', after: { role: 'viewer' } },
        { author: 'cli', action: 'token.revoked', subject: 'anna' },
        { author: 'cli', action: 'token.created', subject: 'anna', after: { role: 'admin' } },
      ]);
    });
  });

  test('says that there is none, that a name is taken, and that a name is unknown', async () => {
    expect((await tokens()).stdout).toMatch(/^No further tokens/);
    await tokens('create', 'anna', '--role', 'viewer');
    const taken = await tokens('create', 'anna', '--role', 'viewer');
    expect([taken.code, taken.stderr]).toEqual(
      failed(/Cannot make a token named "anna": there is one in force/),
    );
    const unknown = await tokens('revoke', 'bea');
    expect([unknown.code, unknown.stderr]).toEqual(failed(/Cannot revoke the token "bea"/));
  });

  test.each([
    ['no role', ['create', 'anna']],
    ['an unknown role', ['create', 'anna', '--role', 'owner']],
    ['capitals', ['create', 'Anna', '--role', 'viewer']],
    ['a blank', ['create', 'anna bea', '--role', 'viewer']],
    ['a hyphen first', ['create', '--role', 'viewer', '--', '-anna']],
    ['41 letters', ['create', 'a'.repeat(41), '--role', 'viewer']],
    ['no name', ['revoke']],
  ])('refuses %s', async (_name, args) => {
    expect((await tokens(...args)).code).toBe(2);
  });
});
