import { openNgramScorer } from './ngram/ngram-scorer.js';
import type { OpenedScorer } from './opened-scorer.js';
import { readArchitecture, readBundle, readNgramBundle } from './read-bundle.js';

/** Opens the model in a folder. Rejects with a `BundleError` when it cannot be loaded. */
export async function openScorer(dir: string): Promise<OpenedScorer> {
  if ((await readArchitecture(dir)) === 'ngram') return openNgramScorer(await readNgramBundle(dir));
  const bundle = await readBundle(dir);
  // Loaded only now: TensorFlow.js takes a third of a second, and a broken bundle is refused without it.
  const { openTfjsScorer } = await import('./tfjs-scorer.js');
  return openTfjsScorer(bundle);
}
