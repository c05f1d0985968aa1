import { readFile } from 'node:fs/promises';
import { faultReason } from '../../classifier/fault-reason.js';
import { DataError } from '../../training/data-error.js';
import type { Io } from '../io.js';
import { withTools } from '../with-tools.js';
import { parseCorrections, type ReadOptions } from './read-corrections.js';

export type ImportOptions = ReadOptions;

/** `hamgate corrections import`: the whole file is checked before anything is changed. */
export async function importFile(
  path: string,
  options: ImportOptions,
  { env, stdout, stderr }: Pick<Io, 'env' | 'stdout' | 'stderr'>,
): Promise<void> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new DataError(`Cannot read "${path}": ${faultReason(cause)}`, { cause });
  });
  const corrections = parseCorrections(bytes, path, options);
  await withTools(env, async ({ importCorrections }) => {
    const showProgress = (done: number): void => {
      if (stderr.isTTY === true) stderr.write(`\r${done} of ${corrections.length}`);
    };
    const { added, known, contradictory } = await importCorrections(corrections, showProgress);
    if (stderr.isTTY === true) stderr.write('\r\u001b[K');
    const hint = contradictory === 0 ? '' : ': hamgate corrections contradictions lists them';
    stdout.write(`${added} new, ${known} known, ${contradictory} contradictory${hint}\n`);
  });
}
