import { GENUINE, refused, type SignatureCheck } from '../gateway.js';

/** How far a gateway's clock may be from ours, and how long a request may take: what most of them advise. */
const TOLERANCE_SECONDS = 300;

/** Whether a time, in Unix seconds as text, is near enough to now. */
export function checkTimestamp(
  text: string,
  now: Date,
  toleranceSeconds: number = TOLERANCE_SECONDS,
): SignatureCheck {
  return /^\d{1,12}$/.test(text) ? checkAge(Number(text), now, toleranceSeconds) : refused('malformed');
}

/** Whether a time in Unix seconds is at most so old, and at most five minutes ahead of us. */
export function checkAge(
  seconds: number,
  now: Date,
  maxAgeSeconds: number = TOLERANCE_SECONDS,
): SignatureCheck {
  const age = now.getTime() / 1000 - seconds;
  if (Number.isNaN(age)) return refused('malformed');
  if (age > maxAgeSeconds) return refused('too-old');
  return age < -TOLERANCE_SECONDS ? refused('from-the-future') : GENUINE;
}
