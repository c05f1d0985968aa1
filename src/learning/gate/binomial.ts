/**
 * One-sided bounds for a share of which `count` of `total` were seen, by Clopper and Pearson (1934): exact, and never less
 * sure than `confidence` (0 to 1).
 */
export function upperBound({ count, total }: Share, confidence: number): number {
  if (total === 0 || count >= total) return 1;
  return solve((p) => atMost(count, total, p) > 1 - confidence);
}

export function lowerBound({ count, total }: Share, confidence: number): number {
  if (total === 0 || count <= 0) return 0;
  return solve((p) => 1 - atMost(count - 1, total, p) < 1 - confidence);
}

export interface Share {
  readonly count: number;
  readonly total: number;
}

const HALVINGS = 60;

/** The largest p of which `isBelow` is still true; it is true up to there. */
function solve(isBelow: (p: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The chance of at most `count` hits in `total` tries of chance `p`, 0 < p < 1. In logarithms, as the terms are tiny. */
function atMost(count: number, total: number, p: number): number {
  let term = total * Math.log1p(-p);
  let sum = Math.exp(term);
  for (let i = 1; i <= count; i++) {
    term += Math.log((total - i + 1) / i) + Math.log(p) - Math.log1p(-p);
    sum += Math.exp(term);
  }
  return Math.min(1, sum);
}
