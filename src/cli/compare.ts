import { access, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultReason } from '../classifier/fault-reason.js';
import { type Architecture, ARCHITECTURES, type Balance } from '../classifier/manifest.js';
import { readBundle } from '../classifier/read-bundle.js';
import { writeBundle } from '../classifier/write-bundle.js';
import { canMask } from '../training/architectures.js';
import { renderCard } from '../training/card.js';
import { requireBothClasses } from '../training/compare/both-classes.js';
import { type BestBundle, type Comparison, runComparison } from '../training/compare/run-comparison.js';
import { type Results, resultsSchema } from '../training/compare/results.js';
import type { RunNews } from '../training/compare/run-counter.js';
import type { ComparisonPlan, Variant } from '../training/compare/run-sets.js';
import { slugOf } from '../training/compare/variant-names.js';
import { DataError } from '../training/data-error.js';
import { writeReport } from '../training/report/write-report.js';
import { drawSplit, type Split } from '../training/split.js';
import type { Io } from './io.js';
import { readTrainingData, type TrainingDataOptions } from './training-data.js';
import { formatDuration, showProgress } from './training-progress.js';

export interface CompareOptions extends Omit<TrainingDataOptions, 'undersample'> {
  readonly arch: readonly Architecture[];
  readonly runs: number;
  readonly epochs: number;
  readonly mask: boolean;
  readonly balance: Balance;
  readonly holdout: boolean;
  readonly messages?: string;
  readonly folds?: number;
  readonly out: string;
}

/** The two messages on which the experiment tries its networks at the end. */
const EXPERIMENT_MESSAGES = [
  'Have friends and colleagues who could benefit from these weekly updates? Send them to this link to subscribe',
  'Call me',
];

/** `hamgate compare`: trains and measures the networks, and writes results, plots and report. */
export async function compare(options: CompareOptions, io: Io, program: string): Promise<void> {
  const data = await readTrainingData({ ...options, undersample: options.balance === 'undersample' });
  // Without both there is no loss to stop by and no curve to draw.
  requireBothClasses(data.split.validation, `measure on the validation part of "${options.data}"`);
  const messages = [...EXPERIMENT_MESSAGES, ...(await readMessages(options.messages))];
  await makeFolder(options.out);
  const plan: ComparisonPlan = {
    ...data,
    ...(options.holdout ? keepAway(data.split, options.seed) : { holdout: null }),
    variants: listVariants(options),
    seeds: [options.seed, ...Array.from({ length: options.runs - 1 }, (_, run) => options.seed + 1 + run)],
    balance: options.balance,
    epochs: options.epochs,
    messages,
    folds: options.folds ?? null,
    runsDir: join(options.out, 'runs'),
    program,
  };
  const { results, bundles } = await carryOut(plan, io);
  await writeResults(results, options.out);
  await copyBundles(bundles, join(options.out, 'models'));
  await writeReport(results, options.out);
  if (!results.isComplete)
    throw new Error(`Stopped: ${options.out} has a report of what is finished; the same command goes on`);
  io.stdout.write(`Wrote ${join(options.out, 'report.html')}\n`);
}

async function carryOut(plan: ComparisonPlan, io: Io): Promise<Comparison> {
  const progress = showProgress(io.stderr);
  return runComparison(plan, {
    signal: io.stopSignal ?? new AbortController().signal,
    now: () => new Date(),
    timer: () => performance.now(),
    onRun: (news) => io.stderr.write(`${describeRun(news)}\n`),
    onProgress: progress.show,
  }).finally(progress.close);
}

function describeRun({ number, of, seed, note, isKept, leftMs, ...variant }: RunNews): string {
  const what = [slugOf(variant), `seed ${seed}`, note].filter((part) => part !== '').join(', ');
  const left = leftMs === null ? '' : `; about ${formatDuration(leftMs)} left`;
  return `run ${number} of ${of}: ${what}${isKept ? ', finished before' : left}`;
}

/** Networks that a mask changes are compared with and without it. */
function listVariants({ arch, mask }: CompareOptions): readonly Variant[] {
  return ARCHITECTURES.filter((architecture) => arch.includes(architecture)).flatMap((architecture) => {
    const plain = { architecture, mask: false };
    return mask && canMask(architecture) ? [plain, { architecture, mask: true }] : [plain];
  });
}

/** The validation part becomes the one kept away; early stopping looks at a fifth of the training part instead. */
function keepAway({ train, validation }: Split, seed: number) {
  return { holdout: validation, split: drawSplit(train, seed) };
}

/** Asked before hours of training rather than after. */
async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
    await access(dir, constants.W_OK);
  } catch (cause) {
    throw new DataError(`Cannot write the comparison to "${dir}": ${faultReason(cause)}`, { cause });
  }
}

async function readMessages(path: string | undefined): Promise<readonly string[]> {
  if (path === undefined) return [];
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new DataError(`Cannot read the messages in "${path}": ${faultReason(cause)}`, { cause });
  });
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

const RESULTS_FILE = 'results.json';

async function writeResults(results: Results, dir: string): Promise<void> {
  const file = join(dir, RESULTS_FILE);
  await writeFile(`${file}.part`, `${JSON.stringify(results, null, 1)}\n`);
  await rename(`${file}.part`, file);
}

/** In place of those of an earlier comparison. Manifest and card tell what this one has found. */
async function copyBundles(bundles: readonly BestBundle[], dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  for (const { slug, dir: from, comparison } of bundles) {
    const { manifest, network, weights, tokenizer } = await readBundle(from);
    const parts = { manifest: { ...manifest, comparison }, network, weights, tokenizer };
    await writeBundle(join(dir, slug), parts, renderCard(parts.manifest));
  }
}

/** `hamgate report`: the page once more, from `results.json`. */
export async function report(dir: string, io: Io): Promise<void> {
  const file = join(dir, RESULTS_FILE);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DataError(`Cannot read the results in "${file}": ${faultReason(cause)}`, {
      cause,
    });
  });
  await writeReport(parseResults(text, file), dir);
  io.stdout.write(`Wrote ${join(dir, 'report.html')}\n`);
}

function parseResults(text: string, file: string): Results {
  try {
    return resultsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new DataError(`Cannot read the results in "${file}": they are not in this program's format`, {
      cause,
    });
  }
}
