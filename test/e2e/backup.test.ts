import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { createKeyedHash } from '../../src/keyed-hash.js';
import { NEWEST_SCHEMA } from '../../src/store/migrate.js';
import { openStore } from '../../src/store/open-store.js';
import { aStoredMessage, anArrival } from '../support/builders.js';
import { askApi, endAllGates, type EndedProcess, startCommand, startGate } from '../support/gate-process.js';
import { readTexts, sendTo, SMS_TOKEN } from '../support/sms-traffic.js';

const KEY = 'privacy-key-of-the-backup';
const OTHER_KEY = 'privacy-key-of-somebody-else';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamgate-backup-'));
});
afterEach(async () => {
  await endAllGates();
  rmSync(folder, { recursive: true, force: true });
});

const at = (...names: string[]) => join(folder, ...names);
const databaseUrl = (place: string) => `file:${at(place, 'hamgate.db')}`;

/** A command on the store in the folder `place`, in a process of its own: this one would go on holding the file. */
function hamgate(place: string, args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  return startCommand(folder, { DATABASE_URL: databaseUrl(place), ADMIN_TOKEN: '', ...settings }, args);
}

const run = (place: string, args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  hamgate(place, args, settings).ended;

/** A store with one message for each text, and its key beside it. Copied, because this process keeps the first one open. */
async function makeStore(place: string, texts: readonly string[], key = KEY): Promise<void> {
  const first = at(`${place}-first`, 'hamgate.db');
  const store = await openStore(`file:${first}`, createKeyedHash(key));
  for (const text of texts)
    await store.saveArrival(anArrival(aStoredMessage({ id: text, messageId: text, text })));
  await store.close();
  mkdirSync(at(place));
  cpSync(first, at(place, 'hamgate.db'));
  rmSync(dirname(first), { recursive: true });
  writeFileSync(at(place, 'privacy-key'), `${key}\n`);
}

/** The texts of a store that nobody has open. */
function textsOf(file: string): readonly string[] {
  const copy = at(`${Math.random()}.db`);
  cpSync(file, copy);
  const database = new Database(copy);
  const rows = database.prepare('select message_id from messages order by seq').all() as {
    message_id: string;
  }[];
  database.close();
  return rows.map(({ message_id: id }) => id);
}

const done = (words: RegExp): unknown => ({
  code: 0,
  stderr: '',
  stdout: expect.stringMatching(words) as string,
});
const refused = (words: RegExp): unknown => ({
  code: 1,
  stdout: '',
  stderr: expect.stringMatching(words) as string,
});

describe('hamgate backup and restore', () => {
  test('bring back every message that was acknowledged before, while the gate goes on storing', async () => {
    const gate = await startGate(folder, { DATABASE_URL: databaseUrl('a'), SMS_JSON_TOKEN: SMS_TOKEN });
    const traffic = sendTo(gate);
    await traffic.until(150);
    const before = traffic.acknowledged();
    expect(await run('a', ['backup', at('backup')])).toEqual(
      done(/with privacy-key of .*keep it as you keep/),
    );
    await traffic.until(before.length + 50);
    await traffic.stop();
    expect(await gate.end('SIGTERM')).toBe(0);
    expect(statSync(at('backup')).mode & 0o777).toBe(0o600);

    expect(await run('b', ['restore', at('backup')])).toEqual(
      done(/^restored .*backup: \d+ messages, 0 corrections/),
    );
    expect(readFileSync(at('b', 'privacy-key'))).toEqual(readFileSync(at('a', 'privacy-key')));
    expect(textsOf(at('b', 'hamgate.db')).length).toBeGreaterThanOrEqual(before.length);
    const next = await startGate(folder, { DATABASE_URL: databaseUrl('b') });
    const found = new Set(await readTexts(next));
    expect(before.filter((text) => !found.has(text))).toEqual([]);
    await next.end('SIGTERM');
  }, 60_000);

  test('a gate that runs on the store is found, and nothing happens to it', async () => {
    const gate = await startGate(folder, { DATABASE_URL: databaseUrl('a') });
    await run('a', ['backup', at('backup')]);
    for (const force of [[], ['--force']])
      expect(await run('a', ['restore', at('backup'), ...force])).toEqual(
        refused(/the store there cannot be replaced: it is in use; stop the gate/),
      );
    expect(await askApi(gate, '/v1/messages')).toMatchObject({ items: [] });
    expect(await gate.end('SIGTERM')).toBe(0);
    expect(readdirSync(at('a')).filter((name) => name.includes('replaced'))).toEqual([]);
  }, 60_000);

  test('a store that is not empty is replaced with --force only, and kept beside', async () => {
    await makeStore('a', ['one', 'two']);
    await makeStore('b', ['three'], OTHER_KEY);
    await run('a', ['backup', at('backup')]);
    expect(await run('b', ['restore', at('backup')])).toEqual(
      refused(/the store there is not empty: it has 1 messages; --force replaces it, and keeps it beside/),
    );
    expect(textsOf(at('b', 'hamgate.db'))).toEqual(['three']);
    expect(await run('b', ['restore', at('backup'), '--force'])).toEqual(
      done(/kept as \S+hamgate.db.replaced-\S+\nwith its privacy-key\n$/),
    );
    expect(textsOf(at('b', 'hamgate.db'))).toEqual(['one', 'two']);
    const names = readdirSync(at('b')).sort();
    expect(names).toEqual([
      'hamgate.db',
      expect.stringMatching(/^hamgate.db.replaced-/),
      'privacy-key',
      expect.stringMatching(/^privacy-key.replaced-/),
    ]);
    expect(textsOf(at('b', names[1] ?? ''))).toEqual(['three']);
    expect(readFileSync(at('b', 'privacy-key'), 'utf8')).toBe(`${KEY}\n`);
    expect(readFileSync(at('b', names[3] ?? ''), 'utf8')).toBe(`${OTHER_KEY}\n`);
    const database = new Database(at('b', 'hamgate.db'));
    expect(database.prepare(`select name from sqlite_master where name = 'backup'`).all()).toEqual([]);
    database.close();
  }, 60_000);

  test('a store that cannot be read is replaced with --force, with what lies beside it', async () => {
    await makeStore('a', ['one']);
    await run('a', ['backup', at('backup')]);
    const junk = 'This was a store once. '.repeat(500);
    for (const name of ['hamgate.db', 'hamgate.db-wal']) writeFileSync(at('a', name), junk);
    expect(await run('a', ['restore', at('backup')])).toEqual(refused(/is damaged; --force replaces it/));
    expect(await run('a', ['restore', at('backup'), '--force'])).toEqual(done(/kept as/));
    expect(textsOf(at('a', 'hamgate.db'))).toEqual(['one']);
    expect(readdirSync(at('a')).filter((name) => name.endsWith('-wal'))).toEqual([
      expect.stringMatching(/^hamgate.db.replaced-.*-wal$/),
    ]);
  }, 60_000);

  test('a backup without secrets needs the key from elsewhere', async () => {
    await makeStore('a', ['one']);
    expect(await run('a', ['backup', '--no-secrets', at('backup')])).toEqual(
      done(/without the privacy key: keep the file \S+privacy-key elsewhere/),
    );
    expect(readFileSync(at('backup')).includes(KEY)).toBe(false);
    expect(await run('b', ['restore', at('backup')])).toEqual(refused(/neither in it nor here/));
    expect(await run('b', ['restore', at('backup')], { PRIVACY_KEY: OTHER_KEY })).toEqual(
      refused(/made with another privacy key than PRIVACY_KEY/),
    );
    expect(existsSync(at('b', 'hamgate.db'))).toBe(false);
    expect(await run('b', ['restore', at('backup')], { PRIVACY_KEY: KEY })).toEqual(done(/^restored/));
    mkdirSync(at('c'));
    writeFileSync(at('c', 'privacy-key'), `${KEY}\n`);
    expect(await run('c', ['restore', at('backup')])).toEqual(done(/^restored/));
  }, 60_000);

  test('a backup is refused with a key that is not the one of the store, or without any', async () => {
    await makeStore('a', ['one']);
    expect(await run('a', ['backup', at('backup')], { PRIVACY_KEY: OTHER_KEY })).toEqual(
      refused(/the privacy key here is not the one that it was used with/),
    );
    rmSync(at('a', 'privacy-key'));
    expect(await run('a', ['backup', at('backup')])).toEqual(refused(/there is no privacy key beside it/));
    expect(await run('a', ['backup', at('backup')], { PRIVACY_KEY: KEY })).toEqual(
      done(/keep PRIVACY_KEY elsewhere/),
    );
    expect(existsSync(at('backup'))).toBe(true);
  }, 60_000);

  test.each<[string, (file: string) => void, RegExp]>([
    ['is missing', (file) => rmSync(file), /it does not exist/],
    ['is no database', (file) => writeFileSync(file, 'Dear Ann, '.repeat(1_000)), /file is not a database/],
    ['is damaged', damage, /it is damaged|malformed/],
    [
      'is a database of another program',
      (file) => change(file, 'drop table migrations'),
      /no store of Hamgate/,
    ],
    [
      'is newer',
      (file) => change(file, `insert into migrations values (999, 'x')`),
      /version 999.*newer program/,
    ],
  ])(
    'restore refuses a file that %s, and leaves the store',
    async (_, spoil, reason) => {
      await makeStore('a', ['one']);
      await run('a', ['backup', at('backup')]);
      spoil(at('backup'));
      expect(await run('a', ['restore', '--force', at('backup')])).toEqual(refused(reason));
      expect(textsOf(at('a', 'hamgate.db'))).toEqual(['one']);
      expect(readdirSync(at('a')).sort()).toEqual(['hamgate.db', 'privacy-key']);
    },
    30_000,
  );

  test('backup replaces an earlier backup, and neither the store nor any other file', async () => {
    await makeStore('a', ['one']);
    writeFileSync(at('letter'), 'Dear Ann, '.repeat(1_000));
    for (const file of [at('backup'), at('backup')])
      expect(await run('a', ['backup', file])).toEqual(done(/1 messages/));
    expect(await run('a', ['backup', at('letter')])).toEqual(refused(/no earlier backup/));
    expect(await run('a', ['backup', at('a', 'hamgate.db')])).toEqual(refused(/that is the store itself/));
    expect(await run('nowhere', ['backup', at('other')])).toEqual(refused(/there is no store yet/));
    expect(textsOf(at('backup'))).toEqual(['one']);
    expect(readFileSync(at('letter'), 'utf8')).toMatch(/^Dear Ann/);
  }, 30_000);

  test('killed in the middle, backup leaves the earlier backup, and restore the store', async () => {
    const texts = Array.from({ length: 40 }, (_, n) => `${n} ${'lunch '.repeat(2_000)}`);
    await makeStore('a', texts);
    await run('a', ['backup', at('backup')]);
    const earlier = readFileSync(at('backup'));
    expect(await killAtPart('a', ['backup', at('backup')], folder)).toMatchObject({ code: null });
    expect(readFileSync(at('backup')).equals(earlier)).toBe(true);
    expect(await killAtPart('a', ['restore', '--force', at('backup')], at('a'))).toMatchObject({
      code: null,
    });
    expect(textsOf(at('a', 'hamgate.db'))).toEqual(texts);
    expect(await run('a', ['restore', '--force', at('backup')])).toEqual(done(/^restored .*: 40 messages/));
  }, 60_000);

  test('the copy before an upgrade is restored like a backup', async () => {
    await makeStore('a', ['one']);
    await run('a', ['backup', at('backup')]);
    cpSync(at('backup'), at('a', `hamgate.db.before-${NEWEST_SCHEMA + 1}`));
    change(at('a', `hamgate.db.before-${NEWEST_SCHEMA + 1}`), 'drop table backup');
    rmSync(at('a', 'hamgate.db'));
    expect(await run('a', ['restore', at('a', `hamgate.db.before-${NEWEST_SCHEMA + 1}`)])).toEqual(
      done(/^restored/),
    );
    expect(textsOf(at('a', 'hamgate.db'))).toEqual(['one']);
  }, 30_000);

  test.each([
    ['backup', /use pg_dump --format=custom --file=FILE "\$DATABASE_URL", and keep PRIVACY_KEY/],
    ['restore', /use pg_restore --clean --if-exists --dbname="\$DATABASE_URL" FILE/],
  ])(
    '%s of PostgreSQL names the tool for it, and ends with 2',
    async (command, words) => {
      const ended = await run('a', [command, at('backup')], {
        DATABASE_URL: 'postgres://ann:S3cret@localhost/hamgate',
      });
      expect(ended).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(words) as string });
      expect(ended.stderr).not.toContain('S3cret');
    },
    30_000,
  );
});

/** Ends the command with SIGKILL as soon as it has begun to write a copy into `where`. */
async function killAtPart(place: string, args: readonly string[], where: string): Promise<EndedProcess> {
  const command = hamgate(place, args);
  const watcher = watch(where, (_event, name) => {
    if (name?.endsWith('.part') === true) process.kill(command.pid, 'SIGKILL');
  });
  try {
    return await command.ended;
  } finally {
    watcher.close();
  }
}

function change(file: string, statement: string): void {
  const database = new Database(file);
  database.exec(statement);
  database.close();
}

/** Breaks the pages of its tables, behind the first, which says what they are. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 4_096 * 2, 4_096 * 6);
  writeFileSync(file, bytes);
}
