import { basename } from 'node:path';
import { sha256Of } from '../classifier/bundle.js';
import type { DataSource } from '../classifier/manifest.js';
import { DataError } from '../training/data-error.js';
import { type LabelledFile, type LabelledText, readLabelledFile } from '../training/labelled-data.js';
import type { SplitMethod } from '../training/train-model.js';
import { countClasses, drawSplit, readSplit, type Split, undersample } from '../training/split.js';

export interface TrainingDataOptions {
  readonly data: string;
  readonly split?: string;
  readonly seed: number;
  readonly undersample: boolean;
  readonly source?: string;
  readonly licence?: string;
}

export interface TrainingData {
  readonly rows: readonly LabelledText[];
  readonly split: Split;
  readonly splitMethod: SplitMethod;
  readonly source: DataSource;
}

/** What a training starts from. Rejects with a DataError that says what is wrong with the file. */
export async function readTrainingData(options: TrainingDataOptions): Promise<TrainingData> {
  const file = await readLabelledFile(options.data);
  requireBothClasses(file.rows, options.data, 'it');
  const split = await splitRows(file.rows, options);
  requireBothClasses(split.train, options.data, 'its training part');
  return {
    rows: file.rows,
    split,
    splitMethod: {
      method: options.split === undefined ? 'seeded' : 'file',
      undersampled: options.split === undefined && options.undersample,
    },
    source: describeSource(file, options),
  };
}

async function splitRows(rows: readonly LabelledText[], options: TrainingDataOptions): Promise<Split> {
  if (options.split !== undefined) return readSplit(options.split, rows);
  return drawSplit(options.undersample ? undersample(rows, options.seed) : rows, options.seed);
}

function requireBothClasses(rows: readonly LabelledText[], path: string, what: string): void {
  const { spam, ham } = countClasses(rows);
  if (spam === 0 || ham === 0)
    throw new DataError(`Cannot train on "${path}": ${what} has ${spam} spam and ${ham} ham`);
}

function describeSource(
  { rows, bytes }: LabelledFile,
  { data, source, licence }: TrainingDataOptions,
): DataSource {
  return {
    name: source ?? basename(data),
    licence: licence ?? null,
    sha256: sha256Of(bytes),
    ...countClasses(rows),
  };
}
