import type { Locale } from './locale.js';

/** Wordings of one language, and the countries whose names, sums and links fill them. */
export interface PatternSet {
  /** Where it is not that of the locales. */
  readonly language?: string;
  /** The patterns hold fancy letters and emoji themselves. */
  readonly isDressed?: boolean;
  readonly locales: readonly Locale[];
  readonly patterns: readonly string[];
}
