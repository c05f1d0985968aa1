import { isScore } from './decide.js';
import type { StoredMessage } from './stored-message.js';
import type { Band, Verdict } from './verdict.js';

/** What a model in the shadow made of a message. */
export interface ShadowScore {
  readonly model: string;
  /** 0 to 1; null where it gave no probability. */
  readonly score: number | null;
  readonly band: Band;
  /** How far apart the two scores are, in log odds. */
  readonly gap: number;
  /** One would have called it spam and the other not. */
  readonly isOther: boolean;
}

/** Nearer to 0 and 1 than this nothing is told apart. */
const EDGE = 1e-6;

/** Both are verdicts on one message, by the same rules and the same evidence but for the score. */
export function compareVerdicts(current: Verdict, shadow: Verdict): ShadowScore {
  const [one, other] = [current.score, shadow.score];
  return {
    model: shadow.model,
    score: other,
    band: shadow.band,
    gap: isScore(one) && isScore(other) ? Math.abs(logOdds(one) - logOdds(other)) : 0,
    isOther: (current.band === 'spam') !== (shadow.band === 'spam'),
  };
}

function logOdds(score: number): number {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, score));
  return Math.log(inside / (1 - inside));
}

/** A message about which two models disagree and nobody has decided. */
export interface Disagreement {
  readonly message: StoredMessage;
  readonly shadow: ShadowScore;
}

export interface ShadowCounts {
  readonly scored: number;
  /** The shadow calls it spam, the current model does not; and the other way round. */
  readonly toSpam: number;
  readonly toHam: number;
}

export interface ShadowStore {
  /** Of messages that nobody has decided about, the widest gap first: a person's word teaches most there. */
  listDisagreements(model: string, limit: number): Promise<readonly Disagreement[]>;
  countShadow(model: string): Promise<ShadowCounts>;
}
