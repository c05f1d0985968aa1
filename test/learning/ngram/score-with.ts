import type { NgramBundle } from '../../../src/classifier/ngram/ngram-bundle.js';
import { openNgramScorer } from '../../../src/classifier/ngram/ngram-scorer.js';

/** Scores from 0 to 1, one a text. */
export function calibratedScores(bundle: NgramBundle, texts: readonly string[]): number[] {
  const scorer = openNgramScorer(bundle);
  try {
    return Array.from(scorer.score(texts));
  } finally {
    scorer.close();
  }
}
