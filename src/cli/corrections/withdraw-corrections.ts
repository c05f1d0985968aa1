import type { Io } from '../io.js';
import { withTools } from '../with-tools.js';

/** `hamgate corrections withdraw`. Withdraws those it knows; rejects when there is none with one of the ids. */
export async function withdrawCorrections(
  ids: readonly string[],
  { env, stdout }: Pick<Io, 'env' | 'stdout'>,
): Promise<void> {
  await withTools(env, async ({ store }) => {
    const by = { author: 'cli', at: new Date().toISOString() };
    const unknown: string[] = [];
    for (const id of new Set(ids)) if (!(await store.withdrawCorrection(id, by))) unknown.push(id);
    const withdrawn = new Set(ids).size - unknown.length;
    stdout.write(`${withdrawn} withdrawn\n`);
    if (unknown.length > 0)
      throw new Error(
        `Cannot withdraw ${unknown.join(', ')}: there is no such correction; hamgate corrections list names them`,
      );
  });
}
