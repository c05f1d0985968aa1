import { createFeatureExtractor } from '../../classifier/ngram/feature-extractor.js';
import { PassageScorer } from '../../classifier/ngram/passage-scorer.js';
import { ATTACKS } from '../attacks/attacks.js';
import { type AttackResults, measureAttacks } from '../attacks/measure-attacks.js';
import { createPaddingAttacks } from '../attacks/padding.js';
import { createRandom, shuffled } from '../random.js';
import type { Fold } from './leave-sources-out.js';

const ATTACKED = 800;

/**
 * How much of the spam left out is still found after each attack; null where all that was left out is of one class.
 * `threshold` in log odds before calibration. The seed draws the spam and decides the attacks.
 */
export function attackFold(
  { name, model, scored }: Fold,
  { threshold, seed }: { readonly threshold: number; readonly seed: number },
): AttackResults | null {
  const textsOf = (label: 'spam' | 'ham'): string[] =>
    scored.filter((row) => row.label === label).map(({ text }) => text);
  const spam = shuffled(textsOf('spam'), createRandom(seed, 'split')).slice(0, ATTACKED);
  const ham = textsOf('ham');
  if (spam.length === 0 || ham.length === 0) return null;
  const scorer = new PassageScorer(model);
  const extractor = createFeatureExtractor();
  const contender = {
    name,
    threshold,
    isSpam: (texts: readonly string[]) =>
      texts.map((text) => scorer.logOddsOf(extractor.extract(text)) >= threshold),
  };
  const attacks = [...ATTACKS, ...createPaddingAttacks(ham)];
  return measureAttacks({ spam, attacks, contenders: [contender], seed });
}
