import { type Bundle, loadError } from './bundle.js';
import { faultReason } from './fault-reason.js';
import { openNativeScorer } from './native/native-scorer.js';
import { openNgramScorer } from './ngram/ngram-scorer.js';
import type { OpenedScorer } from './opened-scorer.js';
import {
  bundleFrom,
  type FilesByName,
  isNgramModel,
  ngramBundleFrom,
  readBundleFiles,
} from './read-bundle.js';

/**
 * Opens the model in a folder: on typed arrays where its layers are known, else with TensorFlow.js. Rejects with a
 * `BundleError` when it cannot be loaded.
 */
export async function openScorer(dir: string): Promise<OpenedScorer> {
  return openScorerFrom(await readBundleFiles(dir), dir);
}

/** The same for a model whose files are in memory, by their names; `where` is for the message of the `BundleError`. */
export async function openScorerFrom(files: FilesByName, where: string): Promise<OpenedScorer> {
  if (isNgramModel(files)) return openNgramScorer(ngramBundleFrom(files, where));
  const bundle = bundleFrom(files, where);
  return openNativeScorer(bundle) ?? openWithTensorFlow(bundle, where);
}

/**
 * Opens the model with the scorer that measured it after its training, so that metrics come out to the digit: the
 * native scorer moves a Brier score in its ninth. Rejects as `openScorer` does.
 */
export async function openReferenceScorer(dir: string): Promise<OpenedScorer> {
  const files = await readBundleFiles(dir);
  if (isNgramModel(files)) return openNgramScorer(ngramBundleFrom(files, dir));
  return openWithTensorFlow(bundleFrom(files, dir), dir);
}

async function openWithTensorFlow(bundle: Bundle, where: string): Promise<OpenedScorer> {
  // Loaded only now: TensorFlow.js takes half a second and 40 MB or more, and the shipped models do without.
  const { openTfjsScorer } = await import('./tfjs-scorer.js');
  return openTfjsScorer(bundle).catch((cause: unknown) => {
    throw loadError(where, `TensorFlow.js does not take its network: ${faultReason(cause)}`, cause);
  });
}
