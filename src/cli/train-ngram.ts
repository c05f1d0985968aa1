import { requireWritable, writeNgramBundle } from '../classifier/write-bundle.js';
import { requireBothClasses } from '../training/compare/both-classes.js';
import { readBehaviours } from '../training/ngram/behaviours.js';
import { renderNgramCard } from '../training/ngram/card.js';
import { type Corpus, type Licences, readCorpus, readLicences } from '../training/ngram/corpus.js';
import { RECIPE } from '../training/ngram/recipe.js';
import { trainNgram } from '../training/ngram/train-ngram.js';
import type { Io } from './io.js';

export interface TrainNgramOptions {
  readonly corpus: readonly string[];
  readonly chat: readonly string[];
  readonly validation: readonly string[];
  readonly behaviours?: string;
  readonly licences?: string;
  readonly seed: number;
  readonly out: string;
  readonly name: string;
  readonly modelVersion: string;
}

/** `hamgate train ngram`: the linear model over n-grams, from any number of labelled files. */
export async function trainNgramModel(options: TrainNgramOptions, io: Io): Promise<void> {
  await requireWritable(options.out);
  const licences = options.licences === undefined ? {} : await readLicences(options.licences);
  const [corpora, chat, validation] = await Promise.all(
    [options.corpus, options.chat, options.validation].map((files) => readAll(files, licences)),
  );
  const behaviours = options.behaviours === undefined ? [] : await readBehaviours(options.behaviours);
  requireBothClasses(
    (corpora ?? []).flatMap(({ rows }) => rows),
    'train on these corpora',
  );
  const startMs = performance.now();
  const seconds = (): string => `${((performance.now() - startMs) / 1000).toFixed(0)} s`.padStart(6);
  const parts = trainNgram(
    {
      name: options.name,
      version: options.modelVersion,
      corpora: corpora ?? [],
      chat: chat ?? [],
      validation: validation ?? [],
      behaviours,
      recipe: RECIPE,
      seed: options.seed,
    },
    (what) => io.stderr.write(`${seconds()}  ${what}\n`),
  );
  await writeNgramBundle(options.out, parts, renderNgramCard(parts.manifest));
  const { thresholds, judged } = parts.manifest;
  io.stdout.write(
    `Wrote ${options.out}: ${parts.model.keys.length} n-grams, SEL ${judged?.sel.toFixed(3) ?? 'not known'}, threshold ${thresholds.telegram}\n`,
  );
}

async function readAll(files: readonly string[], licences: Licences): Promise<readonly Corpus[]> {
  return Promise.all(files.map((file) => readCorpus(file, licences)));
}
