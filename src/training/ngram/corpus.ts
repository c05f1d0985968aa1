import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { sha256Of } from '../../classifier/bundle.js';
import type { DataSource } from '../../classifier/manifest.js';
import { DataError } from '../data-error.js';
import { type LabelledText, readLabelledFile } from '../labelled-data.js';
import { countClasses } from '../split.js';

/** A training message and the file that it comes from. */
export interface SourcedText extends LabelledText {
  readonly source: string;
}

export interface Corpus {
  /** The file's name without its ending. */
  readonly name: string;
  readonly rows: readonly SourcedText[];
  readonly record: DataSource;
}

const licencesSchema = z.record(z.string(), z.string());

/** A JSON file with the licences of corpora. Rejects with a `DataError`. */
export async function readLicences(path: string): Promise<Licences> {
  try {
    return licencesSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new DataError(`Cannot read the licences in ${path}: ${reason}`, { cause: error });
  }
}

/** By the names of the corpora. */
export type Licences = Readonly<Record<string, string>>;

/** Rejects with a `DataError`. */
export async function readCorpus(path: string, licences: Licences = {}): Promise<Corpus> {
  const { rows, bytes } = await readLabelledFile(path);
  const name = basename(path).replace(/\.[^.]*$/, '');
  return {
    name,
    rows: rows.map((row) => ({ ...row, source: name })),
    record: { name, licence: licences[name] ?? null, sha256: sha256Of(bytes), ...countClasses(rows) },
  };
}
