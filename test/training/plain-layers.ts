import type { Architecture } from '../../src/classifier/manifest.js';

/** The layers of the networks after Keras' equations, with loops over numbers: what TensorFlow.js should compute. */

export type Vector = readonly number[];
/** Rows of columns; a bias is a matrix of one row. */
export type Matrix = readonly Vector[];

/** One token of a message: its embedding, and whether a recurrent layer reads it. A masked step keeps the state. */
export interface Step {
  readonly input: Vector;
  readonly isRead: boolean;
}

/** A layer's weights in the order of the model: kernel, (recurrent kernel,) bias; a Bi-LSTM has them twice. */
export type Weights = readonly Matrix[];

export const relu = (x: number) => Math.max(0, x);
export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export function embed(ids: Vector, table: Matrix, mask: boolean): Step[] {
  return ids.map((id) => ({ input: table[id] ?? [], isRead: !mask || id !== 0 }));
}

/** The mean of all steps, masked or not. */
export function averagePool(steps: readonly Step[]): Vector {
  const total = steps.map(({ input }) => input).reduce((sum, input) => add(sum, input));
  return total.map((value) => value / steps.length);
}

export function dense(input: Vector, weights: Weights, activation: (x: number) => number): Vector {
  const [kernel = [], bias = []] = weights;
  return add(times(input, kernel), bias[0] ?? []).map(activation);
}

/** The last output. Columns of the kernels: input gate, forget gate, candidate, output gate. */
export function lstm(steps: readonly Step[], weights: Weights): Vector {
  const [kernel = [], recurrent = [], bias = []] = weights;
  const units = recurrent.length;
  let h: Vector = zeros(units);
  let c: Vector = zeros(units);
  for (const { input, isRead } of steps) {
    if (!isRead) continue;
    const sum = add(add(times(input, kernel), times(h, recurrent)), bias[0] ?? []);
    const i = block(sum, 0, units).map(sigmoid);
    const f = block(sum, 1, units).map(sigmoid);
    const candidate = block(sum, 2, units).map(Math.tanh);
    const o = block(sum, 3, units).map(sigmoid);
    c = add(multiply(f, c), multiply(i, candidate));
    h = multiply(o, c.map(Math.tanh));
  }
  return h;
}

/** The last output of the way forward, then that of the way backward. */
export function biLstm(steps: readonly Step[], weights: Weights): Vector {
  return [...lstm(steps, weights.slice(0, 3)), ...lstm([...steps].reverse(), weights.slice(3))];
}

/** The last output, with the state reset before its product. Columns: update gate z, reset gate r, candidate. */
export function gru(steps: readonly Step[], weights: Weights): Vector {
  const [kernel = [], recurrent = [], bias = []] = weights;
  const units = recurrent.length;
  let h: Vector = zeros(units);
  for (const { input, isRead } of steps) {
    if (!isRead) continue;
    const x = add(times(input, kernel), bias[0] ?? []);
    const gates = add(x.slice(0, 2 * units), block(times(h, recurrent), 0, 2 * units));
    const z = block(gates, 0, units).map(sigmoid);
    const r = block(gates, 1, units).map(sigmoid);
    const fromState = block(times(multiply(r, h), recurrent), 2, units);
    const candidate = add(block(x, 2, units), fromState).map(Math.tanh);
    const rest = z.map((value) => 1 - value);
    h = add(multiply(z, h), multiply(rest, candidate));
  }
  return h;
}

/** What stands between the embedding and the answer. */
export const PLAIN_MIDDLE: Record<Architecture, (steps: readonly Step[], weights: Weights) => Vector> = {
  dense: (steps, weights) => dense(averagePool(steps), weights, relu),
  lstm,
  bilstm: biLstm,
  gru,
};

function zeros(size: number): Vector {
  return Array.from({ length: size }, () => 0);
}

/** The `index`th of the gates, each of which is `units` wide. */
function block(values: Vector, index: number, units: number): Vector {
  return values.slice(index * units, (index + 1) * units);
}

// Where sizes do not match the result is no number, and the test fails.
function add(a: Vector, b: Vector): Vector {
  return a.map((value, i) => value + (b[i] ?? NaN));
}

function multiply(a: Vector, b: Vector): Vector {
  return a.map((value, i) => value * (b[i] ?? NaN));
}

function times(input: Vector, kernel: Matrix): Vector {
  const columns = kernel[0]?.length ?? 0;
  return Array.from({ length: columns }, (_, column) =>
    input.reduce((sum, value, row) => sum + value * (kernel[row]?.[column] ?? NaN), 0),
  );
}
