import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import type { Bundle } from './bundle.js';
import { explainByOmission } from './explain-by-omission.js';
import { createTokenizer, type KerasTokenizer } from './keras-tokenizer.js';
import type { OpenedScorer } from './opened-scorer.js';
import { modelNameOf } from './manifest.js';
import { weightSpecsOf } from './network-file.js';

/** Messages that go through the network at once. */
const BATCH_SIZE = 64;

/**
 * Makes the WebAssembly backend the current one. It answers a single message as fast as the plain JS backend or, for
 * recurrent networks, at least three times faster, and starts in under 100 ms. In Node it runs without worker threads.
 */
export async function startWasm(): Promise<void> {
  // Silences the banner that recommends another package, and checks that cost time.
  tf.enableProdMode();
  const guards = ['uncaughtException', 'unhandledRejection'] as const;
  const before = guards.map((event) => process.listeners(event as 'uncaughtException'));
  await tf.setBackend('wasm');
  // The module's start-up code hangs its own handlers on the process, and they are not its business.
  for (const [i, event] of guards.entries()) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[i]?.includes(listener)) process.removeListener(event, listener);
    }
  }
}

/** A scorer for any bundle with a LayersModel. Opening runs the network once, so that the first message does not wait. */
export async function openTfjsScorer(bundle: Bundle): Promise<OpenedScorer> {
  await startWasm();
  const model = await loadNetwork(bundle);
  const scorer = createScorer(bundle, model);
  scorer.score(['']);
  return scorer;
}

/** The network of a bundle, to score or to train with. Whoever loads it disposes of it. */
export async function loadNetwork({ network, weights }: Bundle): Promise<tf.LayersModel> {
  // A copy of its own: a view into a larger buffer would hand over its neighbours, too.
  const weightData = Uint8Array.from(weights).buffer;
  const weightSpecs = [...weightSpecsOf(network)];
  return tf.loadLayersModel(
    tf.io.fromMemory({ modelTopology: network.modelTopology, weightSpecs, weightData }),
  );
}

function createScorer({ manifest, tokenizer: file }: Bundle, model: tf.LayersModel): OpenedScorer {
  const tokenizer = createTokenizer(file);
  let isClosed = false;
  const scorer: OpenedScorer = {
    manifest,
    model: modelNameOf(manifest),
    explain: (text) => explainByOmission(scorer, text),
    score(texts) {
      if (isClosed) throw new Error(`Cannot score with ${modelNameOf(manifest)}: it is closed`);
      const scores = new Float32Array(texts.length);
      for (let start = 0; start < texts.length; start += BATCH_SIZE) {
        const batch = encodeBatch(
          texts.slice(start, start + BATCH_SIZE),
          tokenizer,
          manifest.sequence.length,
        );
        scores.set(predict(model, batch), start);
      }
      return scores;
    },
    close() {
      if (!isClosed) model.dispose();
      isClosed = true;
    },
  };
  return scorer;
}

interface TokenBatch {
  readonly ids: Int32Array;
  readonly shape: [number, number];
}

function encodeBatch(texts: readonly string[], tokenizer: KerasTokenizer, length: number): TokenBatch {
  const ids = new Int32Array(texts.length * length);
  for (const [row, text] of texts.entries()) ids.set(tokenizer.encode(text, length), row * length);
  return { ids, shape: [texts.length, length] };
}

function predict(model: tf.LayersModel, { ids, shape }: TokenBatch): Float32Array {
  return tf.tidy(() => {
    const output = model.predictOnBatch(tf.tensor2d(ids, shape));
    return (Array.isArray(output) ? output[0] : output)?.dataSync<'float32'>() ?? new Float32Array();
  });
}
