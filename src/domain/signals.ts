/**
 * What surrounds a text and speaks for spam, in log odds. The weights are small and set by hand: each of these is common
 * among honest messages as well.
 */
export const SIGNALS = {
  /** A link whose text shows another address. */
  'hidden-link': 0.5,
  /** Three links or more. */
  'many-links': 0.3,
  /** Three people or more are called by name. */
  'many-mentions': 0.3,
  /** Three bought emoji or more. */
  'custom-emoji': 0.2,
  /** Carried over from another chat. */
  forwarded: 0.2,
  /** Buttons under it, which only bots can make. */
  buttons: 0.4,
  /** Sent through an inline bot. */
  'via-bot': 0.2,
  /** A picture, a film or a file besides the text. */
  media: 0.1,
  /** The same text came from other senders lately. */
  campaign: 0.6,
} as const;
export type Signal = keyof typeof SIGNALS;

/** All of them together never count more. */
export const MOST_OF_SIGNALS = 1;

/** What the signals add, in log odds: each once, and never more than `MOST_OF_SIGNALS`. */
export function weightOf(signals: readonly Signal[]): number {
  const sum = [...new Set(signals)].reduce((total, signal) => total + SIGNALS[signal], 0);
  return Math.min(sum, MOST_OF_SIGNALS);
}

/** The score, 0 to 1, after its signals. 0 and 1 stay what they are. */
export function raise(score: number, signals: readonly Signal[]): number {
  const weight = weightOf(signals);
  return weight === 0 ? score : 1 / (1 + ((1 - score) / score) * Math.exp(-weight));
}
