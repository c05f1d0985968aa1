import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import { createQualityMeter } from '../../src/app/measure-quality.js';
import { dataDir } from '../../src/config/kept-secret.js';
import { openPrivacyKey } from '../../src/config/privacy-key.js';
import { createKeyedHash } from '../../src/keyed-hash.js';
import { openStore } from '../../src/store/open-store.js';
import { writePageToken } from '../../src/store/page-token.js';
import { aPolicy } from '../../test/support/builders.js';
import { casesOf, type ListCase } from './cases.js';

const program = new Command('lists')
  .description(
    'Times every list of the console, with filters that find much and little, on a store that was filled.',
  )
  .requiredOption('--database <url>', 'what `npm run fill` has filled')
  .option('--rounds <n>', 'how often each page is read', Number, 7)
  .option('--privacy-key <key>', 'that of the store; else the one kept beside the file')
  .option('--only <text>', 'lists with this in their name', '')
  .parse();

const { database, rounds, privacyKey, only } = program.opts<{
  readonly database: string;
  readonly rounds: number;
  readonly privacyKey?: string;
  readonly only: string;
}>();
const print = (line: string) => process.stdout.write(`${line}\n`);
const newSecret = (): string => randomBytes(24).toString('base64url');
const { value } = await openPrivacyKey(privacyKey ?? null, dataDir(database), newSecret);
const store = await openStore(database, createKeyedHash(value));
const quality = createQualityMeter({ store, defaultPolicy: () => aPolicy() });
const newest = await store.newestWaiting();

async function measure({ read }: ListCase, after?: string) {
  const times: number[] = [];
  let shown = '';
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now();
    const { items, next } = await read(after);
    times.push(performance.now() - startMs);
    shown = `${items.length}${next === null ? '' : ' …'}`;
  }
  const { user, system } = process.cpuUsage(before);
  times.sort((one, other) => one - other);
  return {
    median: times[Math.floor(rounds / 2)] ?? NaN,
    worst: times.at(-1) ?? NaN,
    shown,
    cpu: (user + system) / 1000 / rounds,
  };
}

const cell = ({ median, worst, cpu, shown }: Awaited<ReturnType<typeof measure>>): string =>
  `${median.toFixed(1)} | ${worst.toFixed(1)} | ${cpu.toFixed(1)} | ${shown}`;

print(
  '| list | first page, median ms | worst | own CPU ms | items | deep page, median ms | worst | own CPU ms | items |',
);
print('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const list of casesOf(store, quality).filter(({ name }) => name.includes(only))) {
  const first = await measure(list);
  const isPaged = list.read.length > 0 && list.name !== 'conversations';
  const deep = isPaged ? cell(await measure(list, writePageToken(Math.floor(newest / 2)))) : '| | |';
  print(`| ${list.name} | ${cell(first)} | ${deep} |`);
}
await store.close();
