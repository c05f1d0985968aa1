import type { Architecture, Manifest } from '../../src/classifier/manifest.js';
import { expectedShapes, networkFileSchema, networkProblems } from '../../src/classifier/network-file.js';
import { aBundleParts } from './bundle-builder.js';

test.each<[Architecture, number, number]>([
  ['dense', 24, 8_433],
  ['lstm', 128, 82_369],
  ['bilstm', 128, 156_737],
  ['gru', 128, 63_809],
])('expectedShapes() gives the %s network of the experiment its %i units and %i weights', (...row) => {
  const [architecture, units, parameters] = row;
  const shapes = expectedShapes({
    architecture,
    network: { embedding: 16, units },
    sequence: { vocabulary: 500, length: 50 },
  });
  expect(shapes.reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0)).toBe(parameters);
});

test.each<Architecture>(['dense', 'lstm', 'bilstm', 'gru'])(
  'networkProblems() finds none in a %s network as TensorFlow.js saves it',
  async (architecture) => {
    const { network, manifest } = await aBundleParts(architecture);
    expect(networkProblems(network, manifest, 12)).toEqual([]);
  },
);

test.each<[string, Partial<Manifest>, string]>([
  [
    'another length',
    { sequence: { vocabulary: 12, length: 7 } },
    'the network takes 6 tokens, the manifest says 7',
  ],
  ['a mask', { mask: true }, 'the network has no mask, the manifest says one'],
  [
    'another architecture',
    { architecture: 'gru' },
    'the network has the layers Embedding, GlobalAveragePooling1D, Dense, Dropout, Dense, a gru network has Embedding, SpatialDropout1D, GRU, Dropout, Dense; the network has 5 weights, a gru network has 6',
  ],
  [
    'other units',
    { network: { embedding: 3, units: 5 } },
    'weight dense/kernel has the shape [3,4], expected [3,5]; weight dense/bias has the shape [4], expected [5]; weight output/kernel has the shape [4,1], expected [5,1]',
  ],
  [
    'another vocabulary',
    { sequence: { vocabulary: 13, length: 6 } },
    'vocabulary has 12 words, the manifest says 13; weight embedding/embeddings has the shape [12,3], expected [13,3]',
  ],
])('networkProblems() names a manifest with %s', async (_, change, problems) => {
  const { network, manifest } = await aBundleParts();
  expect(networkProblems(network, { ...manifest, ...change }, 12).join('; ')).toBe(problems);
});

test('networkProblems() names a tokenizer of another size', async () => {
  const { network, manifest } = await aBundleParts();
  expect(networkProblems(network, manifest, 4000)).toEqual([
    'vocabulary has 4000 words, the network expects 12',
  ]);
});

test('networkFileSchema refuses a graph model', () => {
  expect(networkFileSchema.safeParse({ format: 'graph-model' }).success).toBe(false);
});
