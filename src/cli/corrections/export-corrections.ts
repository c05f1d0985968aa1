import { once } from 'node:events';
import type { Io } from '../io.js';
import { withTools } from '../with-tools.js';
import { HEADER, rowOf } from './corrections-table.js';

const PAGE = 1_000;

/** `hamgate corrections export`: oldest first, so that after an import elsewhere the same one is the last. */
export async function exportCorrections(
  { all }: { readonly all: boolean },
  { env, stdout }: Pick<Io, 'env' | 'stdout'>,
): Promise<void> {
  await withTools(env, async ({ store }) => {
    stdout.write(`${HEADER}\n`);
    const query = { limit: PAGE, oldestFirst: true, isLabel: !all };
    let page = await store.listCorrections(query);
    for (;;) {
      const text = page.items.map((correction) => `${rowOf(correction)}\n`).join('');
      // Whoever reads may be slower than the store, and memory is finite.
      if (!stdout.write(text)) await once(stdout, 'drain');
      if (page.next === null) return;
      page = await store.listCorrections({ ...query, after: page.next });
    }
  });
}
