import { writeFile } from 'node:fs/promises';
import { faultReason } from '../classifier/fault-reason.js';
import type { Metrics } from '../classifier/manifest.js';
import { openScorer } from '../classifier/open-scorer.js';
import type { OpenedScorer } from '../classifier/opened-scorer.js';
import { type LabelledText, readLabelledFile } from '../training/labelled-data.js';
import { measure } from '../training/metrics.js';
import { readSplit } from '../training/split.js';
import { type Io, modelDirOf } from './io.js';

export interface EvaluateOptions {
  readonly data: string;
  readonly split?: string;
  readonly model?: string;
  readonly channel?: 'telegram' | 'sms';
  readonly threshold?: number;
  readonly json?: boolean;
  readonly scores?: string;
}

/** `hamgate evaluate`: the metrics of a model on a labelled file. */
export async function evaluate(options: EvaluateOptions, io: Io): Promise<void> {
  const { rows: all } = await readLabelledFile(options.data);
  const rows = options.split === undefined ? all : (await readSplit(options.split, all)).validation;
  const scorer = await openScorer(modelDirOf(options.model, io));
  try {
    const scores = scoreRows(rows, scorer);
    if (options.scores !== undefined) await writeScores(options.scores, rows, scores);
    const threshold = options.threshold ?? scorer.manifest.thresholds[options.channel ?? 'api'];
    const items = rows.map(({ label }, i) => ({ isSpam: label === 'spam', score: scores[i] ?? NaN }));
    const metrics = measure(items, threshold);
    io.stdout.write(options.json === true ? `${JSON.stringify(metrics)}\n` : renderMetrics(metrics, scorer));
  } finally {
    scorer.close();
  }
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

const DIGITS = 4;

function renderMetrics(metrics: Metrics, { model }: OpenedScorer): string {
  const rows = Object.entries(metrics).map(([name, value]) => `${name.padEnd(18)} ${renderValue(value)}`);
  return `${[`model              ${model}`, ...rows].join('\n')}\n`;
}

function renderValue(value: number | null): string {
  if (value === null) return 'undefined';
  return Number.isInteger(value) ? String(value) : value.toFixed(DIGITS);
}
