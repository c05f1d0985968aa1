import { splitWords } from '../../classifier/keras-tokenizer.js';
import { type ClassWeights, EQUAL_WEIGHTS } from '../balance.js';
import type { LabelledText } from '../labelled-data.js';
import type { Baseline } from './baseline.js';
import { requireBothClasses } from './both-classes.js';
import { fitLogistic, multiply, sigmoid, type SparseRows } from '../logistic-regression.js';

/** L2 logistic regression on the words and the character 3- to 5-grams that a message has or has not. */
export const LINEAR_MODEL: Baseline = {
  name: 'linear-model',
  description: 'Logistic regression on words and character 3-5-grams, present or not, L2 penalty',
  fit: fitLinearModel,
};

/** What the losses count against the penalty. */
const STRENGTH = 10;
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;

/** Gives the probability that a text is spam. Features that no training message has are left out. Throws a `DataError`. */
export function fitLinearModel(
  train: readonly LabelledText[],
  classWeights: ClassWeights = EQUAL_WEIGHTS,
): (text: string) => number {
  requireBothClasses(train, 'fit the linear model');
  const features = train.map(({ text }) => listFeatures(text));
  const columns = numberFeatures(features);
  const rows = toRows(features, columns);
  const targets = Uint8Array.from(train, ({ label }) => Number(label === 'spam'));
  const strengths = Float64Array.from(train, ({ label }) => STRENGTH * classWeights[label]);
  const weights = fitLogistic({ rows, targets, strengths });
  return (text) => sigmoid(multiply(toRows([listFeatures(text)], columns), weights)[0] ?? 0);
}

/** The distinct features of a text: "w" and a word, or "c" and a gram of the text in lower case with single spaces. */
export function listFeatures(text: string): Set<string> {
  const features = new Set(splitWords(text).map((word) => `w${word}`));
  const characters = text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  for (let length = SHORTEST_GRAM; length <= LONGEST_GRAM; length++) {
    for (let from = 0; from + length <= characters.length; from++) {
      features.add(`c${characters.slice(from, from + length)}`);
    }
  }
  return features;
}

function numberFeatures(texts: readonly ReadonlySet<string>[]): Map<string, number> {
  const columns = new Map<string, number>();
  for (const features of texts) {
    for (const feature of features) if (!columns.has(feature)) columns.set(feature, columns.size);
  }
  return columns;
}

function toRows(texts: readonly ReadonlySet<string>[], numbers: ReadonlyMap<string, number>): SparseRows {
  const columns: number[] = [];
  const starts = new Int32Array(texts.length + 1);
  texts.forEach((features, i) => {
    for (const feature of features) {
      const column = numbers.get(feature);
      if (column !== undefined) columns.push(column);
    }
    starts[i + 1] = columns.length;
  });
  // A row without a known feature says nothing, whatever its scale.
  const scales = Float64Array.from(
    texts,
    (_, i) => 1 / Math.sqrt((starts[i + 1] ?? 0) - (starts[i] ?? 0) || 1),
  );
  return { width: numbers.size, blocks: 1, starts, columns: Int32Array.from(columns), scales };
}
