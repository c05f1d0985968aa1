import type { Metrics } from '../../classifier/manifest.js';
import type { Judged, Reliability } from '../../classifier/ngram/ngram-manifest.js';
import { calibrate } from '../../classifier/ngram/ngram-scorer.js';
import type { Calibration } from '../../classifier/manifest.js';
import { measure } from '../metrics.js';
import type { ScoredText } from './leave-sources-out.js';
import { fitPlatt, type WeightedScore } from './platt.js';

/** Share of spam that scores are calibrated for: a busy chat has less, an open one more. */
export const BASE_RATE = 0.1;

/** Every source counts alike within a class, and the classes as at the base rate. The weights sum up to 1. */
export function weighScores(rows: readonly ScoredText[]): WeightedScore[] {
  const counts = new Map<string, number>();
  const sources = { spam: new Set<string>(), ham: new Set<string>() };
  for (const { source, label } of rows) {
    counts.set(`${source} ${label}`, (counts.get(`${source} ${label}`) ?? 0) + 1);
    sources[label].add(source);
  }
  return rows.map(({ source, label, logOdds }) => ({
    logOdds,
    isSpam: label === 'spam',
    weight:
      (label === 'spam' ? BASE_RATE : 1 - BASE_RATE) /
      (sources[label].size * (counts.get(`${source} ${label}`) ?? 1)),
  }));
}

/** Fitted on sources that the models had not seen. */
export function calibrateOn(unseen: readonly ScoredText[]): Calibration {
  return fitPlatt(weighScores(unseen));
}

const BINS = 10;

/** How calibrated scores agree with the share of spam, and the expected calibration error over 10 equal bins. */
export function reliabilityOf(
  unseen: readonly ScoredText[],
  calibration: Calibration,
): Pick<Judged, 'ece' | 'reliability' | 'baseRate'> {
  const bins = Array.from({ length: BINS }, () => ({ messages: 0, weight: 0, score: 0, spam: 0 }));
  for (const { logOdds, isSpam, weight } of weighScores(unseen)) {
    const score = calibrate(logOdds, calibration);
    const bin = bins[Math.min(Math.floor(score * BINS), BINS - 1)];
    if (bin === undefined) throw new RangeError(`Cannot judge a score of ${score}: it is no probability`);
    bin.messages += 1;
    bin.weight += weight;
    bin.score += weight * score;
    bin.spam += isSpam ? weight : 0;
  }
  const reliability: Reliability = bins.flatMap(({ messages, weight, score, spam }, i) =>
    messages === 0
      ? []
      : [
          {
            from: i / BINS,
            to: (i + 1) / BINS,
            messages,
            meanScore: Math.min(1, score / weight),
            spamShare: Math.min(1, spam / weight),
          },
        ],
  );
  const ece = bins.reduce((sum, { score, spam }) => sum + Math.abs(score - spam), 0);
  return { ece, reliability, baseRate: BASE_RATE };
}

/** Of the sources left out, each message counting once. */
export function measureUnseen(
  unseen: readonly ScoredText[],
  calibration: Calibration,
  threshold: number,
): Metrics {
  return measure(
    unseen.map(({ label, logOdds }) => ({
      isSpam: label === 'spam',
      score: calibrate(logOdds, calibration),
    })),
    threshold,
  );
}
