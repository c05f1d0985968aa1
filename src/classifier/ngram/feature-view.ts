import type { Normalised } from './normalised.js';

/**
 * The distinct n-grams of one message as 32-bit keys, in two blocks. Only the first `wordCount` and `charCount`
 * entries count. The arrays belong to the extractor: they hold until its next call.
 */
export interface FeatureView {
  /** Block W: words, pairs of words, style tokens, n-grams of scripts without spaces. */
  readonly wordKeys: Uint32Array;
  readonly wordCount: number;
  /** Block C: character 4- and 5-grams of words. */
  readonly charKeys: Uint32Array;
  readonly charCount: number;
}

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
