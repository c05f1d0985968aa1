import { Cron } from 'croner';
import { z } from 'zod';
import type { Promotion } from '../domain/retraining.js';
import { numberText, oneOf, wholeNumber } from './values.js';

export interface RetrainingConfig {
  /** The first time after another one at which a run begins; null without a schedule. In UTC. */
  readonly nextTime: ((after: Date) => Date | null) | null;
  /** New corrections that start a run; null: none do. */
  readonly after: number | null;
  /** What the false-positive rate may rise by, 0 to 1. */
  readonly falsePositiveBudget: number;
  readonly promotion: Promotion;
}

const isCron = (pattern: string): boolean => {
  try {
    return new Cron(pattern, { paused: true, timezone: 'UTC' }).nextRun() !== null;
  } catch {
    return false;
  }
};

export const RETRAINING_ENVIRONMENT = {
  RETRAIN_CRON: z
    .string()
    .refine(isCron, { error: 'must be a time as cron writes it, 0 3 * * 1 for Mondays at three (UTC)' })
    .optional(),
  RETRAIN_AFTER: wholeNumber(1, 100_000).optional(),
  RETRAIN_FP_BUDGET: numberText(0.0001, 0.1).default(0.01),
  RETRAIN_PROMOTE: oneOf(['auto', 'ask', 'never']).default('ask'),
};

interface RetrainingEnvironment {
  readonly RETRAIN_CRON?: string | undefined;
  readonly RETRAIN_AFTER?: number | undefined;
  readonly RETRAIN_FP_BUDGET: number;
  readonly RETRAIN_PROMOTE: Promotion;
}

export function retrainingOf(env: RetrainingEnvironment): RetrainingConfig {
  const pattern = env.RETRAIN_CRON;
  return {
    nextTime:
      pattern === undefined
        ? null
        : (after) => new Cron(pattern, { paused: true, timezone: 'UTC' }).nextRun(after),
    after: env.RETRAIN_AFTER ?? null,
    falsePositiveBudget: env.RETRAIN_FP_BUDGET,
    promotion: env.RETRAIN_PROMOTE,
  };
}
