import type { Normalised } from './normalised.js';

/**
 * The distinct n-grams of one message as 32-bit keys, in two blocks. The arrays belong to the extractor: they hold
 * until its next call.
 */
export interface FeatureView {
  /** Block W: words, pairs of words and of stems, style tokens, n-grams of scripts without spaces. */
  readonly words: FeatureBlock;
  /** Block C: character 4- and 5-grams of words. */
  readonly chars: FeatureBlock;
  /** How many tokens the message has, 250 at most. */
  readonly tokenCount: number;
}

/** Only the first `count` entries count. */
export interface FeatureBlock {
  readonly keys: Uint32Array;
  /** At which token each key first occurs (of a pair, the later one), or `WHOLE_MESSAGE`. */
  readonly tokens: Uint8Array;
  readonly count: number;
}

/** In place of a token: what the message has as a whole. */
export const WHOLE_MESSAGE = 255;

/** One place where a feature occurs: tokens `firstToken` to `lastToken`, both -1 where it is the whole message. */
export interface FeatureOccurrence {
  readonly block: 'word' | 'char';
  readonly key: number;
  readonly firstToken: number;
  readonly lastToken: number;
}

/** What an explanation needs: a feature that occurs several times has several occurrences. */
export interface TracedFeatures {
  readonly features: FeatureView;
  readonly normalised: Normalised;
  readonly occurrences: readonly FeatureOccurrence[];
}

/** Holds buffers that every call reuses; one per thread is enough. Takes any string, never throws. */
export interface FeatureExtractor {
  extract(text: string): FeatureView;
  /** The same features, and where they come from. Allocates. */
  trace(text: string): TracedFeatures;
}
