import { basename } from 'node:path';
import { sha256Of } from '../classifier/bundle.js';
import type { Architecture, DataSource } from '../classifier/manifest.js';
import { requireWritable, writeBundle } from '../classifier/write-bundle.js';
import { canMask } from '../training/architectures.js';
import { renderCard } from '../training/card.js';
import { DataError } from '../training/data-error.js';
import { experimentSchedule, experimentShape } from '../training/experiment.js';
import { type LabelledFile, type LabelledText, readLabelledFile } from '../training/labelled-data.js';
import { countClasses, drawSplit, readSplit, type Split, undersample } from '../training/split.js';
import { trainModel } from '../training/train-model.js';
import type { Io } from './io.js';
import { showProgress } from './training-progress.js';
import { UsageError } from './usage-error.js';

export interface TrainOptions {
  readonly data: string;
  readonly out: string;
  readonly split?: string;
  readonly seed: number;
  readonly epochs: number;
  readonly mask: boolean;
  readonly undersample: boolean;
  readonly name?: string;
  readonly modelVersion: string;
  readonly source?: string;
  readonly licence?: string;
}

/** `hamgate train`: reads the data, trains, and writes the bundle. */
export async function train(architecture: Architecture, options: TrainOptions, io: Io): Promise<void> {
  if (options.mask && !canMask(architecture))
    throw new UsageError(`A ${architecture} network cannot be trained with --mask`);
  await requireWritable(options.out);
  const file = await readLabelledFile(options.data);
  const split = await splitRows(file.rows, options);
  requireBothClasses(split.train, options.data);
  const progress = showProgress(io.stderr);
  const parts = await trainModel(
    {
      architecture,
      name: options.name ?? architecture,
      version: options.modelVersion,
      seed: options.seed,
      shape: experimentShape(architecture, options.mask),
      schedule: experimentSchedule(architecture, options.epochs),
      split,
      splitMethod: {
        method: options.split === undefined ? 'seeded' : 'file',
        undersampled: options.undersample,
      },
      sources: [describeSource(file, options)],
    },
    progress.show,
  ).finally(progress.close);
  await writeBundle(options.out, parts, renderCard(parts.manifest));
  const accuracy = parts.manifest.metrics.validation?.accuracy ?? null;
  io.stdout.write(`Wrote ${options.out}: ${architecture}, validation accuracy ${accuracy ?? 'undefined'}\n`);
}

async function splitRows(rows: readonly LabelledText[], options: TrainOptions): Promise<Split> {
  if (options.split !== undefined) return readSplit(options.split, rows);
  return drawSplit(options.undersample ? undersample(rows, options.seed) : rows, options.seed);
}

function requireBothClasses(rows: readonly LabelledText[], path: string): void {
  const { spam, ham } = countClasses(rows);
  if (spam === 0 || ham === 0)
    throw new DataError(`Cannot train on "${path}": its training part has ${spam} spam and ${ham} ham`);
}

function describeSource({ rows, bytes }: LabelledFile, { data, source, licence }: TrainOptions): DataSource {
  return {
    name: source ?? basename(data),
    licence: licence ?? null,
    sha256: sha256Of(bytes),
    ...countClasses(rows),
  };
}
