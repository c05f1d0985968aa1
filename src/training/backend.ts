import * as tf from '@tensorflow/tfjs';
import { startWasm } from '../classifier/tfjs-scorer.js';
import { withTrainingKernels } from './wasm-kernels.js';

export type BackendName = 'tensorflow' | 'wasm';

/** Loads tfjs-node; replaced where a test wants it to be there or not. */
export type NativeLoader = () => Promise<unknown>;

// The name is put together, so that the compiler does not look for a package that may not be there.
const NATIVE_PACKAGE = ['@tensorflow', 'tfjs-node'].join('/');
const loadNative: NativeLoader = () => import(NATIVE_PACKAGE);

/** Runs `work` on tfjs-node where that is installed and starts, else on WebAssembly. */
export async function onTrainingBackend<Result>(
  work: (backend: BackendName) => Promise<Result>,
  native: NativeLoader = loadNative,
): Promise<Result> {
  if (await startNative(native)) return work('tensorflow');
  await startWasm();
  return withTrainingKernels(() => work('wasm'));
}

async function startNative(load: NativeLoader): Promise<boolean> {
  try {
    await load();
    return await tf.setBackend('tensorflow');
  } catch {
    // An optional package: absent, or its native library does not load on this machine. WebAssembly trains as well.
    return false;
  }
}
