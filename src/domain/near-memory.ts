import type { Label } from './correction.js';

/** Texts with one equal band may be nearly equal; nearly equal texts have one, most of them. */
export const BAND_COUNT = 8;

/** None for a text that is too short to be a copy of anything, else `BAND_COUNT` signed 32-bit numbers. */
export type BandsOf = (text: string) => readonly number[];

/** What the gate must know of two texts to call one a copy of the other. Takes any string, and never throws. */
export interface NearText {
  readonly bandsOf: BandsOf;
  readonly isNear: (one: string, other: string) => boolean;
  /**
   * Links, handles, e-mail addresses, numbers to call or to pay to, each in one way of writing it; null when the text is
   * too long for all of them to be seen.
   */
  readonly contactsOf: (text: string) => ReadonlySet<string> | null;
}

/** A correction whose text may be nearly that of a message. */
export interface Remembered {
  readonly label: Label;
  readonly text: string;
  readonly fingerprint: string;
}

export interface NearJudge extends Pick<NearText, 'isNear' | 'contactsOf'> {
  /** The probability of spam; NaN when it is not known. */
  readonly scoreOf: (text: string) => number;
}

/** In log odds: a changed name moves a score by less, the shortest invitation by more. */
const MOST_WORSE = 0.5;
/** The score is a 32-bit number: nearer to 0 or 1 its log odds say nothing. */
const SURE = 1e-7;

/**
 * The label that people gave to nearly this text; null when they gave none. `remembered` has the newest first: of several
 * labels the last one counts, and what it overruled for one and the same text counts no more.
 *
 * Whoever wants his spam to pass will copy a released text and change what matters. So a copy of a released text has to be
 * as harmless as that: it names nobody else, and the model does not find it worse. Of a copy of spam nothing is asked.
 */
export function recallNearly(
  message: { readonly text: string; readonly score: number },
  remembered: readonly Remembered[],
  judge: NearJudge,
): Label | null {
  const decided = new Set<string>();
  for (const known of remembered) {
    if (decided.has(known.fingerprint)) continue;
    decided.add(known.fingerprint);
    if (!judge.isNear(message.text, known.text)) continue;
    if (known.label === 'spam' || isAsHarmless(message, known.text, judge)) return known.label;
  }
  return null;
}

function isAsHarmless(
  { text, score }: { readonly text: string; readonly score: number },
  released: string,
  { contactsOf, scoreOf }: NearJudge,
): boolean {
  const contacts = contactsOf(text);
  const known = contactsOf(released);
  if (contacts === null || known === null) return false;
  for (const contact of contacts) if (!known.has(contact)) return false;
  // False, too, where there is no score.
  return logOdds(score) - logOdds(scoreOf(released)) <= MOST_WORSE;
}

function logOdds(score: number): number {
  const probability = Math.min(Math.max(score, SURE), 1 - SURE);
  return Math.log(probability / (1 - probability));
}
