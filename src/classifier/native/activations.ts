// Bound once: in a sandbox, such as that of a test, each look at the global object takes longer than the function.
const { exp } = Math;

/** Changes the values from `from` to `to`, which is not among them, in place. */
export type Activation = (values: Float32Array, from: number, to: number) => void;

export const sigmoid: Activation = (values, from, to) => {
  for (let i = from; i < to; i++) values[i] = 1 / (1 + exp(-(values[i] ?? 0)));
};

/** As TensorFlow.js has it: a fifth of the value and a half, cut to 0 and 1. */
export const hardSigmoid: Activation = (values, from, to) => {
  for (let i = from; i < to; i++) values[i] = Math.min(1, Math.max(0, 0.2 * (values[i] ?? 0) + 0.5));
};

export const tanh: Activation = (values, from, to) => {
  for (let i = from; i < to; i++) values[i] = tanhOf(values[i] ?? 0);
};

export const relu: Activation = (values, from, to) => {
  for (let i = from; i < to; i++) values[i] = Math.max(0, values[i] ?? 0);
};

export const linear: Activation = () => undefined;

/** Twice as fast as `Math.tanh`. Near 0 the error is one of the 16th digit after the point, not of the 16th that counts. */
export function tanhOf(x: number): number {
  return 1 - 2 / (1 + exp(2 * x));
}
