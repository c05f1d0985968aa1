import { type Calibration, modelNameOf } from '../manifest.js';
import type { OpenedScorer } from '../opened-scorer.js';
import { explainNgrams } from './explain-ngrams.js';
import { createFeatureExtractor } from './feature-extractor.js';
import { logOddsOf, WeightTable } from './linear-model.js';
import type { NgramBundle } from './ngram-bundle.js';

/** A scorer for the linear model over n-grams: a look-up for each n-gram of the message, and a sum. */
export function openNgramScorer({ manifest, model: linear }: NgramBundle): OpenedScorer {
  const model = modelNameOf(manifest);
  const extractor = createFeatureExtractor();
  const { calibration } = manifest;
  let table: WeightTable | null = new WeightTable(linear);
  return {
    manifest,
    model,
    score(texts) {
      if (table === null) throw new Error(`Cannot score with ${model}: it is closed`);
      const scores = new Float32Array(texts.length);
      for (let i = 0; i < texts.length; i++) {
        const z = logOddsOf(extractor.extract(texts[i] ?? ''), table, linear.bias);
        scores[i] = calibrate(z, calibration);
      }
      return scores;
    },
    explain(text) {
      if (table === null) throw new Error(`Cannot explain with ${model}: it is closed`);
      return explainNgrams(text, { extractor, table, bias: linear.bias, calibration });
    },
    close() {
      table = null;
    },
  };
}

/** Log odds to the probability of spam. */
export function calibrate(logOdds: number, calibration: Calibration): number {
  const z = calibration.kind === 'none' ? logOdds : calibration.slope * logOdds + calibration.intercept;
  return 1 / (1 + Math.exp(-z));
}
