import { outcomesOf, type SuggestionBasis, type ThresholdOutcome } from './quality.js';

/** What each threshold would have done, from 0 to 1 in steps of a hundredth. */
export function thresholdCurve(basis: SuggestionBasis): readonly ThresholdOutcome[] {
  const outcomeAt = outcomesOf(basis);
  return Array.from({ length: STEPS + 1 }, (_, step) => outcomeAt(step / STEPS));
}

const STEPS = 100;
