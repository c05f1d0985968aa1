import { writeFile } from 'node:fs/promises';
import { faultReason } from '../classifier/fault-reason.js';
import type { Metrics } from '../classifier/manifest.js';
import { openReferenceScorer } from '../classifier/open-scorer.js';
import type { OpenedScorer } from '../classifier/opened-scorer.js';
import {
  type LabelledFile,
  type LabelledText,
  parseColumn,
  readLabelledFile,
} from '../training/labelled-data.js';
import { type GroupMetrics, measureBy } from '../training/measure-by.js';
import { measure } from '../training/metrics.js';
import { readSplit } from '../training/split.js';
import { type Io, modelDirOf } from './io.js';
import { renderGroups } from './render-groups.js';

export interface EvaluateOptions {
  readonly data: string;
  readonly split?: string;
  readonly model?: string;
  readonly channel?: 'telegram' | 'sms';
  readonly threshold?: number;
  /** A column of the data; each of its values is measured by itself, too. */
  readonly by?: string;
  readonly json?: boolean;
  readonly scores?: string;
}

/** `hamgate evaluate`: the metrics of a model on a labelled file. */
export async function evaluate(options: EvaluateOptions, io: Io): Promise<void> {
  const file = await readLabelledFile(options.data);
  const valueOf = readValues(file, options);
  const rows =
    options.split === undefined ? file.rows : (await readSplit(options.split, file.rows)).validation;
  const scorer = await openReferenceScorer(modelDirOf(options.model, io));
  try {
    const scores = scoreRows(rows, scorer);
    if (options.scores !== undefined) await writeScores(options.scores, rows, scores);
    const threshold = options.threshold ?? scorer.manifest.thresholds[options.channel ?? 'api'];
    const items = rows.map((row, i) => ({
      isSpam: row.label === 'spam',
      score: scores[i] ?? NaN,
      value: valueOf?.get(row) ?? '',
    }));
    const metrics = measure(items, threshold);
    const by = valueOf === null ? null : measureBy(items, threshold);
    io.stdout.write(renderResult({ metrics, by }, options, scorer));
  } finally {
    scorer.close();
  }
}

/** What stands in the column asked for, by row: a split takes rows out and puts them in another order. */
function readValues(
  { rows, bytes }: LabelledFile,
  options: EvaluateOptions,
): Map<LabelledText, string> | null {
  if (options.by === undefined) return null;
  const values = parseColumn(bytes, options.data, options.by);
  return new Map(rows.map((row, i) => [row, values[i] ?? '']));
}

function scoreRows(rows: readonly LabelledText[], scorer: OpenedScorer): Float32Array {
  const scores = scorer.score(rows.map((row) => row.text));
  const failed = scores.filter((score) => Number.isNaN(score)).length;
  if (failed > 0) throw new Error(`Cannot evaluate ${scorer.model}: ${failed} texts could not be scored`);
  return scores;
}

async function writeScores(path: string, rows: readonly LabelledText[], scores: Float32Array): Promise<void> {
  const lines = rows.map(({ label, text }, i) => `${label}\t${scores[i] ?? NaN}\t${escapeText(text)}`);
  await writeFile(path, `${['label\tscore\ttext', ...lines].join('\n')}\n`).catch((cause: unknown) => {
    throw new Error(`Cannot write the scores to "${path}": ${faultReason(cause)}`, { cause });
  });
}

function escapeText(text: string): string {
  return text.replaceAll('\t', '\\t').replaceAll(/\r\n|[\r\n]/g, '\\n');
}

interface Result {
  readonly metrics: Metrics;
  readonly by: readonly GroupMetrics[] | null;
}

function renderResult({ metrics, by }: Result, options: EvaluateOptions, scorer: OpenedScorer): string {
  if (options.json === true) return `${JSON.stringify(by === null ? metrics : { ...metrics, by })}\n`;
  const table = by === null ? '' : `\n${renderGroups(by, options.by ?? '')}`;
  return `${renderMetrics(metrics, scorer)}${table}`;
}

const DIGITS = 4;

function renderMetrics(metrics: Metrics, { model }: OpenedScorer): string {
  const rows = Object.entries(metrics).map(([name, value]) => `${name.padEnd(18)} ${renderValue(value)}`);
  return `${[`model              ${model}`, ...rows].join('\n')}\n`;
}

function renderValue(value: number | null): string {
  if (value === null) return 'undefined';
  return Number.isInteger(value) ? String(value) : value.toFixed(DIGITS);
}
