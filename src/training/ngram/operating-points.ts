/** The score that a share of at most `rate` of the ham reaches: the threshold for that false-positive rate. */
export function thresholdAt(hamScores: readonly number[], rate: number): number {
  const sorted = [...hamScores].sort((a, b) => b - a);
  const allowed = Math.floor(rate * sorted.length);
  const next = sorted[allowed] ?? -Infinity;
  // Just above the first score that must not be called spam.
  return next + Math.abs(next) * 1e-9 + 1e-12;
}

/** Share of the scores from the threshold on; NaN for none. */
export function shareAbove(scores: readonly number[], threshold: number): number {
  return scores.filter((score) => score >= threshold).length / scores.length;
}
