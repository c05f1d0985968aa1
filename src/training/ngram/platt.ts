import type { Calibration } from '../../classifier/manifest.js';

/** A score before calibration, what it should have been, and what it counts. */
export interface WeightedScore {
  readonly logOdds: number;
  readonly isSpam: boolean;
  readonly weight: number;
}

const STEPS = 50;
/** Keeps the slope finite where a threshold separates the classes. */
const PENALTY = 1e-6;

/** Platt's scaling: the slope and intercept with the least cross-entropy. Newton's method on two numbers. */
export function fitPlatt(scores: readonly WeightedScore[]): Extract<Calibration, { kind: 'platt' }> {
  let [slope, intercept] = [1, 0];
  for (let step = 0; step < STEPS; step++) {
    const { gradient, hessian } = derivatives(scores, slope, intercept);
    const determinant = hessian[0] * hessian[2] - hessian[1] ** 2;
    const change = [
      (hessian[2] * gradient[0] - hessian[1] * gradient[1]) / determinant,
      (hessian[0] * gradient[1] - hessian[1] * gradient[0]) / determinant,
    ] as const;
    // A step that would turn the model over is cut short.
    const length = Math.min(1, Math.abs(slope / (2 * change[0] || 1)));
    slope -= length * change[0];
    intercept -= length * change[1];
    if (Math.hypot(...change) < 1e-10) break;
  }
  return { kind: 'platt', slope, intercept };
}

function derivatives(scores: readonly WeightedScore[], slope: number, intercept: number) {
  const gradient: [number, number] = [PENALTY * slope, 0];
  const hessian: [number, number, number] = [PENALTY, 0, PENALTY];
  for (const { logOdds, isSpam, weight } of scores) {
    const chance = 1 / (1 + Math.exp(-(slope * logOdds + intercept)));
    const error = weight * (chance - Number(isSpam));
    const curvature = weight * chance * (1 - chance);
    gradient[0] += error * logOdds;
    gradient[1] += error;
    hessian[0] += curvature * logOdds ** 2;
    hessian[1] += curvature * logOdds;
    hessian[2] += curvature;
  }
  return { gradient, hessian };
}
