import type { Scored } from '../metrics.js';

/** Keras' epsilon: a score of 0 or 1 that is wrong costs 16.1, not infinity. */
const EPSILON = 1e-7;

/** Mean binary cross-entropy in nats, scores clipped as Keras clips them. NaN for no items. */
export function crossEntropy(items: readonly Scored[]): number {
  const sum = items.reduce((total, { score, isSpam }) => {
    const clipped = Math.min(Math.max(score, EPSILON), 1 - EPSILON);
    return total - Math.log(isSpam ? clipped : 1 - clipped);
  }, 0);
  return sum / items.length;
}
