import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { AUTH_TOKEN, PUBLIC_BASE_URL } from '../../test/channels/sms/signed-twilio.js';
import { endAllGates, startGate } from '../../test/support/gate-process.js';
import { startPostgres } from '../../test/support/postgres.js';
import { flood, type LoadResult, residentMegabytes, signMany, stroll } from './load.js';

const program = new Command('webhooks')
  .description('Signed SMS webhooks to the built gate and to a bare Express route, in turn.')
  .option('--seconds <n>', 'of each run', Number, 10)
  .option('--rounds <n>', 'of both, one after the other', Number, 3)
  .option('--connections <n>', 'kept alive', Number, 64)
  .option('--pace <n>', 'requests a second of the run at an even pace', Number, 200)
  .parse();

const { seconds, rounds, connections, pace } =
  program.opts<Record<'seconds' | 'rounds' | 'connections' | 'pace', number>>();
const MOST_PER_SECOND = 8_000;
const print = (line: string) => process.stdout.write(`${line}\n`);
const shown = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

let runs = 0;
/** No id is ever sent twice to one gate, or it would be a repeat and cost less. */
const freshMessages = (count: number) => signMany(count, `r${(runs += 1)}x`);

async function startBare() {
  const child = spawn(process.execPath, [fileURLToPath(new URL('bare.js', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: line.toString().trim(), end: () => child.kill() };
}

function row(name: string, { perSecond, p50, p99, p999, max }: LoadResult, more: string): string {
  return `| ${name} | ${shown(perSecond)} | ${[p50, p99, p999, max].map(shown).join(' | ')} | ${more} |`;
}

async function inTurn(store: string, gateUrl: string, bareUrl: string) {
  const size = seconds * MOST_PER_SECOND;
  const ratios: number[] = [];
  const capacities: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const ours = await flood({ url: gateUrl, connections, seconds, messages: freshMessages(size) });
    const theirs = await flood({ url: bareUrl, connections, seconds, messages: freshMessages(size) });
    capacities.push(ours.perSecond);
    ratios.push(ours.perSecond / theirs.perSecond);
    print(
      row(
        `gate, ${store}, round ${round}`,
        ours,
        `${shown((ours.perSecond / theirs.perSecond) * 100)} % of bare, ${ours.failed} failed`,
      ),
    );
    print(row(`bare, round ${round}`, theirs, `${theirs.failed} failed`));
  }
  return { ratios, capacities };
}

async function atPaces(store: string, url: string, twice: number): Promise<void> {
  const paced = await stroll({
    url,
    perSecond: pace,
    messages: freshMessages(pace * seconds),
    warmUp: freshMessages(pace),
  });
  print(row(`gate, ${store}, at an even ${pace}/s`, paced, `${paced.failed} failed`));
  const flooded = await stroll({
    url,
    perSecond: twice,
    messages: freshMessages(twice * seconds),
  });
  print(
    row(
      `gate, ${store}, at an even ${twice}/s`,
      flooded,
      `${flooded.shed} shed with 503, ${flooded.failed} failed`,
    ),
  );
}

async function measure(store: string, databaseUrl: string, folder: string): Promise<void> {
  const bare = await startBare();
  const gate = await startGate(folder, {
    SMS_TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    PUBLIC_BASE_URL,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'warn',
  });
  try {
    const size = seconds * MOST_PER_SECOND;
    for (const url of [gate.url, bare.url])
      await flood({ url, connections, seconds: Math.min(seconds, 5), messages: freshMessages(size / 2) });
    const before = await residentMegabytes(gate.pid);
    const { ratios, capacities } = await inTurn(store, gate.url, bare.url);
    await atPaces(store, gate.url, Math.round(2 * median(capacities)));
    const after = await residentMegabytes(gate.pid);
    print(
      `\n${store}: ${shown(median(ratios) * 100)} % of the bare route (median of ${rounds}), memory ${shown(before)} MB before and ${shown(after)} MB after\n`,
    );
  } finally {
    bare.end();
    await endAllGates();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'hamgate-bench-'));
const postgres = await startPostgres();
try {
  print(
    '| what | answered/s | p50 ms | p99 ms | p99.9 ms | max ms | |\n| --- | --- | --- | --- | --- | --- | --- |',
  );
  await measure('SQLite', `file:${join(folder, 'hamgate.db')}`, folder);
  await measure('PostgreSQL', await postgres.createDatabase(), folder);
} finally {
  await endAllGates();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
