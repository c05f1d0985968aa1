const { fround } = Math;

/** Numbers row by row, as TensorFlow.js keeps a kernel: one row for each input, one column for each output. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Columns that are worked out together. Their sums fit into the processor's registers, and do not wait for each other. */
const BLOCK = 8;

/** A matrix with its columns in blocks of eight, the last one filled up with zeros, and the blocks one after the other. */
export interface PackedMatrix {
  readonly rows: number;
  /** A multiple of eight, and the least length of an output. */
  readonly columns: number;
  readonly values: Float32Array;
}

/** Some columns of a matrix as one of its own; `to` is not among them. */
export function columnsOf({ rows, columns, values }: Matrix, from: number, to: number): Matrix {
  const width = to - from;
  const part = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    part.set(values.subarray(start + from, start + to), row * width);
  }
  return { rows, columns: width, values: part };
}

export function pack({ rows, columns, values }: Matrix): PackedMatrix {
  const packedColumns = Math.ceil(columns / BLOCK) * BLOCK;
  const packed = new Float32Array(rows * packedColumns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const block = column - (column % BLOCK);
      packed[block * rows + row * BLOCK + (column % BLOCK)] = values[row * columns + column] ?? 0;
    }
  }
  return { rows, columns: packedColumns, values: packed };
}

/**
 * output += input * matrix. The hot loop of every network: it reads the matrix once, from its beginning to its end, and
 * adds with the 64 bits of a JavaScript number, which is faster here than rounding each sum to 32. The product is
 * rounded before it is added, as TensorFlow.js does: a long message can blow a last bit up to the fifth digit.
 */
export function addProduct(matrix: PackedMatrix, input: Float32Array, output: Float32Array): void {
  const { rows, columns, values } = matrix;
  let next = 0;
  for (let column = 0; column < columns; column += BLOCK) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    let h = 0;
    for (let row = 0; row < rows; row++, next += BLOCK) {
      const x = at(input, row);
      a += x * at(values, next);
      b += x * at(values, next + 1);
      c += x * at(values, next + 2);
      d += x * at(values, next + 3);
      e += x * at(values, next + 4);
      f += x * at(values, next + 5);
      g += x * at(values, next + 6);
      h += x * at(values, next + 7);
    }
    output[column] = at(output, column) + fround(a);
    output[column + 1] = at(output, column + 1) + fround(b);
    output[column + 2] = at(output, column + 2) + fround(c);
    output[column + 3] = at(output, column + 3) + fround(d);
    output[column + 4] = at(output, column + 4) + fround(e);
    output[column + 5] = at(output, column + 5) + fround(f);
    output[column + 6] = at(output, column + 6) + fround(g);
    output[column + 7] = at(output, column + 7) + fround(h);
  }
}

function at(values: Float32Array, index: number): number {
  return values[index] ?? 0;
}
