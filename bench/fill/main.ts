import { Command } from 'commander';
import { randomBytes } from 'node:crypto';
import { dataDir } from '../../src/config/kept-secret.js';
import { openPrivacyKey } from '../../src/config/privacy-key.js';
import { createKeyedHash } from '../../src/keyed-hash.js';
import { fillStore } from './fill-store.js';

const program = new Command('fill')
  .description(
    'Fills a new store with made-up messages, corrections and tasks, for measuring and for looking at.',
  )
  .requiredOption('--database <url>', 'file:PATH or postgres://…')
  .option('--messages <n>', 'how many', Number, 1_000_000)
  .option('--days <n>', 'up to now, over which they are spread', Number, 30)
  .option('--privacy-key <key>', 'that of the gate which will use it; else the one kept beside the file')
  .parse();

const { database, messages, days, privacyKey } = program.opts<{
  readonly database: string;
  readonly messages: number;
  readonly days: number;
  readonly privacyKey?: string;
}>();
const print = (line: string) => process.stdout.write(`${line}\n`);
const newSecret = (): string => randomBytes(24).toString('base64url');
const { value } = await openPrivacyKey(privacyKey ?? null, dataDir(database), newSecret);

const startMs = performance.now();
await fillStore({
  databaseUrl: database,
  keyedHash: createKeyedHash(value),
  messages,
  days,
  onProgress: (done) => {
    if (done % 100_000 === 0 || done === messages)
      print(`${done} messages, ${((performance.now() - startMs) / 1000).toFixed(0)} s`);
  },
});
