import { DataError } from '../data-error.js';
import type { LabelledText } from '../labelled-data.js';
import { countClasses } from '../split.js';

/** Throws a `DataError` where one class has no message; `task` is what cannot be done then, as in "fit the baselines". */
export function requireBothClasses(rows: readonly LabelledText[], task: string): void {
  const { spam, ham } = countClasses(rows);
  if (spam === 0) throw new DataError(`Cannot ${task}: no message is spam`);
  if (ham === 0) throw new DataError(`Cannot ${task}: no message is ham`);
}
