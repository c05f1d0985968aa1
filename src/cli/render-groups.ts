import type { GroupMetrics } from '../training/measure-by.js';

type Column = readonly [title: string, cell: (group: GroupMetrics) => string];

const COLUMNS: readonly Column[] = [
  ['rows', ({ rows }) => String(rows)],
  ['spam', ({ spam }) => String(spam)],
  ['ham', ({ ham }) => String(ham)],
  ['called spam', ({ calledSpam }) => String(calledSpam)],
  ['ham called spam', ({ hamCalledSpam }) => String(hamCalledSpam)],
  ['spam missed', ({ spamMissed }) => String(spamMissed)],
  ['error rate', ({ errorRate }) => `${(100 * errorRate).toFixed(1)} %`],
  ['mean score', ({ meanScore }) => meanScore.toFixed(4)],
];

/** A table for people, one line a value and in the order given; `column` is the title over the values. */
export function renderGroups(groups: readonly GroupMetrics[], column: string): string {
  const table = [
    [column, ...COLUMNS.map(([title]) => title)],
    ...groups.map((group) => [nameOf(group), ...COLUMNS.map(([, cell]) => cell(group))]),
  ];
  const widths = (table[0] ?? []).map((_, i) => Math.max(...table.map((cells) => cells[i]?.length ?? 0)));
  const lines = table.map((cells) => cells.map((cell, i) => pad(cell, widths[i] ?? 0, i)).join('  '));
  return `${lines.join('\n')}\n`;
}

/** Names to the left, numbers to the right. */
function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** On one line, whatever stands in the file. */
function nameOf({ value }: GroupMetrics): string {
  return value === '' ? '(empty)' : value.replaceAll(/\s+/g, ' ');
}
