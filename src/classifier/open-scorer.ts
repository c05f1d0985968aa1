import { type Bundle, loadError } from './bundle.js';
import { faultReason } from './fault-reason.js';
import { openNativeScorer } from './native/native-scorer.js';
import { openNgramScorer } from './ngram/ngram-scorer.js';
import type { OpenedScorer } from './opened-scorer.js';
import { readArchitecture, readBundle, readNgramBundle } from './read-bundle.js';

/**
 * Opens the model in a folder: on typed arrays where its layers are known, else with TensorFlow.js. Rejects with a
 * `BundleError` when it cannot be loaded.
 */
export async function openScorer(dir: string): Promise<OpenedScorer> {
  if (await isNgram(dir)) return openNgram(dir);
  const bundle = await readBundle(dir);
  return openNativeScorer(bundle) ?? openWithTensorFlow(bundle, dir);
}

/**
 * Opens the model with the scorer that measured it after its training, so that metrics come out to the digit: the
 * native scorer moves a Brier score in its ninth. Rejects as `openScorer` does.
 */
export async function openReferenceScorer(dir: string): Promise<OpenedScorer> {
  return (await isNgram(dir)) ? openNgram(dir) : openWithTensorFlow(await readBundle(dir), dir);
}

async function isNgram(dir: string): Promise<boolean> {
  return (await readArchitecture(dir)) === 'ngram';
}

async function openNgram(dir: string): Promise<OpenedScorer> {
  return openNgramScorer(await readNgramBundle(dir));
}

async function openWithTensorFlow(bundle: Bundle, dir: string): Promise<OpenedScorer> {
  // Loaded only now: TensorFlow.js takes half a second and 40 MB or more, and the shipped models do without.
  const { openTfjsScorer } = await import('./tfjs-scorer.js');
  return openTfjsScorer(bundle).catch((cause: unknown) => {
    throw loadError(dir, `TensorFlow.js does not take its network: ${faultReason(cause)}`, cause);
  });
}
