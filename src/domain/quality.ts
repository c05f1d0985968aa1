import type { Label } from './correction.js';
import { isScore } from './decide.js';
import type { Thresholds } from './policy.js';
import type { Band } from './verdict.js';
import { type Interval, wilsonInterval } from './wilson.js';

/** A message that an administrator has decided about: his last label that stands, and what the gate had said. */
export interface DecidedMessage {
  readonly label: Label;
  readonly band: Band;
  /** Null where nothing was scored. */
  readonly score: number | null;
}

/** `count` of `of`, with Wilson's 95 % interval. */
export interface Share extends Interval {
  readonly value: number;
  readonly count: number;
  readonly of: number;
}

/**
 * How good the gate is by what people decided; null where they have decided nothing of the kind. People decide mostly
 * about what the gate showed them and seldom meet what it let through, so the true recall is at most about this one.
 */
export interface Quality {
  readonly decided: { readonly spam: number; readonly ham: number };
  /** Of the decided messages that the gate had called spam: those that are. */
  readonly precision: Share | null;
  /** Of the decided spam: what the gate had called spam. */
  readonly recall: Share | null;
}

export function qualityOf(decided: readonly DecidedMessage[]): Quality {
  const spam = decided.filter(({ label }) => label === 'spam');
  const calledSpam = decided.filter(({ band }) => band === 'spam');
  const caught = spam.filter(({ band }) => band === 'spam').length;
  return {
    decided: { spam: spam.length, ham: decided.length - spam.length },
    precision: shareOf(caught, calledSpam.length),
    recall: shareOf(caught, spam.length),
  };
}

function shareOf(count: number, of: number): Share | null {
  const interval = wilsonInterval(count, of);
  return interval === null ? null : { value: count / of, ...interval, count, of };
}

/** What a threshold does by the scores alone: trust, one-time codes and what surrounds a text are left out. */
export interface ThresholdOutcome {
  readonly threshold: number;
  /** Of the last scored messages: spam by their score, and below that but listed for review. */
  readonly spam: number;
  readonly unsure: number;
  /** Of the decided ham: called spam. */
  readonly wronglyCalled: number;
  /** Of the decided spam: called spam. */
  readonly caught: number;
}

/** `keep`: none does better than the one in force. `missing`: too little is decided; `missing` says in English of what. */
export type Suggestion =
  | { readonly kind: 'change' | 'keep'; readonly now: ThresholdOutcome; readonly then: ThresholdOutcome }
  | { readonly kind: 'missing'; readonly missing: string };

export interface SuggestionBasis {
  readonly decided: readonly DecidedMessage[];
  /** Of the last messages that were scored. */
  readonly scores: readonly number[];
  /** `spam` as it is in force in the conversation, `review` by default: it is never above the other. */
  readonly thresholds: Pick<Thresholds, 'spam' | 'review'>;
}

const FEWEST_DECIDED = 20;

/**
 * The threshold with the highest recall on the decided messages among those that call no more of the decided ham spam
 * than the one in force does; the highest of several. It has four decimals, so that people can type it, and is never
 * below the threshold for review: what lies there is shown to nobody, so no decision speaks for going there.
 */
export function suggestThreshold(basis: SuggestionBasis): Suggestion {
  const { decided, thresholds } = basis;
  const [spam, ham] = [scoresOf(decided, 'spam'), scoresOf(decided, 'ham')];
  const missing = missingIn(spam.length, ham.length);
  if (missing !== null) return { kind: 'missing', missing };
  const outcomeAt = outcomesOf(basis);
  const now = outcomeAt(thresholds.spam);
  const lowest = Math.min(thresholds.review, thresholds.spam);
  // Between two scores of spam every threshold catches the same: only the highest of them counts.
  const best = spam
    .map(roundDown)
    .filter((threshold) => threshold >= lowest)
    .map(outcomeAt)
    .filter(({ wronglyCalled }) => wronglyCalled <= now.wronglyCalled)
    .sort(byRecall)
    .at(0);
  if (best === undefined || byRecall(best, now) >= 0) return { kind: 'keep', now, then: now };
  return { kind: 'change', now, then: best };
}

/** What each threshold does; asked for each of many, so the scores are sorted once. */
export function outcomesOf({ decided, scores, thresholds }: SuggestionBasis) {
  const [spamFrom, hamFrom] = [counterOf(scoresOf(decided, 'spam')), counterOf(scoresOf(decided, 'ham'))];
  const allFrom = counterOf(scores);
  return (threshold: number): ThresholdOutcome => ({
    threshold,
    spam: allFrom(threshold),
    unsure: allFrom(Math.min(thresholds.review, threshold)) - allFrom(threshold),
    wronglyCalled: hamFrom(threshold),
    caught: spamFrom(threshold),
  });
}

type Candidate = Pick<ThresholdOutcome, 'threshold' | 'caught'>;

/** Of those that catch as much the highest comes first: it is the safer one. */
const byRecall = (one: Candidate, other: Candidate): number =>
  other.caught - one.caught || other.threshold - one.threshold;

function scoresOf(decided: readonly DecidedMessage[], label: Label): readonly number[] {
  return decided.flatMap((message) =>
    message.label === label && isScore(message.score) ? [message.score] : [],
  );
}

/** How many scores reach a threshold. */
function counterOf(scores: readonly number[]): (threshold: number) => number {
  const sorted = Float64Array.from(scores).sort();
  return (threshold) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) >= threshold) high = middle;
      else low = middle + 1;
    }
    return sorted.length - low;
  };
}

const DECIMALS = 10_000;

/** Never above the score, which must be caught still; 0.57 is 0.57 although 0.57 times 10,000 is less than 5,700. */
function roundDown(score: number): number {
  const nearest = Math.round(score * DECIMALS) / DECIMALS;
  return nearest <= score ? nearest : Math.floor(score * DECIMALS) / DECIMALS;
}

function missingIn(spam: number, ham: number): string | null {
  const parts = [
    ...(spam + ham < FEWEST_DECIDED
      ? [`${FEWEST_DECIDED - spam - ham} more decided messages with a score`]
      : []),
    ...(spam === 0 ? ['one that is spam'] : []),
    ...(ham === 0 ? ['one that is ham'] : []),
  ];
  return parts.length === 0 ? null : `A threshold can be suggested after ${parts.join(', and ')}`;
}
