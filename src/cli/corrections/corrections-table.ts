import type { Correction } from '../../domain/correction.js';

/** What `export` writes and `import` takes over, besides `label` and `text`; in this order. */
export const EXTRA_COLUMNS = [
  'author',
  'role',
  'source',
  'channel',
  'conversation',
  'score',
  'model',
  'createdAt',
  'withdrawnAt',
  'id',
] as const;
export type ExtraColumn = (typeof EXTRA_COLUMNS)[number];

export const HEADER = ['label', 'text', ...EXTRA_COLUMNS].join('\t');

/** One line of the table, without its end. */
export function rowOf({ label, text, conversation, ...correction }: Correction): string {
  const cells: Readonly<Record<ExtraColumn, string | number | null>> = {
    author: correction.author,
    role: correction.role,
    source: correction.source,
    channel: conversation?.channel ?? null,
    conversation: conversation?.id ?? null,
    score: correction.score,
    model: correction.model,
    createdAt: correction.createdAt,
    withdrawnAt: correction.withdrawnAt,
    id: correction.id,
  };
  return [label, text, ...EXTRA_COLUMNS.map((column) => cells[column] ?? '')].map(escapeCell).join('\t');
}

const escapeCell = (cell: string | number): string =>
  String(cell)
    .replaceAll('\t', '\\t')
    .replaceAll(/\r\n|[\r\n]/g, '\\n');
