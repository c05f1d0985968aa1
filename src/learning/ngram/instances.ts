import type { FeatureBlock, FeatureExtractor, FeatureView } from '../../classifier/ngram/feature-view.js';
import { WHOLE_MESSAGE } from '../../classifier/ngram/feature-view.js';
import type { PassageScorer } from '../../classifier/ngram/passage-scorer.js';
import type { Example } from '../../training/example.js';

/** What of a message is learnt from: all of its n-grams, or those of one passage. */
export interface Instance {
  readonly words: Uint32Array;
  readonly chars: Uint32Array;
  /** Taken off the log odds of a passage. */
  readonly handicap: number;
  readonly target: number;
  readonly weight: number;
}

/**
 * A message is as bad as its worst passage. So of a spam message the part that decides has to be called spam, and of a ham
 * message both that and the whole must not be.
 */
export function instancesOf(
  { text, target, weight }: Example,
  scorer: PassageScorer,
  extractor: FeatureExtractor,
): Instance[] {
  const features = extractor.extract(text);
  scorer.logOddsOf(features);
  const { isWhole, firstToken, endToken, handicap } = scorer.decisive;
  const whole = instance(features, { from: 0, to: features.tokenCount });
  if (isWhole) return [{ ...whole, handicap: 0, target, weight }];
  const passage = instance(features, { from: firstToken, to: endToken });
  const decisive = { ...passage, handicap, target, weight };
  return target === 0 ? [{ ...whole, handicap: 0, target, weight }, decisive] : [decisive];
}

interface Passage {
  readonly from: number;
  readonly to: number;
}

function instance({ words, chars }: FeatureView, passage: Passage): Pick<Instance, 'words' | 'chars'> {
  return { words: keysIn(words, passage), chars: keysIn(chars, passage) };
}

/** A copy: the arrays of a view hold until the next call. */
function keysIn({ keys, tokens, count }: FeatureBlock, { from, to }: Passage): Uint32Array {
  return keys.slice(0, count).filter((_key, i) => {
    const token = tokens[i] ?? WHOLE_MESSAGE;
    return token === WHOLE_MESSAGE || (token >= from && token < to);
  });
}
