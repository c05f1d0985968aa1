import { isCarrierKeyword } from './carrier-keyword.js';
import type { Label } from './correction.js';
import type { Channel, SenderRole } from './message.js';
import { looksLikeOneTimeCode } from './one-time-code.js';
import type { Policy, Thresholds } from './policy.js';
import { raise, type Signal } from './signals.js';
import type { Reason, Verdict } from './verdict.js';

export interface Evidence {
  readonly channel: Channel;
  readonly text: string;
  /** The gateway itself took it for STOP, HELP or START. */
  readonly isCarrierKeyword: boolean;
  readonly senderRole: SenderRole;
  /** The sender has earned the higher threshold. */
  readonly isTrusted: boolean;
  /** What surrounds the text. */
  readonly signals: readonly Signal[];
  /** What a person said of the same text before; null when nobody did. */
  readonly memory: Label | null;
  /** What a person said of nearly the same text before; null when nobody did, or it does not count for this one. */
  readonly nearMemory: Label | null;
  /** 0 to 1. NaN, or any number outside, means that the scorer failed; null that there was nothing to score. */
  readonly score: number | null;
  readonly model: string;
}

type Ruling = Omit<Verdict, 'score' | 'model'>;

const accept = (reason: Reason): Ruling => ({ band: 'ham', action: 'accept', reasons: [reason] });

/** What people have said beats what the model says; a fault never becomes ham in silence, nor an action. */
export function decide(evidence: Evidence, policy: Policy): Verdict {
  const ruling =
    rulingOnSender(evidence.senderRole) ??
    rulingOnKeyword(evidence) ??
    rulingOnMemory(evidence, policy) ??
    rulingOnText(evidence) ??
    rulingOnScore(evidence, policy);
  return { ...ruling, score: isScore(evidence.score) ? evidence.score : null, model: evidence.model };
}

function rulingOnSender(role: SenderRole): Ruling | null {
  switch (role) {
    case 'admin':
      return accept('admin-sender');
    case 'exempt':
      return accept('exempt-sender');
    case 'member':
      return null;
  }
}

/** What was said of this very text comes first. */
function rulingOnMemory({ memory, nearMemory }: Evidence, { mode }: Policy): Ruling | null {
  switch (memory ?? nearMemory) {
    case 'ham':
      return accept(memory === null ? 'released-nearly' : 'released-before');
    case 'spam':
      return {
        band: 'spam',
        action: mode,
        reasons: [memory === null ? 'confirmed-nearly' : 'confirmed-before'],
      };
    case null:
      return null;
  }
}

/** Before what people said of the same text: nobody may keep a STOP from its receiver, not by mistake either. */
function rulingOnKeyword({ channel, text, isCarrierKeyword: isSaidToBe }: Evidence): Ruling | null {
  return channel === 'sms' && (isSaidToBe || isCarrierKeyword(text)) ? accept('carrier-keyword') : null;
}

function rulingOnText({ text, score }: Evidence): Ruling | null {
  if (text.trim() === '' || score === null) return accept('no-text');
  return null;
}

function rulingOnScore(evidence: Evidence, { mode, thresholds }: Policy): Ruling {
  const { score } = evidence;
  if (!isScore(score)) return { band: 'unsure', action: 'observe', reasons: ['scorer-failed'] };
  const raised = raise(score, evidence.signals);
  // No threshold is below the one for review, so what follows cannot change it: most messages end here.
  if (raised < thresholds.review) return accept('below-threshold');
  const { threshold, why } = thresholdFor(evidence, thresholds);
  const reasons: readonly Reason[] = raised > score ? [...why, 'signals'] : why;
  if (score >= threshold) return { band: 'spam', action: mode, reasons: ['above-threshold', ...why] };
  // No single thing that surrounds a text makes it spam.
  if (raised >= threshold && new Set(evidence.signals).size > 1)
    return { band: 'spam', action: mode, reasons: ['above-threshold', ...reasons] };
  return { band: 'unsure', action: 'accept', reasons: ['above-review-threshold', ...reasons] };
}

/** The highest of those that apply, and why it is not the usual one. */
function thresholdFor(
  { text, isTrusted }: Evidence,
  { spam, otp, trusted }: Thresholds,
): { readonly threshold: number; readonly why: readonly Reason[] } {
  const isCode = looksLikeOneTimeCode(text);
  return {
    threshold: Math.max(spam, isCode ? otp : 0, isTrusted ? trusted : 0),
    why: [...(isCode ? ['one-time-code' as const] : []), ...(isTrusted ? ['trusted-sender' as const] : [])],
  };
}

/** The guard against a scorer that gives NaN, an infinity or a number that is no probability. */
export function isScore(score: number | null): score is number {
  return score !== null && score >= 0 && score <= 1;
}
