import type { Scorer } from '../../src/domain/scorer.js';
import type { Contender } from '../../src/training/attacks/measure-attacks.js';
import { fitNaiveBayes } from '../../src/training/compare/naive-bayes.js';
import type { LabelledText } from '../../src/training/labelled-data.js';

/** A scorer at a threshold from 0 to 1. `isSpam` throws where a text could not be scored. */
export function contenderOf(scorer: Scorer, threshold: number): Contender {
  return {
    name: scorer.model,
    threshold,
    isSpam: (texts) =>
      Array.from(scorer.score(texts), (score, i) => {
        if (Number.isNaN(score))
          throw new Error(`Cannot measure ${scorer.model}: it has no score for ${JSON.stringify(texts[i])}`);
        return score >= threshold;
      }),
  };
}

interface FalseAlarms {
  readonly ham: readonly string[];
  /** How many of them may be called spam. */
  readonly allowed: number;
}

/**
 * Naive Bayes on words at the lowest threshold, in log odds, that calls no more ham spam than allowed. Throws a
 * `DataError` where a class is missing.
 */
export function naiveBayesContender(
  train: readonly LabelledText[],
  { ham, allowed }: FalseAlarms,
): Contender {
  const logOdds = fitLogOdds(train);
  const scores = ham.map(logOdds).sort((a, b) => b - a);
  // Nothing above the highest ham that has to pass: a tie with it would be one false alarm too many.
  const highestPassing = scores[allowed] ?? -Infinity;
  return {
    name: 'naive-bayes',
    threshold: highestPassing,
    isSpam: (texts) => texts.map((text) => logOdds(text) > highestPassing),
  };
}

/**
 * A probability of spam near 1 is 1 in floating point, and the longest hams would all tie with spam. With the labels
 * turned round, naive Bayes gives the probability of ham, which keeps its digits near 0.
 */
function fitLogOdds(train: readonly LabelledText[]): (text: string) => number {
  const probabilityOfHam = fitNaiveBayes(
    train.map(({ label, text }) => ({ label: label === 'spam' ? 'ham' : 'spam', text })),
  );
  return (text) => {
    const ham = probabilityOfHam(text);
    return Math.log1p(-ham) - Math.log(ham);
  };
}
