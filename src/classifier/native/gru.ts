import { type Activation, tanh } from './activations.js';
import type { Cell, CellWeights } from './cell.js';
import { createInputTable } from './input-table.js';
import { addProduct, columnsOf, type Matrix, pack } from './matrix.js';

const { fround } = Math;

/** The GRU of TensorFlow.js, which resets the state before its product. Columns: update gate, reset gate, candidate. */
export function createGru(weights: CellWeights, gate: Activation): Cell {
  const units = weights.recurrent.rows;
  const gatesPart = partOf(weights, 0, 2 * units);
  const candidatePart = partOf(weights, 2 * units, 3 * units);
  const output = new Float32Array(units);
  const reset = new Float32Array(units);
  const gates = new Float32Array(gatesPart.inputs.width);
  const candidate = new Float32Array(candidatePart.inputs.width);
  return {
    states: [output],
    step(word) {
      gatesPart.inputs.write(word, gates);
      addProduct(gatesPart.recurrent, output, gates);
      gate(gates, 0, 2 * units);
      for (let i = 0; i < units; i++) reset[i] = (gates[units + i] ?? 0) * (output[i] ?? 0);
      candidatePart.inputs.write(word, candidate);
      addProduct(candidatePart.recurrent, reset, candidate);
      tanh(candidate, 0, units);
      for (let i = 0; i < units; i++) {
        const update = gates[i] ?? 0;
        const kept = fround(update * (output[i] ?? 0));
        const added = fround(fround(1 - update) * (candidate[i] ?? 0));
        output[i] = kept + added;
      }
    },
  };
}

function partOf({ embedding, kernel, recurrent, bias }: CellWeights, from: number, to: number) {
  const part = (matrix: Matrix): Matrix => columnsOf(matrix, from, to);
  return {
    inputs: createInputTable(embedding, part(kernel), part(bias).values),
    recurrent: pack(part(recurrent)),
  };
}
