import * as tf from '@tensorflow/tfjs';
import { type Architecture, ARCHITECTURES } from '../../src/classifier/manifest.js';
import { startWasm } from '../../src/classifier/tfjs-scorer.js';
import { canMask, createNetwork, type NetworkShape } from '../../src/training/architectures.js';
import { copyWeights, setWeights } from '../../src/training/fit-network.js';
import { createRandom } from '../../src/training/random.js';
import * as plain from './plain-layers.js';

beforeAll(startWasm);

const SHAPE: NetworkShape = { vocabulary: 6, length: 5, embedding: 3, units: 2, dropout: 0.5, mask: false };
/** Where the numbers were worked out on paper: padding, two tokens, two features, two units. */
const TINY: NetworkShape = { ...SHAPE, vocabulary: 3, length: 2, embedding: 2 };

const MIDDLE_LAYER: Record<Architecture, string> = {
  dense: 'dense',
  lstm: 'lstm',
  bilstm: 'bidirectional',
  gru: 'gru',
};

const PAIRS = ARCHITECTURES.flatMap((name) => [
  { name, mask: false },
  { name, mask: true },
]);

/** Full, padded behind, one token, padded in front and between, and nothing but padding. */
const MESSAGES = [
  [1, 2, 3, 4, 5],
  [5, 3, 1, 0, 0],
  [4, 0, 0, 0, 0],
  [0, 2, 0, 5, 2],
  [0, 0, 0, 0, 0],
];

interface Run {
  readonly model: tf.Sequential;
  readonly layer: string;
}

/** What a layer of the network gives for messages in one batch, message by message. */
function outputsOf({ model, layer }: Run, messages: plain.Matrix): number[][] {
  return tf.tidy(() => {
    const part = tf.model({ inputs: model.inputs, outputs: model.getLayer(layer).output });
    const output = part.predict(tf.tensor2d(messages.map((ids) => [...ids]))) as tf.Tensor;
    const values = [...output.dataSync<'float32'>()];
    const size = values.length / messages.length;
    return messages.map((_, row) => values.slice(row * size, (row + 1) * size));
  });
}

function build(name: Architecture, shape: NetworkShape, weights: plain.Weights): tf.Sequential {
  const created = createNetwork(name, shape, createRandom(1, 'dropout'));
  const arrays = weights.map((matrix) => Float32Array.from(matrix.flat()));
  expect(arrays.map(({ length }) => length)).toEqual(created.getWeights().map(({ size }) => size));
  setWeights(created, arrays);
  return created;
}

/** Rows and columns of the weights between embedding and output, for three features and two units. */
const LSTM_SIZES = [
  [3, 8],
  [2, 8],
  [1, 8],
] as const;
const MIDDLE_SIZES: Record<Architecture, readonly (readonly [number, number])[]> = {
  dense: [
    [3, 2],
    [1, 2],
  ],
  lstm: LSTM_SIZES,
  bilstm: [...LSTM_SIZES, ...LSTM_SIZES],
  gru: [
    [3, 6],
    [2, 6],
    [1, 6],
  ],
};

/** Weights of the whole network, far enough from 0 that each of them shows in the result. */
function randomWeights(name: Architecture): plain.Matrix[] {
  const random = createRandom(1, 'weights');
  const draw = () => Math.fround(random.next() * 3 - 1.5);
  const states = name === 'bilstm' ? 4 : 2;
  const sizes = [[6, 3] as const, ...MIDDLE_SIZES[name], [states, 1] as const, [1, 1] as const];
  return sizes.map(([rows, columns]) => zeros(rows).map(() => zeros(columns).map(draw)));
}

const TOLERANCE = 1e-5;

/** The largest difference of two numbers; NaN, which fails each comparison, when there are not as many of them. */
function distance(actual: plain.Vector | undefined, expected: plain.Vector): number {
  if (actual?.length !== expected.length) return NaN;
  return Math.max(...expected.map((value, i) => Math.abs(value - (actual[i] ?? NaN))));
}

function zeros(size: number): number[] {
  return Array.from({ length: size }, () => 0);
}

const ln = Math.log;
const noOutput = (rows: number) => [Array.from({ length: rows }, () => [0]), [[0]]];

const TABLE = [
  [7, 8],
  [1, 2],
  [-3, 4],
];
const DENSE_TINY = [
  TABLE,
  [
    [1, -1],
    [2, -1],
  ],
  [[0.5, -0.5]],
  [[ln(3)], [9]],
  [[-4.5 * ln(3)]],
];
/** Token 1 is (1, 0) and token 2 is (0, 1): each picks its row of the kernel. */
const ONE_HOT = [
  [0, 0],
  [1, 0],
  [0, 1],
];
// Columns: i1 i2, f1 f2, c1 c2, o1 o2. The recurrent kernel leads from unit 1 to the candidate of unit 2.
const LSTM_TINY = [
  [
    [ln(3), 0, 0, 0, ln(2), 0, ln(4), 0],
    [0, 0, ln(9), 0, 0, 0, 0, 0],
  ],
  [[0, 0, 0, 0, 0, 1, 0, 0], zeros(8)],
  [zeros(8)],
];
const BACKWARD_TINY = [LSTM_TINY[0] ?? [], [zeros(8), zeros(8)], [zeros(8)]];
// Columns: z1 z2, r1 r2, c1 c2. The recurrent kernel leads from unit 1 to both candidates.
const GRU_TINY = [
  [
    [-ln(3), 0, 0, 0, ln(2), 0],
    [0, 0, ln(9), 0, 0, 0],
  ],
  [[0, 0, 0, 0, 1, 1], zeros(6)],
  [zeros(6)],
];

interface HandCase {
  readonly name: Architecture;
  readonly layer: string;
  readonly weights: plain.Weights;
  readonly ids: plain.Vector;
  readonly expected: plain.Vector;
}

// sigmoid(0) = 0.5, sigmoid(-ln 3) = 0.25, sigmoid(ln 3) = 0.75, sigmoid(ln 4) = 0.8, sigmoid(ln 9) = 0.9 and
// tanh(ln 2) = (4 - 1) / (4 + 1) = 0.6.
const HAND_CASES: readonly HandCase[] = [
  // Rows 2 and 0 of the table.
  { name: 'dense', layer: 'embedding', weights: DENSE_TINY, ids: [2, 0], expected: [-3, 4, 7, 8] },
  // (1 + 7) / 2 and (2 + 8) / 2: the padding counts.
  { name: 'dense', layer: 'pooling', weights: DENSE_TINY, ids: [1, 0], expected: [4, 5] },
  // The mean of (1, 2) and (-3, 4) is (-1, 3): -1 + 2 * 3 + 0.5 = 5.5, and 1 - 3 - 0.5 = -2.5, which relu makes 0.
  { name: 'dense', layer: 'dense', weights: DENSE_TINY, ids: [1, 2], expected: [5.5, 0] },
  // sigmoid(5.5 ln 3 + 9 * 0 - 4.5 ln 3) = sigmoid(ln 3).
  { name: 'dense', layer: 'output', weights: DENSE_TINY, ids: [1, 2], expected: [0.75] },
  // Token 1. Unit 1: c = 0.75 * 0.6 = 0.45, h = 0.8 tanh(0.45) = 0.8 * 0.421899 = 0.337519. Unit 2: c = h = 0.
  // Token 2. Unit 1: c = 0.9 * 0.45 + 0.5 * 0 = 0.405, h = 0.5 tanh(0.405) = 0.5 * 0.384219 = 0.192110.
  // Unit 2: c = 0.5 tanh(0.337519) = 0.5 * 0.325261 = 0.162630, h = 0.5 tanh(0.162630) = 0.080606.
  {
    name: 'lstm',
    layer: 'lstm',
    weights: [ONE_HOT, ...LSTM_TINY, ...noOutput(2)],
    ids: [1, 2],
    expected: [0.19211, 0.080606],
  },
  // Forward as above. Backward, token 2: c = h = 0. Token 1, unit 1: c = 0.45, h = 0.337519. Unit 2: 0.
  {
    name: 'bilstm',
    layer: 'bidirectional',
    weights: [ONE_HOT, ...LSTM_TINY, ...BACKWARD_TINY, ...noOutput(4)],
    ids: [1, 2],
    expected: [0.19211, 0.080606, 0.337519, 0],
  },
  // Token 1. Unit 1: h = 0.25 * 0 + 0.75 * 0.6 = 0.45. Unit 2: 0.
  // Token 2. Both candidates: tanh(0.9 * 0.45) = tanh(0.405) = 0.384219; after the product unit 2 would reset by 0.5.
  // Unit 1: h = 0.5 * 0.45 + 0.5 * 0.384219 = 0.417110. Unit 2: h = 0.5 * 0 + 0.5 * 0.384219 = 0.192110.
  {
    name: 'gru',
    layer: 'gru',
    weights: [ONE_HOT, ...GRU_TINY, ...noOutput(2)],
    ids: [1, 2],
    expected: [0.41711, 0.19211],
  },
];

test.each(HAND_CASES)('createNetwork() computes $layer of $name for $ids as on paper', (row) => {
  const model = build(row.name, TINY, row.weights);
  const [output] = outputsOf({ model, layer: row.layer }, [row.ids]);
  expect(distance(output, row.expected)).toBeLessThan(TOLERANCE);
  model.dispose();
});

describe.each(PAIRS)('createNetwork() builds a $name network (mask: $mask) that', ({ name, mask }) => {
  const shape = { ...SHAPE, mask };
  const weights = randomWeights(name);
  const middle = weights.slice(1, -2);
  let model: tf.Sequential;
  const compute = (layer: string) => outputsOf({ model, layer }, MESSAGES);

  beforeAll(() => {
    model = build(name, shape, weights);
  });
  afterAll(() => {
    model.dispose();
  });

  test.each(MESSAGES.map((ids, row) => ({ ids, row })))(
    'gives what the equations give for $ids',
    (message) => {
      const steps = plain.embed(message.ids, weights[0] ?? [], mask);
      const state = plain.PLAIN_MIDDLE[name](steps, middle);
      const score = plain.dense(state, weights.slice(-2), plain.sigmoid);
      expect(
        distance(
          compute('embedding')[message.row],
          steps.flatMap(({ input }) => input),
        ),
      ).toBeLessThan(TOLERANCE);
      expect(distance(compute(MIDDLE_LAYER[name])[message.row], state)).toBeLessThan(TOLERANCE);
      expect(distance(compute('output')[message.row], score)).toBeLessThan(TOLERANCE);
    },
  );

  test('drops nothing when it answers', () => {
    expect(compute('dropout')).toEqual(compute(MIDDLE_LAYER[name]));
    const everything = build(name, { ...shape, dropout: 0.9 }, weights);
    expect(outputsOf({ model: everything, layer: 'output' }, MESSAGES)).toEqual(compute('output'));
    everything.dispose();
  });
});

test.each([1, 0])('createNetwork() averages the padding of a dense network, mask or not: token %i', (id) => {
  const weights = randomWeights('dense');
  const ids = [id, 0, 0, 0, 0];
  const table = weights[0] ?? [];
  const expected = zeros(3).map((_, i) => ((table[id]?.[i] ?? NaN) + 4 * (table[0]?.[i] ?? NaN)) / 5);
  for (const mask of [false, true]) {
    const model = build('dense', { ...SHAPE, mask }, weights);
    expect(distance(outputsOf({ model, layer: 'pooling' }, [ids])[0], expected)).toBeLessThan(TOLERANCE);
    model.dispose();
  }
});

describe.each(ARCHITECTURES.filter(canMask))('createNetwork() with a mask: %s', (name) => {
  const weights = randomWeights(name);
  const layer = MIDDLE_LAYER[name];
  const stateOf = (shape: NetworkShape, ids: plain.Vector) => {
    const model = build(name, shape, weights);
    const [state = []] = outputsOf({ model, layer }, [ids]);
    model.dispose();
    return state;
  };

  test.each([[[4]], [[5, 3]], [[1, 2, 3, 4]]])('gives for %j with padding what it gives without', (ids) => {
    const padded = [...ids, ...zeros(SHAPE.length - ids.length)];
    const unpadded = stateOf({ ...SHAPE, length: ids.length }, ids);
    expect(distance(stateOf({ ...SHAPE, mask: true }, padded), unpadded)).toBeLessThan(TOLERANCE);
    expect(distance(stateOf(SHAPE, padded), unpadded)).toBeGreaterThan(1e-3);
  });

  test('leaves the state at 0 when there is nothing but padding', () => {
    const state = stateOf({ ...SHAPE, mask: true }, zeros(SHAPE.length));
    expect(new Set(state)).toEqual(new Set([0]));
    expect(stateOf(SHAPE, zeros(SHAPE.length))).not.toContain(0);
  });
});

// With candidate 0.6 and all gates at 0.5 the cell is 0.3, then 0.5 * 0.3 + 0.3 = 0.45: h = 0.5 tanh(0.45) = 0.210950.
// Were 1 added to the forget gate, the cell would be sigmoid(1) * 0.3 + 0.3 = 0.519318.
test.each<[Architecture, number]>([
  ['lstm', 1],
  ['bilstm', 2],
])('setWeights() gives %s its forget bias as it stands, without the 1 of a fresh one', (name, ways) => {
  const way = [[zeros(8), zeros(8)], [zeros(8), zeros(8)], [[0, 0, 0, 0, ln(2), ln(2), 0, 0]]];
  const middle = Array.from({ length: ways }, () => way).flat();
  const model = build(name, TINY, [ONE_HOT, ...middle, ...noOutput(2 * ways)]);
  expect(copyWeights(model)[3]).toEqual(Float32Array.of(0, 0, 0, 0, ln(2), ln(2), 0, 0));
  const [state] = outputsOf({ model, layer: MIDDLE_LAYER[name] }, [[1, 2]]);
  expect(
    distance(
      state,
      zeros(2 * ways).map(() => 0.21095),
    ),
  ).toBeLessThan(TOLERANCE);
  model.dispose();
});
