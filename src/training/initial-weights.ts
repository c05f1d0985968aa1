import type { Random } from './random.js';

export interface NamedShape {
  /** As TensorFlow.js calls it: `lstm/recurrent_kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
}

/** Half the width of the range in which Keras draws the weights of an embedding. */
const EMBEDDING_RANGE = 0.05;

/**
 * The first weights of a network as Keras draws them: kernels Glorot uniform, recurrent kernels orthogonal, embeddings
 * uniform, biases 0 with 1 for the forget gate of an LSTM.
 */
export function drawWeights({ name, shape }: NamedShape, random: Random): Float32Array {
  const [rows = 1, columns = 1] = shape;
  if (name.endsWith('/embeddings')) return uniform(rows * columns, EMBEDDING_RANGE, random);
  if (name.endsWith('/recurrent_kernel')) return orthogonalRows(rows, columns, random);
  if (name.endsWith('/kernel')) return uniform(rows * columns, Math.sqrt(6 / (rows + columns)), random);
  return name.includes('lstm') ? forgetBias(rows) : new Float32Array(rows);
}

function uniform(size: number, range: number, random: Random): Float32Array {
  return Float32Array.from({ length: size }, () => (2 * random.next() - 1) * range);
}

/** The gates stand in the order input, forget, cell, output. */
function forgetBias(size: number): Float32Array {
  const units = size / 4;
  return new Float32Array(size).fill(1, units, 2 * units);
}

/**
 * Rows of length 1, each at right angles to the others, at most as many as columns: Gram-Schmidt on normal numbers.
 * Plain loops, because 128 rows of 512 columns are some 8 million steps.
 */
function orthogonalRows(rows: number, columns: number, random: Random): Float32Array {
  const result = new Float32Array(rows * columns);
  const done: Float64Array[] = [];
  for (let r = 0; r < rows; r++) {
    const row = Float64Array.from({ length: columns }, () => random.normal());
    for (const other of done) subtractProjection(row, other);
    const size = Math.sqrt(dot(row, row));
    for (let c = 0; c < columns; c++) row[c] = (row[c] ?? 0) / size;
    done.push(row);
    result.set(row, r * columns);
  }
  return result;
}

function subtractProjection(row: Float64Array, other: Float64Array): void {
  const along = dot(row, other);
  for (let c = 0; c < row.length; c++) row[c] = (row[c] ?? 0) - along * (other[c] ?? 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += (a[c] ?? 0) * (b[c] ?? 0);
  return sum;
}
