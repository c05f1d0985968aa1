import { type Activation, linear, relu, sigmoid } from './activations.js';
import { addProduct, type Matrix, pack } from './matrix.js';

/** A vector in, a vector out: the same array each time, with places behind the layer's units that mean nothing. */
export type Dense = (input: Float32Array) => Float32Array;

export interface DenseWeights {
  readonly kernel: Matrix;
  /** One row. */
  readonly bias: Matrix;
}

export const DENSE_ACTIVATIONS = { relu, sigmoid, linear } as const;

export function createDense({ kernel, bias }: DenseWeights, activation: Activation): Dense {
  const packed = pack(kernel);
  const output = new Float32Array(packed.columns);
  return (input) => {
    output.set(bias.values);
    addProduct(packed, input, output);
    activation(output, 0, kernel.columns);
    return output;
  };
}
