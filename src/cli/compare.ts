import { access, constants, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultReason } from '../classifier/fault-reason.js';
import { type Architecture, ARCHITECTURES } from '../classifier/manifest.js';
import { requireBothClasses } from '../training/compare/both-classes.js';
import type { ComparisonPlan } from '../training/compare/carry-out-runs.js';
import { type Comparison, runComparison } from '../training/compare/run-comparison.js';
import { type Results, resultsSchema } from '../training/compare/results.js';
import { DataError } from '../training/data-error.js';
import { writeReport } from '../training/report/write-report.js';
import type { Io } from './io.js';
import { readTrainingData, type TrainingDataOptions } from './training-data.js';
import { showProgress } from './training-progress.js';

export interface CompareOptions extends TrainingDataOptions {
  readonly arch: readonly Architecture[];
  readonly runs: number;
  readonly epochs: number;
  readonly mask: boolean;
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
  const data = await readTrainingData(options);
  // Without both there is no loss to stop by and no curve to draw.
  requireBothClasses(data.split.validation, `measure on the validation part of "${options.data}"`);
  const messages = [...EXPERIMENT_MESSAGES, ...(await readMessages(options.messages))];
  await makeFolder(options.out);
  const plan: ComparisonPlan = {
    ...data,
    architectures: ARCHITECTURES.filter((architecture) => options.arch.includes(architecture)),
    seeds: Array.from({ length: options.runs }, (_, run) => options.seed + run),
    mask: options.mask,
    epochs: options.epochs,
    messages,
    folds: options.folds ?? null,
    runsDir: join(options.out, 'runs'),
    program,
  };
  const { results, bundles } = await carryOut(plan, io);
  await writeResults(results, options.out);
  for (const { architecture, dir } of bundles)
    await copyFolder(dir, join(options.out, 'models', architecture));
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
    onRun: ({ architecture, seed, number, of, isKept }) => {
      const state = isKept ? ', finished before' : '';
      io.stderr.write(`run ${number} of ${of}: ${architecture}, seed ${seed}${state}\n`);
    },
    onProgress: progress.show,
  }).finally(progress.close);
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

async function copyFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
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
