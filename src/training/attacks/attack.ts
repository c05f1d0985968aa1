import type { Random } from '../random.js';

/** Rewrites a text as a spammer would, so that people can still read it. Takes any string; `''` gives `''`. */
export type Transform = (text: string, random: Random) => string;

/**
 * `letters` changes how the letters of words are written, `digits` numbers, `case` capitals, `spacing` where words
 * begin and end, `links` addresses; `padding` adds harmless text and leaves the spam as it is.
 */
export type AttackKind = 'letters' | 'digits' | 'case' | 'spacing' | 'links' | 'padding';

export interface Attack {
  /** Kebab-case, unique. */
  readonly name: string;
  /** One line, with an example where one says more. */
  readonly description: string;
  readonly kind: AttackKind;
  /** The same text and the same state of `random` give the same result. */
  readonly transform: Transform;
}
