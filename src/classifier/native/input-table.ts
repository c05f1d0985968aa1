import { addProduct, type Matrix, pack } from './matrix.js';

/** What each word adds to the sums of a recurrent layer, worked out once: embedding * kernel + bias. */
export interface InputTable {
  /** Writes what the word adds over `sums`, which has at least `width` places. */
  write(word: number, sums: Float32Array): void;
  /** A multiple of eight, as the columns of a packed matrix. */
  readonly width: number;
}

/** `embedding` has one row a word. Takes 4 bytes a word and column: 1 MB for 500 words and the gates of 128 LSTM units. */
export function createInputTable(embedding: Matrix, kernel: Matrix, bias: Float32Array): InputTable {
  const packed = pack(kernel);
  const width = packed.columns;
  const table = new Float32Array(embedding.rows * width);
  for (let word = 0; word < embedding.rows; word++) {
    const input = embedding.values.subarray(word * embedding.columns, (word + 1) * embedding.columns);
    const sums = table.subarray(word * width, (word + 1) * width);
    addProduct(packed, input, sums);
    for (let i = 0; i < bias.length; i++) sums[i] = (sums[i] ?? 0) + (bias[i] ?? 0);
  }
  return {
    width,
    write(word, sums) {
      // No `set` of a `subarray`: that would make an object for each word of each message.
      const start = word * width;
      for (let i = 0; i < width; i++) sums[i] = table[start + i] ?? 0;
    },
  };
}
