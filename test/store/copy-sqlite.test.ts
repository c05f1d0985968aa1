import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { copyFileBefore } from '../../src/store/copy-before-migration.js';
import { copySqlite, requireRoom, withSqlite } from '../../src/store/copy-sqlite.js';
import { NEWEST_SCHEMA } from '../../src/store/migrate.js';
import { openStore } from '../../src/store/open-store.js';
import { StoreError } from '../../src/store/store-error.js';
import { anArrival } from '../support/builders.js';
import { keyedHash } from '../support/privacy.js';

describe('copySqlite()', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hamgate-copy-'));
    path = join(folder, 'hamgate.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const copy = () => join(folder, 'copy');
  const files = () => readdirSync(folder).filter((name) => !name.startsWith('hamgate.db'));
  const countIn = (file: string) =>
    withSqlite(file, async (database) =>
      database.prepare('select count(*) as n from messages').pluck().get(),
    );

  test('copies what was committed, and not what a transaction has in hand', async () => {
    const store = await openStore(`file:${path}`, keyedHash);
    await store.saveArrival(anArrival());
    const writer = new Database(path);
    writer.exec('begin immediate; delete from messages');
    await copySqlite(path, copy(), () => undefined);
    writer.exec('commit');
    writer.close();
    expect(await countIn(copy())).toMatchObject({ n: 1 });
    expect(await store.findMessage('M0000000001')).toBeNull();
    await store.close();
  });

  test('makes a file for nobody else, and replaces one that is there', async () => {
    await (await openStore(`file:${path}`, keyedHash)).close();
    writeFileSync(copy(), 'older', { mode: 0o644 });
    expect(await copySqlite(path, copy(), () => 'done')).toBe('done');
    expect(statSync(copy()).mode & 0o777).toBe(0o600);
    expect(await countIn(copy())).toMatchObject({ n: 0 });
    expect(files()).toEqual(['copy']);
  });

  test('leaves what was there, and nothing else, when the copy is refused', async () => {
    await (await openStore(`file:${path}`, keyedHash)).close();
    writeFileSync(copy(), 'older');
    const refused = copySqlite(path, copy(), () => {
      throw new RangeError('no');
    });
    await expect(refused).rejects.toThrow(RangeError);
    expect(files()).toEqual(['copy']);
    expect(statSync(copy()).size).toBe(5);
  });

  test('makes no store where there is none', async () => {
    await expect(copySqlite(path, copy(), () => undefined)).rejects.toThrow(/ENOENT/);
    await expect(copySqlite(folder, copy(), () => undefined)).rejects.toThrow('it is not a file');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('removes the parts of processes that were killed long ago, and of nobody else', async () => {
    await (await openStore(`file:${path}`, keyedHash)).close();
    for (const name of ['copy.1.part', 'copy.2.part', 'other.part']) writeFileSync(join(folder, name), '');
    utimesSync(join(folder, 'copy.1.part'), 1, 1);
    utimesSync(join(folder, 'other.part'), 1, 1);
    await copySqlite(path, copy(), () => undefined);
    expect(files()).toEqual(['copy', 'copy.2.part', 'other.part']);
  });

  test('copyFileBefore() makes no copy of a file that somebody has upgraded meanwhile', async () => {
    await (await openStore(`file:${path}`, keyedHash)).close();
    await copyFileBefore(path, { from: 1, to: NEWEST_SCHEMA });
    expect(files()).toEqual([]);
  });

  test.each([
    [1_000_000, 1_000_000, 'there is room'],
    [1_000_001, 1_000_000, 'a copy of it takes 1.0 MB, and there is room for 1.0 MB in "/backups"'],
    [30_000_000, 1_200_000, 'a copy of it takes 30.0 MB, and there is room for 1.2 MB in "/backups"'],
  ])('requireRoom() of %i bytes where %i are free: %s', async (bytes, free, answer) => {
    const asked = requireRoom(bytes, '/backups', async () => free).then(() => 'there is room');
    const outcome = await asked.catch((error: unknown) => error);
    expect(outcome instanceof StoreError ? outcome.message : outcome).toBe(answer);
  });
});
