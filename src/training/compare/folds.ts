import { LABELS, type Label } from '../../domain/correction.js';
import { DataError } from '../data-error.js';
import type { LabelledText } from '../labelled-data.js';
import { nearDuplicateKey } from '../near-duplicates.js';
import { createRandom, shuffled } from '../random.js';
import { countClasses, type Split } from '../split.js';

/**
 * Divides the rows into `folds` parts (2 or more), each with about the same share of both classes, and gives one split
 * a part: that part for validation, the others for training, rows in their order. Near-duplicates stay in one part. The
 * seed decides which. Throws a `DataError` where a class has fewer different messages than there are folds.
 */
export function groupedFolds(rows: readonly LabelledText[], folds: number, seed: number): Split[] {
  if (!Number.isInteger(folds) || folds < 2) {
    throw new RangeError(`Cannot divide the data: ${folds} is not a number of folds, 2 or more`);
  }
  const groups = groupRows(rows);
  for (const label of LABELS) requireEnough(groups, label, folds);
  const partOf = assignParts(shuffled(groups, createRandom(seed, 'split')), folds);
  return Array.from({ length: folds }, (_, part) => ({
    train: rows.filter((row) => partOf.get(nearDuplicateKey(row.text)) !== part),
    validation: rows.filter((row) => partOf.get(nearDuplicateKey(row.text)) === part),
  }));
}

interface Group {
  readonly key: string;
  /** The class of most of its rows: people do not always label a text the same way twice. */
  readonly label: Label;
  readonly counts: Readonly<Record<Label, number>>;
}

function groupRows(rows: readonly LabelledText[]): Group[] {
  const byKey = new Map<string, LabelledText[]>();
  for (const row of rows) {
    const key = nearDuplicateKey(row.text);
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [row]);
    else group.push(row);
  }
  return [...byKey].map(([key, members]) => {
    const counts = countClasses(members);
    return { key, label: counts.spam >= counts.ham ? 'spam' : 'ham', counts };
  });
}

function requireEnough(groups: readonly Group[], label: Label, folds: number): void {
  const count = groups.filter((group) => group.label === label).length;
  if (count >= folds) return;
  throw new DataError(
    `Cannot divide the data into ${folds} folds: it has ${count} different ${label} messages, near-duplicates counted once`,
  );
}

/** The largest groups first, each to the part that has the fewest rows of its class, so that the parts come out even. */
function assignParts(groups: readonly Group[], folds: number): Map<string, number> {
  const sizes = Array.from({ length: folds }, () => ({ spam: 0, ham: 0 }));
  const parts = sizes.map((_, part) => part);
  const largestFirst = [...groups].sort((a, b) => b.counts[b.label] - a.counts[a.label]);
  const partOf = new Map<string, number>();
  for (const { key, label, counts } of largestFirst) {
    const sizeOf = (part: number) => sizes[part]?.[label] ?? 0;
    const smallest = parts.reduce((best, part) => (sizeOf(part) < sizeOf(best) ? part : best));
    const size = sizes[smallest];
    if (size !== undefined) {
      size.spam += counts.spam;
      size.ham += counts.ham;
    }
    partOf.set(key, smallest);
  }
  return partOf;
}

/** The first of each group. */
export function withoutNearDuplicates(rows: readonly LabelledText[]): readonly LabelledText[] {
  const seen = new Set<string>();
  return rows.filter(({ text }) => {
    const key = nearDuplicateKey(text);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
