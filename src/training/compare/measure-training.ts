import { parseBundle } from '../../classifier/bundle.js';
import { openTfjsScorer } from '../../classifier/tfjs-scorer.js';
import type { Metrics } from '../../classifier/manifest.js';
import { type BundleParts, renderBundle } from '../../classifier/write-bundle.js';
import type { LabelledText } from '../labelled-data.js';
import { measure } from '../metrics.js';
import { crossEntropy } from './cross-entropy.js';
import type { Run } from './results.js';

/** How a trained network does on messages, scored by its bundle as it will be later. */
export async function measureTraining(
  parts: BundleParts,
  rows: readonly LabelledText[],
): Promise<Omit<Run, 'seed' | 'trainingMs' | 'validation'>> {
  const { name, thresholds, training } = parts.manifest;
  const scorer = await openTfjsScorer(parseBundle(renderBundle(parts), name));
  const scores = [...scorer.score(rows.map(({ text }) => text))];
  scorer.close();
  const scored = rows.map(({ label }, row) => ({
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
