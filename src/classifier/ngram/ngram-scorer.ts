import { type Calibration, modelNameOf } from '../manifest.js';
import type { OpenedScorer } from '../opened-scorer.js';
import { explainNgrams } from './explain-ngrams.js';
import { createFeatureExtractor } from './feature-extractor.js';
import type { NgramBundle } from './ngram-bundle.js';
import { PassageScorer } from './passage-scorer.js';

/** A scorer for the linear model over n-grams: a look-up for each n-gram of the message, and sums. */
export function openNgramScorer({ manifest, model: linear }: NgramBundle): OpenedScorer {
  const model = modelNameOf(manifest);
  const extractor = createFeatureExtractor();
  const { calibration } = manifest;
  let scorer: PassageScorer | null = new PassageScorer(linear);
  return {
    manifest,
    model,
    score(texts) {
      if (scorer === null) throw new Error(`Cannot score with ${model}: it is closed`);
      const scores = new Float32Array(texts.length);
      for (let i = 0; i < texts.length; i++) {
        scores[i] = calibrate(scorer.logOddsOf(extractor.extract(texts[i] ?? '')), calibration);
      }
      return scores;
    },
    explain(text) {
      if (scorer === null) throw new Error(`Cannot explain with ${model}: it is closed`);
      return explainNgrams(text, { extractor, scorer, calibration });
    },
    close() {
      scorer = null;
    },
  };
}

/** Log odds to the probability of spam. */
export function calibrate(logOdds: number, calibration: Calibration): number {
  const z = calibration.kind === 'none' ? logOdds : calibration.slope * logOdds + calibration.intercept;
  return 1 / (1 + Math.exp(-z));
}
