import * as tf from '@tensorflow/tfjs';

/** What kernels need of the backend; `readSync` copies. */
interface KernelBackend {
  readSync(id: object): Float32Array | Int32Array | Uint8Array;
  write(values: Float32Array, shape: number[], dtype: 'float32'): object;
  disposeData(id: object): void;
}

const SEGMENT_SUM = 'UnsortedSegmentSum';
const MATRIX_PRODUCT = 'BatchMatMul';

/**
 * Adds to the WebAssembly backend what it lacks for training, while `work` runs: the sum over segments, which the
 * gradient of an embedding needs, and a faster matrix product, in which its own spends most of an epoch.
 */
export async function withTrainingKernels<Result>(work: () => Promise<Result>): Promise<Result> {
  const product = tf.getKernel(MATRIX_PRODUCT, 'wasm');
  tf.registerKernel({ kernelName: SEGMENT_SUM, backendName: 'wasm', kernelFunc: sumSegments });
  replaceKernel({ ...product, kernelFunc: fastProduct(product.kernelFunc) });
  try {
    return await work();
  } finally {
    replaceKernel(product);
    tf.unregisterKernel(SEGMENT_SUM, 'wasm');
  }
}

function replaceKernel(kernel: tf.KernelConfig): void {
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}

function raise(message: string): never {
  throw new Error(message);
}

function inputOf(inputs: tf.NamedTensorInfoMap, name: string): tf.TensorInfo {
  return inputs[name] ?? raise(`The kernel needs the input ${name}`);
}

/** Row i of x is added to the row segmentIds[i] of the result; ids outside of it are left out. Segment ids are a list. */
const sumSegments: tf.KernelFunc = ({ inputs, attrs, backend }) => {
  const engine = backendOf(backend);
  const x = inputOf(inputs, 'x');
  const segments = Number(attrs?.['numSegments']);
  const ids = engine.readSync(inputOf(inputs, 'segmentIds').dataId);
  const shape = [segments, ...x.shape.slice(1)];
  const width = shape.slice(1).reduce((a, b) => a * b, 1);
  const sums = addRows({ rows: engine.readSync(x.dataId), ids, width }, new Float32Array(segments * width));
  return { dataId: engine.write(sums, shape, 'float32'), shape, dtype: 'float32' };
};

interface Rows {
  readonly rows: ArrayLike<number>;
  readonly ids: ArrayLike<number>;
  readonly width: number;
}

/** Plain loops over typed arrays: this runs for every value of every embedded token. */
function addRows({ rows, ids, width }: Rows, sums: Float32Array): Float32Array {
  for (let i = 0; i < ids.length; i++) {
    const to = (ids[i] ?? -1) * width;
    if (to < 0 || to >= sums.length) continue;
    const from = i * width;
    for (let j = 0; j < width; j++) sums[to + j] = (sums[to + j] ?? 0) + (rows[from + j] ?? 0);
  }
  return sums;
}

/**
 * The fused product goes through XNNPACK, but only without transposition; to transpose first is five times faster than
 * the plain kernel, which takes 1.6 ms for a gradient of a 128-unit LSTM.
 */
function fastProduct(plain: tf.KernelFunc): tf.KernelFunc {
  const fused = tf.getKernel('_FusedMatMul', 'wasm').kernelFunc;
  return (call) => {
    const { inputs, attrs, backend } = call;
    const [a, b] = [inputOf(inputs, 'a'), inputOf(inputs, 'b')];
    if (!isSingle(a) || !isSingle(b)) return plain(call);
    const left = attrs?.['transposeA'] === true ? transpose(a, backend) : a;
    const right = attrs?.['transposeB'] === true ? transpose(b, backend) : b;
    const product = fused({ inputs: { a: left, b: right }, backend, attrs: PLAIN_PRODUCT });
    if (left !== a) backendOf(backend).disposeData(left.dataId);
    if (right !== b) backendOf(backend).disposeData(right.dataId);
    return product;
  };
}

const PLAIN_PRODUCT = { transposeA: false, transposeB: false, activation: 'linear', leakyreluAlpha: 0 };

/** One matrix, as a batch of one. */
function isSingle({ shape }: tf.TensorInfo): boolean {
  return shape.length === 3 && shape[0] === 1;
}

function transpose(x: tf.TensorInfo, backend: unknown): tf.TensorInfo {
  const result = tf.getKernel('Transpose', 'wasm').kernelFunc({
    inputs: { x },
    backend: backend as object,
    attrs: { perm: [0, 2, 1] },
  });
  return Array.isArray(result) ? (result[0] ?? raise('Transpose gave nothing')) : result;
}

/** TensorFlow.js hands every kernel its own backend, of which it types nothing. */
function backendOf(backend: unknown): KernelBackend {
  return backend as KernelBackend;
}
