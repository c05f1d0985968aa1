import type { Scorer } from '../domain/scorer.js';
import type { Explanation } from '../domain/explanation.js';
import type { Manifest } from './manifest.js';
import type { NgramManifest } from './ngram/ngram-manifest.js';

/** A scorer with the manifest of its bundle, which has the recommended thresholds. */
export interface OpenedScorer extends Scorer {
  readonly manifest: Manifest | NgramManifest;
  /** What each word of a text adds to its score. */
  explain(text: string): Explanation;
  /** Gives the memory back; `score` throws afterwards. Closing twice does nothing. */
  close(): void;
}
