import type { ClassWeights } from '../balance.js';
import type { LabelledText } from '../labelled-data.js';

/** A classifier that a network has to beat to be worth its time. */
export interface Baseline {
  readonly name: string;
  /** One line for the report. */
  readonly description: string;
  /** Gives a function from a text to its probability of spam, 0 to 1. Throws a `DataError` where a class is missing. */
  readonly fit: (train: readonly LabelledText[], classWeights?: ClassWeights) => (text: string) => number;
}
