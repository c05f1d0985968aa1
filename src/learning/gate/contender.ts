import type { OpenedScorer } from '../../classifier/opened-scorer.js';
import type { Label } from '../../domain/correction.js';
import { isScore } from '../../domain/decide.js';
import type { Channel } from '../../domain/message.js';
import type { Judged, Paired } from './paired.js';

/** A model that is measured, and the score from which it calls a message of a channel spam. */
export interface Contender {
  readonly scorer: OpenedScorer;
  readonly thresholdOf: (channel: Channel) => number;
}

/** A text as it is measured. */
export interface Sample {
  readonly id: string | null;
  readonly text: string;
  readonly label: Label | null;
  /** Whose threshold counts. */
  readonly channel: Channel;
}

/** Scores the samples with both. Throws where a model gives no probability: such a model is no candidate. */
export function pair(
  samples: readonly Sample[],
  { current, candidate }: { readonly current: Contender; readonly candidate: Contender },
): Paired[] {
  const [now, then] = [judge(samples, current), judge(samples, candidate)];
  return samples.map(({ id, text, label }, i) => ({
    id,
    text,
    label,
    current: now[i] ?? NOTHING,
    candidate: then[i] ?? NOTHING,
  }));
}

const NOTHING: Judged = { score: 0, isSpam: false };

function judge(samples: readonly Sample[], { scorer, thresholdOf }: Contender): Judged[] {
  const scores = scorer.score(samples.map(({ text }) => text));
  return samples.map(({ channel }, i) => {
    const score = scores[i] ?? NaN;
    if (!isScore(score))
      throw new RangeError(`Cannot measure ${scorer.model}: it gave ${String(score)} for a text`);
    return { score, isSpam: score >= thresholdOf(channel) };
  });
}
