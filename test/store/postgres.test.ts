import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { copySchemaBefore } from '../../src/store/copy-before-migration.js';
import { migrate, NEWEST_SCHEMA } from '../../src/store/migrate.js';
import { openStore } from '../../src/store/open-store.js';
import { openPostgres } from '../../src/store/postgres.js';
import { StoreError } from '../../src/store/store-error.js';
import { upgradeContract } from '../contract/upgrade.contract.js';
import { storeContract } from '../contract/store.contract.js';
import { anArrival, aStoredMessage } from '../support/builders.js';
import { dumpTables } from '../support/dump-tables.js';
import { run, startPostgres, type TestPostgres } from '../support/postgres.js';
import { aTask, at } from '../support/store-builders.js';
import type { TestStore } from '../support/test-store.js';
import { keyedHash } from '../support/privacy.js';

let server: TestPostgres;
let databaseUrl: string;
let schemas = 0;
beforeAll(async () => {
  server = await startPostgres();
  databaseUrl = await server.createDatabase();
}, 60_000);
afterAll(() => server.stop(), 180_000);

/** The URL of a new, empty schema: it is made in no time, a database is not. */
async function createSchema(): Promise<string> {
  const name = `test_${++schemas}`;
  await run(databaseUrl, `create schema ${name}`);
  return urlOf(name);
}

function urlOf(schema: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', `-c search_path=${schema}`);
  return url.href;
}

async function open(): Promise<TestStore> {
  const url = await createSchema();
  const store = await openStore(url, keyedHash);
  return { store, url, cleanUp: () => store.close() };
}

storeContract({ name: 'PostgreSQL', open });

upgradeContract('PostgreSQL', async () => {
  const url = await createSchema();
  const schema = `test_${schemas}`;
  const copies = async () => {
    const rows = await run(url, `select nspname from pg_namespace where starts_with(nspname, '${schema}_')`);
    const names = (rows as { nspname: string }[]).map(({ nspname }) => nspname);
    return new Map(names.map((name) => [Number(name.split('before_')[1]), urlOf(name)]));
  };
  return { url, db: openPostgres(url), copies, cleanUp: async () => undefined };
});

/** What docs/operations.md says to go back with, for these two schemas. */
function goBackWith(kept: string, older: string): string {
  const block = /^do \$\$\n[\s\S]*?^end \$\$;$/m.exec(readFileSync('docs/operations.md', 'utf8'))?.[0] ?? '';
  return block.replace("'public_before_9'", `'${kept}'`).replace("'hamgate_older'", `'${older}'`);
}

describe('PostgreSQL server', () => {
  const ground = { engine: 'postgres', file: null, keyedHash, bandsOf: () => [] } as const;

  test('the page on operations brings the store of an older program back', async () => {
    const url = await createSchema();
    const kept = `test_${schemas}_before_${NEWEST_SCHEMA}`;
    const store = await openStore(url, keyedHash);
    await store.saveArrival(anArrival(aStoredMessage(), { tasks: [aTask()] }));
    await store.parkUpdate({ channel: 'sms', updateId: 'u1', body: '{}', reason: 'Broke', at: at(0) });
    await store.close();
    // As if the newest migration had not been there: its copy is made by hand.
    const db = openPostgres(url);
    await db
      .transaction()
      .execute((t) => copySchemaBefore(t, { from: NEWEST_SCHEMA - 1, to: NEWEST_SCHEMA }));
    await db.destroy();
    const before = await dumpTables(url);

    const olderUrl = await createSchema();
    const older = openPostgres(olderUrl);
    await migrate(older, ground);
    await older.destroy();
    await run(olderUrl, goBackWith(kept, `test_${schemas}`));
    expect((await dumpTables(olderUrl)).split('\n').sort()).toEqual(before.split('\n').sort());
    const next = await openStore(olderUrl, keyedHash);
    await next.saveArrival(anArrival(aStoredMessage({ id: 'M2', messageId: '2' })));
    expect((await next.listMessages({ limit: 9 })).items.map(({ id }) => id)).toEqual(['M2', 'M0000000001']);
    await next.close();
  });

  test('openStore() changes nothing where its user may not make a schema for the copy', async () => {
    const url = await createSchema();
    const name = `test_${schemas}`;
    await run(databaseUrl, `create role ${name} login password 'pass-word' in role pg_read_all_data`);
    await run(databaseUrl, `grant all on schema ${name} to ${name}`);
    const asRole = new URL(url);
    asRole.username = name;
    const db = openPostgres(asRole.href);
    await migrate(db, ground, 3);
    await db.destroy();
    const opening = openStore(asRole.href, keyedHash);
    await expect(opening).rejects.toThrow(StoreError);
    await expect(opening).rejects.toThrow(
      /"test_\d+_before_\d+" .*may not make one; grant it CREATE on the database/,
    );
    expect(await run(url, 'select max(number) as newest from migrations')).toEqual([{ newest: 3 }]);
    await run(databaseUrl, `drop schema ${name} cascade`);
    await run(databaseUrl, `drop role ${name}`);
  });

  test('openStore() lets six that start at once make one schema', async () => {
    const url = await createSchema();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(url, keyedHash)));
    await Promise.all(stores.map((store) => store.saveArrival(anArrival())));
    expect((await stores[0]?.listMessages({ limit: 9 }))?.items).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
    expect(await run(url, 'select number from migrations order by number')).toEqual(
      Array.from({ length: NEWEST_SCHEMA }, (_, index) => ({ number: index + 1 })),
    );
  });

  test('openStore() refuses a schema that is newer than the program, and leaves it as it is', async () => {
    const { url, cleanUp } = await open();
    await cleanUp();
    await run(url, `insert into migrations values (999, 'from the future')`);
    await expect(openStore(url, keyedHash)).rejects.toThrow(/has version 999.*use a newer program/);
    expect(await run(url, 'select max(number) as newest from migrations')).toEqual([{ newest: 999 }]);
  });

  test('openStore() leaves nothing behind when a migration fails', async () => {
    const url = await createSchema();
    await run(url, 'create table parked_updates (other text)');
    await expect(openStore(url, keyedHash)).rejects.toThrow(/relation "parked_updates" already exists/);
    expect(
      await run(
        url,
        `select 1 from pg_tables where schemaname = current_schema() and tablename in ('messages', 'migrations')`,
      ),
    ).toEqual([]);
  });

  test('openStore() refuses a server that lets it read only', async () => {
    const { url, cleanUp } = await open();
    await cleanUp();
    const readOnly = new URL(url);
    const options = readOnly.searchParams.get('options') ?? '';
    readOnly.searchParams.set('options', `${options} -c default_transaction_read_only=on`);
    await expect(openStore(readOnly.href, keyedHash)).rejects.toThrow(/read-only transaction/);
  });

  test.each([
    ['a wrong password', { password: 'Wr0ng-S3cret' }, 'password authentication failed'],
    ['an unknown database', { pathname: 'nowhere' }, 'database "nowhere" does not exist'],
    ['a closed port', { port: '1' }, 'ECONNREFUSED'],
    ['a closed port of a name with two addresses', { port: '1', hostname: 'localhost' }, 'ECONNREFUSED'],
    ['an unknown host', { hostname: 'nowhere.invalid' }, 'ENOTFOUND|EAI_AGAIN'],
  ])('openStore() refuses %s, and tells no secret', async (_, change, reason) => {
    const url = Object.assign(new URL(databaseUrl), change);
    const error = await openStore(url.href, keyedHash).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreError);
    expect(String(error)).toMatch(
      new RegExp(`^StoreError: Cannot open the database "postgres://.*": .*(${reason})`),
    );
    expect(String(error)).not.toContain(url.password);
  });

  test('openStore() refuses a server that is none', async () => {
    const other = createServer((socket) =>
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n', () => socket.destroy()),
    ).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = address === null || typeof address === 'string' ? 0 : address.port;
    await expect(openStore(`postgres://a:S3cret@127.0.0.1:${port}/b`, keyedHash)).rejects.toThrow(StoreError);
    other.close();
    await once(other, 'close');
  });

  test('a broken connection fails what is under way, and the next call opens another', async () => {
    const { store, url, cleanUp } = await open();
    const blocker = new pg.Client({ connectionString: url });
    await blocker.connect();
    await blocker.query('begin; lock table outbox');
    const adding = store.addTasks([aTask()], at(0)).catch((error: unknown) => error);
    await untilWaiting(blocker);
    await run(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hamgate'
      and datname = current_database()`,
    );
    expect(await adding).toBeInstanceOf(Error);
    await blocker.query('rollback');
    await blocker.end();
    await store.addTasks([aTask()], at(0));
    expect(await store.countTasks()).toEqual({ pending: 1, dead: 0 });
    await cleanUp();
  });

  test('a connection that breaks at rest does not end the process', async () => {
    const { store, url, cleanUp } = await open();
    await run(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hamgate'
      and datname = current_database()`,
    );
    // Ten connections at most are in the pool, and each can fail once.
    const pings: boolean[] = [];
    for (let count = 0; count <= 10; count++)
      pings.push(
        await store.ping().then(
          () => true,
          () => false,
        ),
      );
    expect(pings.at(-1)).toBe(true);
    await cleanUp();
  });

  test('claimTasks() does not wait for a task that another transaction holds', async () => {
    const { store, url, cleanUp } = await open();
    await store.addTasks([aTask({ dedupeKey: 'a', lane: 'a' }), aTask({ dedupeKey: 'b', lane: 'b' })], at(0));
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query(`begin; select * from outbox where dedupe_key = 'a' for update`);
    const tasks = await store.claimTasks({ now: at(0), leaseUntil: at(60), limit: 9 });
    expect(tasks.map(({ dedupeKey }) => dedupeKey)).toEqual(['b']);
    await holder.query('rollback');
    await holder.end();
    await cleanUp();
  });

  test('claimTasks() leaves a lane alone in which a task is leased, even when an older one comes to light', async () => {
    const { store, url, cleanUp } = await open();
    const slow = new pg.Client({ connectionString: url });
    await slow.connect();
    await slow.query(`begin; insert into outbox (target, dedupe_key, lane, payload, created_at)
      values ('telegram', 'older', 'a', '1', '${at(0)}')`);
    await store.addTasks([aTask({ dedupeKey: 'newer', lane: 'a' })], at(0));
    const claim = () => store.claimTasks({ now: at(0), leaseUntil: at(60), limit: 9 });
    const [newer] = await claim();
    expect(newer?.dedupeKey).toBe('newer');
    await slow.query('commit');
    await slow.end();
    expect(await claim()).toEqual([]);
    await store.finishTask(newer?.id ?? 0, at(1));
    expect((await claim()).map(({ dedupeKey }) => dedupeKey)).toEqual(['older']);
    await cleanUp();
  });

  test('claimTasks() is fast with a backlog that the planner has not heard of', async () => {
    const { store, url, cleanUp } = await open();
    const fill = (status: string, count: number) =>
      run(
        url,
        `insert into outbox (target, dedupe_key, lane, payload, status, created_at)
          select 'telegram', '${status}' || n, 'lane' || n % 100, '1', '${status}', '${at(0)}'
          from generate_series(1, ${count}) n`,
      );
    await fill('done', 50_000);
    await run(url, 'analyze outbox');
    await fill('pending', 3_000);
    const durations: number[] = [];
    for (let count = 0; count < 5; count++) {
      const start = performance.now();
      await store.claimTasks({ now: at(0), leaseUntil: at(60), limit: 16 });
      durations.push(performance.now() - start);
    }
    // A few milliseconds; finding the lanes again for each task takes seconds.
    expect(Math.min(...durations)).toBeLessThan(100);
    await cleanUp();
  }, 20_000);

  test('recoverLeases() leaves the leases of the other processes alone', async () => {
    const { store, cleanUp } = await open();
    await store.addTasks([aTask()], at(0));
    await store.claimTasks({ now: at(0), leaseUntil: at(60), limit: 1 });
    await store.recoverLeases(at(0));
    expect(await store.claimTasks({ now: at(1), leaseUntil: at(61), limit: 1 })).toEqual([]);
    await cleanUp();
  });

  test('times are compared as they stand in a database made for a human language', async () => {
    const { url, cleanUp } = await open();
    await cleanUp();
    const columns = await run(
      url,
      `select distinct collation_name from information_schema.columns
        where table_schema = current_schema() and (column_name like '%\\_at' or column_name = 'leased_until')`,
    );
    expect(columns).toEqual([{ collation_name: 'C' }]);
  });
});

/** Until a connection of the store stands before a lock. */
async function untilWaiting(client: pg.Client): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  while ((await client.query(waiting)).rowCount === 0);
}
