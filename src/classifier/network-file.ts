import { z } from 'zod';
import type { Architecture, Manifest } from './manifest.js';

type Shape = readonly number[];

const weightSchema = z.object({
  name: z.string(),
  shape: z.array(z.int().min(1)),
  dtype: z.literal('float32'),
});

const layerSchema = z.looseObject({
  class_name: z.string(),
  config: z.looseObject({
    name: z.string(),
    mask_zero: z.boolean().nullish(),
    batch_input_shape: z.array(z.int().nullable()).nullish(),
  }),
});

/** `model.json`: a LayersModel of TensorFlow.js with one file of weights. What is not named here is kept as it is. */
export const networkFileSchema = z.looseObject({
  format: z.literal('layers-model'),
  modelTopology: z.looseObject({
    class_name: z.literal('Sequential'),
    config: z.looseObject({ layers: z.array(layerSchema).min(1) }),
  }),
  weightsManifest: z
    .array(z.object({ paths: z.tuple([z.literal('weights.bin')]), weights: z.array(weightSchema) }))
    .length(1, 'one group of weights was expected'),
});
export type NetworkFile = z.infer<typeof networkFileSchema>;
export type WeightSpec = z.infer<typeof weightSchema>;

type Blueprint = Pick<Manifest, 'architecture' | 'network' | 'sequence' | 'mask'>;

/** The weights of a network in the order of its file. */
export function weightSpecsOf(network: NetworkFile): readonly WeightSpec[] {
  return network.weightsManifest.flatMap((group) => group.weights);
}

/** What does not fit between the network, its manifest and the size of the tokenizer's vocabulary; empty when all does. */
export function networkProblems(network: NetworkFile, manifest: Blueprint, vocabulary: number): string[] {
  return [
    ...vocabularyProblems(network, manifest, vocabulary),
    ...layerProblems(network, manifest),
    ...shapeProblems(network, manifest),
  ];
}

function vocabularyProblems(network: NetworkFile, { sequence }: Blueprint, vocabulary: number): string[] {
  const expected = weightSpecsOf(network)[0]?.shape[0];
  if (vocabulary !== expected)
    return [`vocabulary has ${vocabulary} words, the network expects ${expected ?? 'none'}`];
  if (vocabulary !== sequence.vocabulary)
    return [`vocabulary has ${vocabulary} words, the manifest says ${sequence.vocabulary}`];
  return [];
}

const LAYERS: Readonly<Record<Architecture, readonly string[]>> = {
  dense: ['Embedding', 'GlobalAveragePooling1D', 'Dense', 'Dropout', 'Dense'],
  lstm: ['Embedding', 'SpatialDropout1D', 'LSTM', 'Dropout', 'Dense'],
  bilstm: ['Embedding', 'Bidirectional', 'Dropout', 'Dense'],
  gru: ['Embedding', 'SpatialDropout1D', 'GRU', 'Dropout', 'Dense'],
};

function layerProblems(network: NetworkFile, { architecture, sequence, mask }: Blueprint): string[] {
  const { layers } = network.modelTopology.config;
  const found = layers.map((layer) => layer.class_name).join(', ');
  const expected = LAYERS[architecture].join(', ');
  if (found !== expected)
    return [`the network has the layers ${found}, a ${architecture} network has ${expected}`];
  const input = layers[0]?.config;
  return [
    ...lengthProblems(input?.batch_input_shape?.[1] ?? null, sequence.length),
    ...maskProblems(input?.mask_zero ?? false, mask),
  ];
}

function lengthProblems(found: number | null, expected: number): string[] {
  if (found === expected) return [];
  return [`the network takes ${found ?? 'any number of'} tokens, the manifest says ${expected}`];
}

function maskProblems(found: boolean, expected: boolean): string[] {
  if (found === expected) return [];
  return [`the network has ${found ? 'a' : 'no'} mask, the manifest says ${expected ? 'one' : 'none'}`];
}

function shapeProblems(network: NetworkFile, manifest: Blueprint): string[] {
  const found = weightSpecsOf(network);
  const expected = expectedShapes(manifest);
  if (found.length !== expected.length)
    return [
      `the network has ${found.length} weights, a ${manifest.architecture} network has ${expected.length}`,
    ];
  return found.flatMap(({ name, shape }, i) => {
    const wanted = expected[i] ?? [];
    return String(shape) === String(wanted)
      ? []
      : [`weight ${name} has the shape [${String(shape)}], expected [${String(wanted)}]`];
  });
}

/** The shape of each weight, in the order in which TensorFlow.js keeps them. */
export function expectedShapes({ architecture, network, sequence }: Omit<Blueprint, 'mask'>): Shape[] {
  const { embedding, units } = network;
  const recurrent = (gates: number): Shape[] => [
    [embedding, gates * units],
    [units, gates * units],
    [gates * units],
  ];
  const middle: Readonly<Record<Architecture, Shape[]>> = {
    dense: [[embedding, units], [units]],
    lstm: recurrent(4),
    bilstm: [...recurrent(4), ...recurrent(4)],
    gru: recurrent(3),
  };
  const features = architecture === 'bilstm' ? 2 * units : units;
  return [[sequence.vocabulary, embedding], ...middle[architecture], [features, 1], [1]];
}
