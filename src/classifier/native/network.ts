import type { Bundle } from '../bundle.js';
import { createAverage } from './average.js';
import { type CellWeights, GATES } from './cell.js';
import { createDense, type Dense, DENSE_ACTIVATIONS } from './dense.js';
import { createGru } from './gru.js';
import { type KnownLayer, knownLayersOf } from './known-layers.js';
import { createLstm } from './lstm.js';
import type { Matrix } from './matrix.js';
import type { Reader } from './reader.js';
import { createBackward, createConcat, createForward } from './recurrent.js';
import { createWeightCursor, type WeightCursor } from './weight-cursor.js';

/** A network that is ready to run. */
export interface Network {
  /** Its answer to the indices of one message, the first `count` of which are words and the rest padding. */
  run(ids: Int32Array, count: number): number;
}

/** Null when the network has a layer or a setting that is not known here. */
export function buildNetwork(bundle: Bundle): Network | null {
  const layers = knownLayersOf(bundle.network);
  const [first, ...others] = layers ?? [];
  if (first?.class_name !== 'Embedding') return null;
  const weights = createWeightCursor(bundle);
  const parts = {
    weights,
    embedding: weights.next(),
    mask: first.config.mask_zero ?? false,
    length: bundle.manifest.sequence.length,
  };
  const [readers, denses]: [Reader[], Dense[]] = [[], []];
  for (const layer of others) {
    const reader = readerOf(layer, parts);
    if (reader !== null) readers.push(reader);
    else if (layer.class_name === 'Dense') denses.push(denseOf(layer, weights));
  }
  const [reader] = readers;
  return reader === undefined ? null : connect(reader, denses);
}

interface Parts {
  readonly weights: WeightCursor;
  readonly embedding: Matrix;
  readonly mask: boolean;
  readonly length: number;
}

/** What makes one vector of the embedded words; null when the layer does something else. */
function readerOf(layer: KnownLayer, { weights, embedding, mask, length }: Parts): Reader | null {
  switch (layer.class_name) {
    case 'GlobalAveragePooling1D':
      return createAverage(embedding);
    case 'LSTM': {
      const cell = createLstm(cellWeights(embedding, weights), GATES[layer.config.recurrent_activation]);
      return createForward(cell, mask);
    }
    case 'GRU': {
      const cell = createGru(cellWeights(embedding, weights), GATES[layer.config.recurrent_activation]);
      return createForward(cell, mask);
    }
    case 'Bidirectional': {
      const gate = GATES[layer.config.layer.config.recurrent_activation];
      const forward = createForward(createLstm(cellWeights(embedding, weights), gate), mask);
      const backward = createLstm(cellWeights(embedding, weights), gate);
      return createConcat(forward, createBackward(backward, mask, length));
    }
    // Nothing is dropped in an answer.
    case 'Dropout':
    case 'SpatialDropout1D':
    case 'Dense':
    case 'Embedding':
      return null;
  }
}

function cellWeights(embedding: Matrix, weights: WeightCursor): CellWeights {
  return { embedding, kernel: weights.next(), recurrent: weights.next(), bias: weights.next() };
}

function denseOf({ config }: KnownLayer & { readonly class_name: 'Dense' }, weights: WeightCursor): Dense {
  return createDense({ kernel: weights.next(), bias: weights.next() }, DENSE_ACTIVATIONS[config.activation]);
}

function connect(reader: Reader, denses: readonly Dense[]): Network {
  return {
    run(ids, count) {
      reader.read(ids, count);
      let vector = reader.output;
      for (const dense of denses) vector = dense(vector);
      return vector[0] ?? NaN;
    },
  };
}
