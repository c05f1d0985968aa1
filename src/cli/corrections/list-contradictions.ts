import type { Contradiction } from '../../domain/correction.js';
import type { Io } from '../io.js';
import { shorten, withTools } from '../with-tools.js';
import { nameOf } from './list-corrections.js';

const PAGE = 1_000;
const MOST_TEXT = 100;

/** `hamgate corrections contradictions`: each text, who said what of it, and what is in force where. */
export async function listContradictions({ env, stdout }: Pick<Io, 'env' | 'stdout'>): Promise<void> {
  await withTools(env, async ({ store }) => {
    let count = 0;
    let after: string | null = '';
    while (after !== null) {
      const { items, next } = await store.listContradictions({
        limit: PAGE,
        ...(after === '' ? {} : { after }),
      });
      for (const contradiction of items) stdout.write(`${describe(contradiction).join('\n')}\n`);
      count += items.length;
      after = next;
    }
    const hint = count === 0 ? '' : '; hamgate corrections withdraw ID takes one back';
    stdout.write(
      `${count === 1 ? 'One text has' : `${count} texts have`} labels that contradict each other${hint}\n`,
    );
  });
}

function describe({ text, inForce, corrections }: Contradiction): readonly string[] {
  const ids = new Set(inForce.map(({ correctionId }) => correctionId));
  return [
    shorten(text, MOST_TEXT),
    ...corrections.map(({ id, createdAt, label, author, conversation }) => {
      const where = conversation === null ? 'learnt from' : 'in force';
      const note = ids.has(id) ? `  (${where})` : '';
      return `    ${id}  ${createdAt}  ${label}  ${shorten(author, MOST_TEXT)}  ${nameOf(conversation)}${note}`;
    }),
  ];
}
