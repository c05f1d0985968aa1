import { type Activation, tanh, tanhOf } from './activations.js';
import type { Cell, CellWeights } from './cell.js';
import { createInputTable } from './input-table.js';
import { addProduct, pack } from './matrix.js';

const { fround } = Math;

const NO_BIAS = new Float32Array(0);

/** Keras' LSTM. Columns of the weights: input gate, forget gate, candidate, output gate. */
export function createLstm(weights: CellWeights, gate: Activation): Cell {
  // TensorFlow.js adds the bias last, and in this order of rounding we give its last bit, too.
  const inputs = createInputTable(weights.embedding, weights.kernel, NO_BIAS);
  const recurrent = pack(weights.recurrent);
  const bias = weights.bias.values;
  const units = weights.recurrent.rows;
  const [toForget, toCandidate, toOutput] = [units, 2 * units, 3 * units];
  const output = new Float32Array(units);
  const memory = new Float32Array(units);
  const sums = new Float32Array(inputs.width);
  return {
    states: [output, memory],
    step(word) {
      inputs.write(word, sums);
      addProduct(recurrent, output, sums);
      for (let i = 0; i < bias.length; i++) sums[i] = (sums[i] ?? 0) + (bias[i] ?? 0);
      gate(sums, 0, toCandidate);
      tanh(sums, toCandidate, toOutput);
      gate(sums, toOutput, 4 * units);
      for (let i = 0; i < units; i++) {
        const kept = fround((sums[toForget + i] ?? 0) * (memory[i] ?? 0));
        const added = fround((sums[i] ?? 0) * (sums[toCandidate + i] ?? 0));
        const remembered = fround(kept + added);
        memory[i] = remembered;
        output[i] = (sums[toOutput + i] ?? 0) * fround(tanhOf(remembered));
      }
    },
  };
}
