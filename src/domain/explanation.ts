/** What a piece of the original text adds to the log odds of spam. */
export interface ExplainedPart {
  /** As it was written, obfuscated or not. */
  readonly text: string;
  /** UTF-16 offsets in the original text. */
  readonly start: number;
  readonly end: number;
  readonly logOdds: number;
}

/** Why a score is what it is. */
export interface Explanation {
  /** In the order of the text. */
  readonly parts: readonly ExplainedPart[];
  /** What no piece stands for: how common spam is, and how the message is written as a whole. */
  readonly rest: number;
  /** What the model read, word by word, where it brings texts to one form first and that is not what stands there. */
  readonly normalised: string | null;
  /** True where rest and parts add up to the log odds of the score; else each part was left out once, in turn. */
  readonly isExact: boolean;
}

/** Of the current model. */
export type Explain = (text: string) => Explanation;
