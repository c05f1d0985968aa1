/** A text to learn from. */
export interface Example {
  readonly text: string;
  /** 0 to 1: 1 (spam) or 0 (ham) for a person's label, in between for what the current model says of it. */
  readonly target: number;
  /** What its loss counts, above 0; 1 for one correction. */
  readonly weight: number;
}
