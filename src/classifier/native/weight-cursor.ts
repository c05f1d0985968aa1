import type { Bundle } from '../bundle.js';
import { weightSpecsOf } from '../network-file.js';
import type { Matrix } from './matrix.js';

/** Gives the weights of a bundle one after the other. */
export interface WeightCursor {
  /** The next weight; a bias is a matrix of one row. Throws a RangeError when none is left. */
  next(): Matrix;
}

const BYTES_PER_WEIGHT = 4;

export function createWeightCursor({ network, weights }: Pick<Bundle, 'network' | 'weights'>): WeightCursor {
  const specs = weightSpecsOf(network).values();
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  let offset = 0;
  return {
    next() {
      const { value: spec } = specs.next();
      if (spec === undefined) throw new RangeError('The network has no more weights');
      const [columns = 1, rows = 1] = spec.shape.toReversed();
      const start = offset;
      offset += rows * columns * BYTES_PER_WEIGHT;
      const values = Float32Array.from({ length: rows * columns }, (_, i) =>
        view.getFloat32(start + i * BYTES_PER_WEIGHT, true),
      );
      return { rows, columns, values };
    },
  };
}
