import type { Matrix } from './matrix.js';
import type { GateActivation } from './known-layers.js';
import { type Activation, hardSigmoid, sigmoid } from './activations.js';

/** A recurrent layer between two words. */
export interface Cell {
  /** What it remembers; the first of them is also its output. They start at 0, and a step changes them in place. */
  readonly states: readonly [Float32Array, ...Float32Array[]];
  /** Reads one word. */
  step(word: number): void;
}

/** A recurrent layer's weights with the embedding before it. The columns stand gate by gate. */
export interface CellWeights {
  readonly embedding: Matrix;
  readonly kernel: Matrix;
  readonly recurrent: Matrix;
  readonly bias: Matrix;
}

export const GATES: Readonly<Record<GateActivation, Activation>> = { sigmoid, hard_sigmoid: hardSigmoid };
