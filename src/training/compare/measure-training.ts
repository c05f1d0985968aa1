import { parseBundle } from '../../classifier/bundle.js';
import { openTfjsScorer } from '../../classifier/tfjs-scorer.js';
import type { Metrics } from '../../classifier/manifest.js';
import { type BundleParts, renderBundle } from '../../classifier/write-bundle.js';
import type { LabelledText } from '../labelled-data.js';
import { measure } from '../metrics.js';
import { crossEntropy } from './cross-entropy.js';
import type { Run } from './results.js';

/** How a trained network does on the validation messages, scored by its bundle as it will be later. */
export async function measureTraining(
  parts: BundleParts,
  validation: readonly LabelledText[],
): Promise<Omit<Run, 'seed' | 'trainingMs'>> {
  const { name, thresholds, training } = parts.manifest;
  const scorer = await openTfjsScorer(parseBundle(renderBundle(parts), name));
  const scores = [...scorer.score(validation.map(({ text }) => text))];
  scorer.close();
  const scored = validation.map(({ label }, row) => ({
    isSpam: label === 'spam',
    score: scores[row] ?? NaN,
  }));
  const metrics = measure(scored, thresholds.api);
  return {
    metrics,
    loss: crossEntropy(scored),
    scores,
    history: [...training.history],
    bestEpoch: training.epochs.best,
    hasLearned: beatsTheMajority(metrics),
  };
}

/** Better than giving every message the more frequent label. */
export function beatsTheMajority({ accuracy, spam, ham }: Metrics): boolean {
  return accuracy !== null && accuracy > Math.max(spam, ham) / (spam + ham);
}
