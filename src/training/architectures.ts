import * as tf from '@tensorflow/tfjs';
import type { Architecture } from '../classifier/manifest.js';
import type { Random } from './random.js';
import { SeededDropout, SeededSpatialDropout1D } from './seeded-dropout.js';

export interface NetworkShape {
  /** Token indices run from 0 to `vocabulary` - 1. */
  readonly vocabulary: number;
  /** Tokens of a message. */
  readonly length: number;
  readonly embedding: number;
  /** Of the middle layer; a Bi-LSTM has as many in each direction. */
  readonly units: number;
  readonly dropout: number;
  /** Keras' `mask_zero`. */
  readonly mask: boolean;
}

/** What stands between the embedding and the last dropout: one line for each network of the experiment. */
const MIDDLE = {
  dense: (shape) => [
    pool(),
    tf.layers.dense({ name: 'dense', units: shape.units, activation: 'relu', ...EMPTY }),
  ],
  lstm: (shape, random) => [spatial(shape, random), tf.layers.lstm(recurrent('lstm', shape))],
  bilstm: (shape) => [bothWays(tf.layers.lstm(recurrent('lstm', shape)))],
  gru: (shape, random) => [spatial(shape, random), tf.layers.gru(recurrent('gru', shape))],
} satisfies Record<Architecture, (shape: NetworkShape, dropout: Random) => tf.layers.Layer[]>;

/** Networks that a mask changes. Average pooling of TensorFlow.js, unlike that of Keras, counts the padding anyway. */
export function canMask(architecture: Architecture): boolean {
  return architecture !== 'dense';
}

/** An untrained network: token indices [batch, length] in, the probability of spam [batch, 1] out. All weights are 0. */
export function createNetwork(
  architecture: Architecture,
  shape: NetworkShape,
  dropout: Random,
): tf.Sequential {
  const { vocabulary, length, embedding, mask } = shape;
  const layers = [
    tf.layers.embedding({
      name: 'embedding',
      inputDim: vocabulary,
      outputDim: embedding,
      inputLength: length,
      maskZero: mask,
      embeddingsInitializer: 'zeros',
    }),
    ...MIDDLE[architecture](shape, dropout),
    new SeededDropout({ name: 'dropout', rate: shape.dropout, random: dropout }),
    tf.layers.dense({ name: 'output', units: 1, activation: 'sigmoid', ...EMPTY }),
  ];
  return tf.sequential({ name: architecture, layers });
}

// The weights are drawn in initial-weights.ts. To name the true initialisers here would make every program that loads
// the network run them first, the orthogonal one with a warning that it is slow.
const EMPTY = { kernelInitializer: 'zeros' } as const;

function recurrent(name: string, { units }: NetworkShape) {
  return { name, units, recurrentActivation: 'sigmoid', recurrentInitializer: 'zeros', ...EMPTY } as const;
}

function pool(): tf.layers.Layer {
  return tf.layers.globalAveragePooling1d({ name: 'pooling' });
}

function spatial({ dropout }: NetworkShape, random: Random): tf.layers.Layer {
  return new SeededSpatialDropout1D({ name: 'spatial_dropout', rate: dropout, random });
}

function bothWays(layer: tf.RNN): tf.layers.Layer {
  return tf.layers.bidirectional({ name: 'bidirectional', layer, mergeMode: 'concat' });
}
