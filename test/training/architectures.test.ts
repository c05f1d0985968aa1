import * as tf from '@tensorflow/tfjs';
import { type Architecture, ARCHITECTURES } from '../../src/classifier/manifest.js';
import { startWasm } from '../../src/classifier/tfjs-scorer.js';
import { canMask, createNetwork } from '../../src/training/architectures.js';
import { experimentSchedule, experimentShape } from '../../src/training/experiment.js';
import { drawWeights } from '../../src/training/initial-weights.js';
import { createRandom } from '../../src/training/random.js';
import { SeededDropout, SeededSpatialDropout1D } from '../../src/training/seeded-dropout.js';

beforeAll(startWasm);

const random = () => createRandom(3, 'dropout');

test.each<[Architecture, number, number]>([
  ['dense', 8_433, 3],
  ['lstm', 82_369, 2],
  ['bilstm', 156_737, 2],
  ['gru', 63_809, 2],
])('createNetwork() builds the %s network of the experiment with %i weights', (...row) => {
  const [architecture, parameters, patience] = row;
  const network = createNetwork(architecture, experimentShape(architecture, false), random());
  expect(network.countParams()).toBe(parameters);
  expect(network.outputs[0]?.shape).toEqual([null, 1]);
  expect(experimentSchedule(architecture)).toEqual({
    epochs: 30,
    patience,
    batchSize: 32,
    learningRate: 0.001,
  });
  network.dispose();
});

const SMALL = { vocabulary: 9, length: 5, embedding: 3, units: 4, dropout: 0.2 };

test.each(ARCHITECTURES.filter(canMask))(
  'createNetwork() makes a masked %s network ignore padding',
  (name) => {
    const scores = [true, false].map((mask) => {
      const network = createNetwork(name, { ...SMALL, mask }, random());
      const weights = createRandom(1, 'weights');
      network.setWeights(
        network.weights.map((w) =>
          tf.tensor(
            drawWeights({ name: w.originalName, shape: w.shape.map((n) => n ?? 1) }, weights),
            w.shape as number[],
          ),
        ),
      );
      // The same words with padding behind them and between them.
      const output = network.predict(
        tf.tensor2d([
          [2, 3, 4, 0, 0],
          [2, 0, 3, 0, 4],
        ]),
      ) as tf.Tensor;
      return [...output.dataSync()];
    });
    const [masked = [], plain = []] = scores;
    expect(masked[0]).toBeCloseTo(masked[1] ?? NaN, 6);
    expect(plain[0]).not.toBeCloseTo(plain[1] ?? NaN, 6);
  },
);

test('SeededDropout drops another share of values in each training call, and nothing otherwise', () => {
  const layer = new SeededDropout({ name: 'd', rate: 0.25, random: random() });
  const input = tf.ones([40, 50]);
  const first = layer.call(input, { training: true }).dataSync<'float32'>();
  const second = layer.call(input, { training: true }).dataSync<'float32'>();
  expect(new Set(first)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
  expect(first.filter((value) => value === 0).length / first.length).toBeCloseTo(0.25, 1);
  expect(second).not.toEqual(first);
  expect(layer.call(input, {})).toBe(input);
});

test('SeededDropout draws the same for the same seed', () => {
  const draw = () =>
    new SeededDropout({ name: 'd', rate: 0.5, random: random() })
      .call(tf.ones([4, 5]), { training: true })
      .dataSync();
  expect(draw()).toEqual(draw());
});

test('SeededSpatialDropout1D drops a feature at every step or at none', () => {
  const layer = new SeededSpatialDropout1D({ name: 's', rate: 0.5, random: random() });
  const output = layer.call(tf.ones([1, 3, 20]), { training: true }).arraySync() as number[][][];
  expect(output[0]?.[1]).toEqual(output[0]?.[0]);
  expect(output[0]?.[2]).toEqual(output[0]?.[0]);
  expect(new Set(output[0]?.[0]).size).toBe(2);
});

describe('drawWeights()', () => {
  const draw = (name: string, shape: number[]) => drawWeights({ name, shape }, createRandom(1, 'weights'));

  test.each([
    ['embedding/embeddings', [50, 16], 0.05],
    ['output/kernel', [20, 4], 0.5],
  ])('draws %s evenly within the range of Keras', (name, shape, range) => {
    const weights = draw(name, shape);
    expect(weights).toHaveLength(shape.reduce((a, b) => a * b, 1));
    expect(Math.max(...weights)).toBeLessThanOrEqual(range);
    expect(Math.max(...weights)).toBeGreaterThan(range * 0.9);
    expect(Math.min(...weights)).toBeLessThan(range * -0.9);
  });

  test('draws recurrent kernels with rows of length 1 at right angles', () => {
    const [rows, columns] = [6, 24];
    const weights = draw('lstm/recurrent_kernel', [rows, columns]);
    const row = (i: number) => [...weights.slice(i * columns, (i + 1) * columns)];
    const product = (i: number, j: number) =>
      row(i).reduce((total, value, k) => total + value * (row(j)[k] ?? 0), 0);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) expect(product(i, j)).toBeCloseTo(i === j ? 1 : 0, 6);
    }
  });

  test.each([
    ['lstm/bias', 8, [0, 0, 1, 1, 0, 0, 0, 0]],
    ['bidirectional/backward_lstm/bias', 4, [0, 1, 0, 0]],
    ['gru/bias', 6, [0, 0, 0, 0, 0, 0]],
    ['output/bias', 1, [0]],
  ])('sets %s of %i numbers', (name, size, expected) => {
    expect([...draw(name, [size])]).toEqual(expected);
  });
});
