import { splitWords } from '../../classifier/keras-tokenizer.js';
import type { LabelledText } from '../labelled-data.js';
import { type ClassWeights, EQUAL_WEIGHTS } from '../balance.js';
import { countClasses } from '../split.js';
import type { Baseline } from './baseline.js';
import { requireBothClasses } from './both-classes.js';

/** Multinomial naive Bayes over the words that the networks read, all of them, with one added to every count. */
export const NAIVE_BAYES: Baseline = {
  name: 'naive-bayes',
  description: 'Multinomial naive Bayes on words, Laplace smoothing',
  fit: fitNaiveBayes,
};

interface WordCounts {
  spam: number;
  ham: number;
}

/** Gives the probability that a text is spam. Words that no training message has say nothing. Throws a `DataError`. */
export function fitNaiveBayes(
  train: readonly LabelledText[],
  classWeights: ClassWeights = EQUAL_WEIGHTS,
): (text: string) => number {
  requireBothClasses(train, 'fit naive Bayes');
  const classes = countClasses(train);
  const prior = Math.log((classWeights.spam * classes.spam) / (classWeights.ham * classes.ham));
  const evidence = weighWords(countWords(train));
  return (text) => {
    const logOdds = splitWords(text).reduce((sum, word) => sum + (evidence.get(word) ?? 0), prior);
    return 1 / (1 + Math.exp(-logOdds));
  };
}

function countWords(train: readonly LabelledText[]): Map<string, WordCounts> {
  const counts = new Map<string, WordCounts>();
  for (const { label, text } of train) {
    for (const word of splitWords(text)) {
      const ofWord = counts.get(word) ?? { spam: 0, ham: 0 };
      ofWord[label] += 1;
      counts.set(word, ofWord);
    }
  }
  return counts;
}

/** How much one occurrence of a word adds to the log odds of spam. */
function weighWords(counts: ReadonlyMap<string, WordCounts>): Map<string, number> {
  const total = { spam: counts.size, ham: counts.size };
  for (const { spam, ham } of counts.values()) {
    total.spam += spam;
    total.ham += ham;
  }
  return new Map(
    [...counts].map(([word, { spam, ham }]) => [
      word,
      Math.log((spam + 1) / total.spam) - Math.log((ham + 1) / total.ham),
    ]),
  );
}
