export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The normal distribution has 95 % of its weight within this many standard deviations. */
const Z_95 = 1.959963984540054;

/**
 * Wilson's 95 % interval of a share; unlike the textbook's it stays within 0 and 1. Null for n = 0. E. B. Wilson, Probable
 * inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212.
 */
export function wilsonInterval(successes: number, n: number): Interval | null {
  if (successes < 0 || successes > n) throw new RangeError(`Cannot have ${successes} successes of ${n}`);
  if (n === 0) return null;
  const share = successes / n;
  const square = Z_95 ** 2;
  const centre = share + square / (2 * n);
  const margin = Z_95 * Math.sqrt((share * (1 - share)) / n + square / (4 * n ** 2));
  const scale = 1 + square / n;
  return { low: Math.max(0, (centre - margin) / scale), high: Math.min(1, (centre + margin) / scale) };
}
