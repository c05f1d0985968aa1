import { charScale, wordScale } from '../../classifier/ngram/linear-model.js';
import type { SparseRows } from '../logistic-regression.js';
import { BLOCKS, type FeatureTable } from './feature-table.js';
import { ColumnIndex, type Vocabulary } from './vocabulary.js';

/** The texts of a table as rows of known n-grams. Unknown ones count in the scale of their block only. */
export function designMatrix({ starts, keys }: FeatureTable, vocabulary: Vocabulary): SparseRows {
  const index = new ColumnIndex(vocabulary.keys);
  const segments = starts.length - 1;
  const columns = new Int32Array(keys.length);
  const ownStarts = new Int32Array(starts.length);
  const scales = new Float64Array(segments);
  let length = 0;
  for (let segment = 0; segment < segments; segment++) {
    const [from, to] = [starts[segment] ?? 0, starts[segment + 1] ?? 0];
    for (let j = from; j < to; j++) {
      const column = index.columnOf(keys[j] ?? 0);
      if (column >= 0) columns[length++] = column;
    }
    ownStarts[segment + 1] = length;
    scales[segment] = segment % BLOCKS === 0 ? wordScale(to - from) : charScale(to - from);
  }
  return {
    width: vocabulary.keys.length,
    blocks: BLOCKS,
    starts: ownStarts,
    columns: columns.slice(0, length),
    scales,
  };
}
