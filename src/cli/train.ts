import type { Architecture } from '../classifier/manifest.js';
import { requireWritable, writeBundle } from '../classifier/write-bundle.js';
import { canMask } from '../training/architectures.js';
import { EVEN_THRESHOLD } from '../training/balance.js';
import { renderCard } from '../training/card.js';
import { experimentSchedule, experimentShape } from '../training/experiment.js';
import { trainModel } from '../training/train-model.js';
import type { Io } from './io.js';
import { readTrainingData, type TrainingDataOptions } from './training-data.js';
import { showProgress } from './training-progress.js';
import { UsageError } from './usage-error.js';

export interface TrainOptions extends TrainingDataOptions {
  readonly out: string;
  readonly epochs: number;
  readonly mask: boolean;
  readonly name?: string;
  readonly modelVersion: string;
}

/** `hamgate train`: reads the data, trains, and writes the bundle. */
export async function train(architecture: Architecture, options: TrainOptions, io: Io): Promise<void> {
  if (options.mask && !canMask(architecture))
    throw new UsageError(`A ${architecture} network cannot be trained with --mask`);
  await requireWritable(options.out);
  const { split, splitMethod, source } = await readTrainingData(options);
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
      splitMethod,
      classWeights: null,
      threshold: EVEN_THRESHOLD,
      sources: [source],
    },
    progress.show,
  ).finally(progress.close);
  await writeBundle(options.out, parts, renderCard(parts.manifest));
  const accuracy = parts.manifest.metrics.validation?.accuracy ?? null;
  io.stdout.write(`Wrote ${options.out}: ${architecture}, validation accuracy ${accuracy ?? 'undefined'}\n`);
}
