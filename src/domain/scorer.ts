/** A loaded model, ready to score. */
export interface Scorer {
  /** Name and version, `default@1.0.0` for instance: what verdicts and corrections keep. */
  readonly model: string;
  /**
   * One probability of spam a text, 0 to 1, in the order given. Synchronous; nothing of a call stays alive.
   * Takes any string. NaN marks a text that could not be scored.
   */
  score(texts: readonly string[]): Float32Array;
}
