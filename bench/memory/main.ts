import { keyedHash } from '../../test/support/privacy.js';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { fingerprint, nearFingerprint } from '../../src/classifier/fingerprint.js';
import { openScorer } from '../../src/classifier/open-scorer.js';
import { CORRECTION_SCOPES, type CorrectionScope } from '../../src/domain/correction.js';
import type { Scorer } from '../../src/domain/scorer.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open-store.js';
import { aMessage } from '../../test/support/builders.js';
import { createTestGate, sayingActions } from '../../test/support/gate.js';
import { startPostgres } from '../../test/support/postgres.js';
import { anyText, campaignText, CONVERSATION, fillCorrections } from './corrections.js';

const program = new Command('memory')
  .description(
    'Time of a message in a gate that remembers no corrections, and in one that remembers many, in turn.',
  )
  .option('--corrections <n>', 'a third of them of one campaign, all of one conversation', Number, 100_000)
  .option('--messages <n>', 'of each kind to each gate', Number, 1_000)
  .parse();

const { corrections, messages } = program.opts<Record<'corrections' | 'messages', number>>();
const KINDS = { ordinary: anyText, 'copy of the campaign': campaignText };
const print = (line: string) => process.stdout.write(`${line}\n`);
const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length * share)] ?? NaN;

let sent = 0;
function gateOn(store: Store, scorer: Scorer, correctionScope: CorrectionScope) {
  // Nothing is done about a message, or more would be compared than what is remembered.
  const nothing = { ...sayingActions, tasksForVerdict: () => [] };
  const { filter } = createTestGate(store, 'observe', {
    actions: { telegram: nothing, sms: nothing, api: nothing },
    fingerprint,
    nearFingerprint,
    correctionScope,
    currentScorer: () => scorer,
    newId: () => `M${sent}`,
  });
  return async (text: string) => {
    const messageId = `${(sent += 1)}`;
    const message = aMessage({ text, conversation: CONVERSATION, messageId });
    const startMs = performance.now();
    const { message: kept } = await filter(message);
    return { ms: performance.now() - startMs, reasons: kept.verdict.reasons.join(', ') };
  };
}

interface Stores {
  readonly name: string;
  readonly empty: Store;
  readonly full: Store;
}

/** One message to one gate and one to the other: what slows the machine down slows both. */
async function compare({ name, empty, full }: Stores, scorer: Scorer, scope: CorrectionScope): Promise<void> {
  const [withNone, withMany] = [gateOn(empty, scorer, scope), gateOn(full, scorer, scope)];
  for (const [kind, makeText] of Object.entries(KINDS)) {
    const [none, many]: [number[], number[]] = [[], []];
    const reasons = new Map<string, number>();
    for (let count = -messages / 10; count < messages; count++) {
      const [one, other] = [await withNone(makeText()), await withMany(makeText())];
      if (count < 0) continue;
      none.push(one.ms);
      many.push(other.ms);
      reasons.set(other.reasons, (reasons.get(other.reasons) ?? 0) + 1);
    }
    const ratio = quantile(many, 0.5) / quantile(none, 0.5);
    const shown = [none, many].flatMap((times) =>
      [0.5, 0.99].map((share) => quantile(times, share).toFixed(2)),
    );
    const why = [...reasons].map(([reason, count]) => `${reason} ${count}`).join('; ');
    print(`| ${name}, ${scope}, ${kind} | ${shown.join(' | ')} | ${ratio.toFixed(2)} | ${why} |`);
  }
}

async function measure(name: string, urls: { readonly empty: string; readonly full: string }): Promise<void> {
  const [empty, full] = [await openStore(urls.empty, keyedHash), await openStore(urls.full, keyedHash)];
  const scorer = await openScorer('model/default');
  await fillCorrections(urls.full, corrections);
  for (const scope of CORRECTION_SCOPES) await compare({ name, empty, full }, scorer, scope);
  scorer.close();
  await Promise.all([empty.close(), full.close()]);
}

const folder = await mkdtemp(join(tmpdir(), 'hamgate-bench-'));
const postgres = await startPostgres();
try {
  print(
    `| ms per message | none: p50 | p99 | ${corrections}: p50 | p99 | ratio of p50 | verdicts with them |`,
  );
  print('| --- | --- | --- | --- | --- | --- | --- |');
  const files = { empty: join(folder, 'empty.db'), full: join(folder, 'full.db') };
  await measure('SQLite', { empty: `file:${files.empty}`, full: `file:${files.full}` });
  const bytes = (await stat(files.full)).size - (await stat(files.empty)).size;
  await measure('PostgreSQL', {
    empty: await postgres.createDatabase(),
    full: await postgres.createDatabase(),
  });
  print(`\n${(bytes / corrections / 1000).toFixed(2)} kB a correction in the SQLite file`);
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
