import type { Correction, Label } from '../../domain/correction.js';
import type { Io } from '../io.js';
import { shorten, withTools } from '../with-tools.js';

export interface ListOptions {
  readonly limit: number;
  readonly author?: string;
  readonly label?: Label;
}

/** `hamgate corrections list`: one line each, newest first. */
export async function listCorrections(
  { limit, ...filter }: ListOptions,
  { env, stdout }: Pick<Io, 'env' | 'stdout'>,
): Promise<void> {
  await withTools(env, async ({ store }) => {
    const { items, next } = await store.listCorrections({ limit, ...filter });
    for (const correction of items) stdout.write(`${describe(correction)}\n`);
    if (items.length === 0) stdout.write('Nobody has corrected anything of the kind\n');
    if (next !== null) stdout.write(`There are more: hamgate corrections list --limit ${limit * 2}\n`);
  });
}

const MOST_TEXT = 80;

/** `ID  time  label  author  conversation  text`, and in brackets why it is no label. */
function describe(correction: Correction): string {
  const { id, createdAt, label, author, role, withdrawnAt } = correction;
  const notes = [...(role === 'admin' ? [] : [role]), ...(withdrawnAt === null ? [] : ['withdrawn'])];
  return [
    id,
    createdAt,
    notes.length === 0 ? label : `${label} (${notes.join(', ')})`,
    shorten(author, MOST_TEXT),
    nameOf(correction.conversation),
    shorten(correction.text, MOST_TEXT),
  ].join('  ');
}

/** `telegram:-1001`; `-` for none. */
export const nameOf = (conversation: Correction['conversation']): string =>
  conversation === null ? '-' : `${conversation.channel}:${conversation.id}`;
