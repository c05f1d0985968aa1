import type { Matrix } from './matrix.js';
import type { Reader } from './reader.js';

const PADDING = 0;

/** The mean of the embeddings, as TensorFlow.js pools them: padding counts, with a mask or without. */
export function createAverage(embedding: Matrix): Reader {
  const { columns, values } = embedding;
  const output = new Float32Array(columns);
  const add = (word: number, times: number): void => {
    const start = word * columns;
    for (let i = 0; i < columns; i++) output[i] = (output[i] ?? 0) + times * (values[start + i] ?? 0);
  };
  return {
    output,
    read(ids, count) {
      output.fill(0);
      for (let at = 0; at < count; at++) add(ids[at] ?? PADDING, 1);
      add(PADDING, ids.length - count);
      for (let i = 0; i < columns; i++) output[i] = (output[i] ?? 0) / ids.length;
    },
  };
}
