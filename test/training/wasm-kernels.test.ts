import * as tf from '@tensorflow/tfjs';
import { startWasm } from '../../src/classifier/tfjs-scorer.js';
import { withTrainingKernels } from '../../src/training/wasm-kernels.js';

beforeAll(startWasm);

const sum = (x: number[][], ids: number[], segments: number) =>
  withTrainingKernels(async () =>
    tf.tidy(() =>
      tf.unsortedSegmentSum(tf.tensor2d(x, [x.length, 2]), tf.tensor1d(ids, 'int32'), segments).arraySync(),
    ),
  );

test.each<[string, number[][], number[], number[][]]>([
  [
    'rows by their ids',
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    [2, 0, 2],
    [
      [3, 4],
      [0, 0],
      [6, 8],
    ],
  ],
  [
    'all rows into one',
    [
      [1, 2],
      [3, 4],
    ],
    [1, 1],
    [
      [0, 0],
      [4, 6],
      [0, 0],
    ],
  ],
  [
    'nothing for ids outside',
    [
      [1, 2],
      [3, 4],
    ],
    [-1, 3],
    [
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  ],
  [
    'negative numbers and fractions',
    [
      [-1.5, 0.25],
      [0.5, 0.25],
    ],
    [0, 0],
    [
      [-1, 0.5],
      [0, 0],
      [0, 0],
    ],
  ],
])('the kernel UnsortedSegmentSum adds %s', async (...row) => {
  const [, x, ids, expected] = row;
  expect(await sum(x, ids, 3)).toEqual(expected);
});

test('the kernel UnsortedSegmentSum gives the gradient of an embedding', async () => {
  const gradient = await withTrainingKernels(async () =>
    tf.tidy(() => {
      const table = tf.tensor2d([
        [1, 1],
        [2, 2],
        [3, 3],
      ]);
      const lookUp = tf.grad((x: tf.Tensor) =>
        tf
          .gather(x, tf.tensor1d([2, 0, 2], 'int32'))
          .square()
          .sum(),
      );
      return lookUp(table).arraySync();
    }),
  );
  // Row 0 is read once and row 2 twice; the gradient of a square is twice its value.
  expect(gradient).toEqual([
    [2, 2],
    [0, 0],
    [12, 12],
  ]);
});

const A = [
  [1, 2, 3],
  [4, 5, 6],
];
const B = [
  [1, 0],
  [0, 2],
  [1, 1],
];
const PRODUCT = [
  [4, 7],
  [10, 16],
];
const turned = (m: number[][]) => (m[0] ?? []).map((_, i) => m.map((row) => row[i] ?? 0));

test.each([
  [false, false],
  [true, false],
  [false, true],
  [true, true],
])('the kernel BatchMatMul multiplies matrices, transposed %s and %s', async (...transposed) => {
  const [transposeA, transposeB] = transposed;
  const before = tf.backend().numDataIds();
  const product = await withTrainingKernels(async () =>
    tf.tidy(() => {
      const a = tf.tensor3d([transposeA ? turned(A) : A]);
      const b = tf.tensor3d([transposeB ? turned(B) : B]);
      return tf.matMul(a, b, transposeA, transposeB).arraySync();
    }),
  );
  expect(product).toEqual([PRODUCT]);
  expect(tf.backend().numDataIds()).toBe(before);
});

test('the kernel BatchMatMul leaves batches and plain matrices to the backend', async () => {
  const product = await withTrainingKernels(async () =>
    tf.tidy(() => [
      tf.matMul(tf.tensor3d([A, A]), tf.tensor3d([B, B])).arraySync(),
      tf.matMul(tf.tensor2d(A), tf.tensor2d(B)).arraySync(),
    ]),
  );
  expect(product).toEqual([[PRODUCT, PRODUCT], PRODUCT]);
});

test('withTrainingKernels() puts the kernels of the backend back, after a failure, too', async () => {
  const before = tf.getKernel('BatchMatMul', 'wasm');
  await expect(withTrainingKernels(() => Promise.reject(new Error('stop')))).rejects.toThrow('stop');
  expect(tf.getKernel('BatchMatMul', 'wasm')).toBe(before);
  expect(tf.getKernel('UnsortedSegmentSum', 'wasm')).toBeUndefined();
});
