import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { Command } from 'commander';
import { readLabelledFile } from '../../src/training/labelled-data.js';
import { createRandom } from '../../src/training/random.js';
import { generateTexts } from '../../src/training/templates/generate-texts.js';
import { ADMIN_TOKEN, endAllGates, type GateProcess, startGate } from '../../test/support/gate-process.js';

const program = new Command('retraining')
  .description(
    'What /v1/classify takes before and during a retraining, in turn, and what the retraining takes itself.',
  )
  .option('--corrections <n>', 'to learn from', Number, 1_000)
  .option('--data <file>', 'labelled messages to make corrections of (default: written texts)')
  .option('--rounds <n>', 'each before and during one retraining', Number, 3)
  .option('--seconds <n>', 'of each run before a retraining', Number, 15)
  .option('--pace <n>', 'requests a second', Number, 100)
  .parse();

const { corrections, data, rounds, seconds, pace } = program.opts<
  Record<'corrections' | 'rounds' | 'seconds' | 'pace', number> & { readonly data?: string }
>();

const MAIN = join(process.cwd(), 'dist/main.js');
/** As the gate starts it. */
const LOWEST_PRIORITY = 19;
const print = (line: string) => process.stdout.write(`${line}\n`);
const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

/** Half of them spam, if there is as much of both. */
async function chooseTexts() {
  const random = createRandom(7, 'shuffle');
  const half = Math.ceil(corrections / 2);
  const rows =
    data === undefined
      ? (['chatspam', 'chat'] as const).flatMap((kind) => generateTexts(kind, half, random))
      : (await readLabelledFile(data)).rows;
  const of = (label: string) => rows.filter((row) => row.label === label).slice(0, half);
  return [...of('spam'), ...of('ham')];
}

function importCorrections(file: string, env: Readonly<Record<string, string>>): void {
  const args = [MAIN, 'corrections', 'import', file];
  print(execFileSync(process.execPath, args, { env: { ...process.env, ...env }, encoding: 'utf8' }).trim());
}

interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  readonly failed: number;
}

const TEXTS = ['See you at the station at six', 'You have won a prize, call now to claim your cash'];

/** At an even pace from a few connections, as a team's own services ask; until it is over. */
async function ask({ url }: GateProcess, over: Promise<unknown>): Promise<Latency> {
  const options = {
    url: `${url}/v1/classify`,
    method: 'POST',
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ texts: TEXTS }),
    connections: 4,
    overallRate: pace,
    duration: 600,
  } as const;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error: Error | null, done) => {
      if (error === null) resolve(done);
      else reject(error);
    });
    void over.then(() => run.stop());
  });
  const { latency, non2xx, errors, duration } = result;
  return { p50: latency.p50, p99: latency.p99, perSecond: result['2xx'] / duration, failed: non2xx + errors };
}

interface Retraining {
  readonly seconds: number;
  readonly megabytes: number;
}

/** The kernel keeps the peak of a process as long as it lives. */
async function peakOf(child: ChildProcess, ended: Promise<unknown>): Promise<number> {
  let peak = 0;
  for (;;) {
    const status = await readFile(`/proc/${String(child.pid)}/status`, 'utf8').catch(() => '');
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    if (await Promise.race([ended.then(() => true), pause(200).then(() => false)])) return peak;
  }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

function retrain(env: Readonly<Record<string, string>>, isAlone: boolean) {
  const startedAt = performance.now();
  const command = [process.execPath, MAIN, 'retrain', '--json'];
  const [file = '', ...args] = isAlone ? ['taskset', '-c', '0', ...command] : command;
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => void said.push(chunk.toString()));
  if (!isAlone) child.once('spawn', () => setPriority(child.pid ?? 0, LOWEST_PRIORITY));
  const ended = once(child, 'close');
  const result = Promise.all([ended, peakOf(child, ended)]).then(([[code], megabytes]): Retraining => {
    if (code !== 0) throw new Error(`hamgate retrain ended with ${String(code)}: ${said.join('')}`);
    return { seconds: (performance.now() - startedAt) / 1000, megabytes };
  });
  return { ended, result };
}

const shown = ({ p50, p99, perSecond, failed }: Latency): string =>
  `${p50} | ${p99} | ${perSecond.toFixed(0)} | ${failed}`;

const folder = await mkdtemp(join(tmpdir(), 'hamgate-bench-'));
const env = { DATABASE_URL: `file:${join(folder, 'hamgate.db')}` };
try {
  const file = join(folder, 'labels.tsv');
  const escaped = (text: string): string => text.replaceAll('\t', '\\t').replaceAll(/\r?\n/g, '\\n');
  const lines = (await chooseTexts()).map(({ label, text }) => `${label}\t${escaped(text)}\n`);
  await writeFile(file, `label\ttext\n${lines.join('')}`);
  importCorrections(file, env);
  const gate = await startGate(folder, { ...env, LOG_LEVEL: 'warn' });
  await ask(gate, pause(5_000));
  print(
    '\n| /v1/classify | p50 ms | p99 ms | answered/s | failed | |\n| --- | --- | --- | --- | --- | --- |',
  );
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const before = await ask(gate, pause(seconds * 1000));
    const { ended, result } = retrain(env, false);
    const during = await ask(gate, ended);
    const { seconds: took, megabytes } = await result;
    ratios.push(during.p99 / before.p99);
    print(`| before, round ${round} | ${shown(before)} | |`);
    print(
      `| during, round ${round} | ${shown(during)} | p99 ${(during.p99 / before.p99).toFixed(2)} times; retraining ${took.toFixed(0)} s, ${megabytes.toFixed(0)} MB |`,
    );
  }
  await endAllGates();
  const alone = await retrain(env, true).result;
  print(
    `\np99 during a retraining: ${median(ratios).toFixed(2)} times that before (median of ${rounds}); a retraining alone on one core: ${alone.seconds.toFixed(0)} s, ${alone.megabytes.toFixed(0)} MB`,
  );
} finally {
  await endAllGates();
  await rm(folder, { recursive: true, force: true });
}
