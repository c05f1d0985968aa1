import { basename } from 'node:path';
import { sha256Of } from '../../classifier/bundle.js';
import type { DataSource } from '../../classifier/manifest.js';
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

/** Rejects with a `DataError`. */
export async function readCorpus(path: string): Promise<Corpus> {
  const { rows, bytes } = await readLabelledFile(path);
  const name = basename(path).replace(/\.[^.]*$/, '');
  return {
    name,
    rows: rows.map((row) => ({ ...row, source: name })),
    record: { name, licence: null, sha256: sha256Of(bytes), ...countClasses(rows) },
  };
}
