import * as tf from '@tensorflow/tfjs';
import type { Bundle } from '../../../src/classifier/bundle.js';
import { createTokenizer } from '../../../src/classifier/keras-tokenizer.js';
import { weightSpecsOf } from '../../../src/classifier/network-file.js';
import { openTfjsScorer, startWasm } from '../../../src/classifier/tfjs-scorer.js';

/** On WebAssembly, as the gate would use it. */
export async function wasmScores(bundle: Bundle, texts: readonly string[]): Promise<Float32Array> {
  const scorer = await openTfjsScorer(bundle);
  const scores = scorer.score(texts);
  scorer.close();
  return scores;
}

/** On the backend in plain JavaScript, which is what a program gets that only imports TensorFlow.js. */
export async function cpuScores(bundle: Bundle, texts: readonly string[]): Promise<Float32Array> {
  if (texts.length === 0) return new Float32Array();
  await tf.setBackend('cpu');
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: bundle.network.modelTopology,
      weightSpecs: [...weightSpecsOf(bundle.network)],
      weightData: Uint8Array.from(bundle.weights).buffer,
    }),
  );
  const tokenizer = createTokenizer(bundle.tokenizer);
  const { length } = bundle.manifest.sequence;
  const scores = tf.tidy(() => {
    const ids = tf.tensor2d(texts.map((text) => [...tokenizer.encode(text, length)]));
    return (model.predict(ids) as tf.Tensor).dataSync<'float32'>();
  });
  model.dispose();
  await startWasm();
  return scores;
}
