import { BAND_COUNT } from '../../domain/near-memory.js';
import type { FeatureBlock, FeatureView } from '../ngram/feature-view.js';
import { finishHash, HASH_START, hashStep } from '../ngram/hash.js';

/** With four, 95 of 100 texts that are just near have an equal band, and 6 of 100 that are three tenths alike. */
const ROWS = 4;
const HASHES = BAND_COUNT * ROWS;
const KIND_MULTIPLIER = 0x510e527f;
const KIND_ADDEND = 0x1f83d9ab;

/** Each pair shuffles the keys in another way: multiplying with an odd number and adding loses nothing. */
const MULTIPLIERS = Int32Array.from({ length: HASHES }, (_, i) => finishHash(i + 1, KIND_MULTIPLIER) | 1);
const ADDENDS = Int32Array.from({ length: HASHES }, (_, i) => finishHash(i + 1, KIND_ADDEND));

/**
 * MinHash: the chance that two sets have the same least key after a shuffle is their Jaccard similarity. Four of them
 * make a band. Plain loops, because this runs for every message: 5 µs for 160 characters.
 */
export function bandsIn(features: FeatureView): readonly number[] {
  const bands: number[] = [];
  for (let band = 0; band < BAND_COUNT; band++) {
    let hash = HASH_START;
    for (let row = 0; row < ROWS; row++) hash = hashStep(hash, leastKey(features, band * ROWS + row));
    // The number of the band, so that one is never taken for another.
    bands.push(finishHash(hash, band + 1) | 0);
  }
  return bands;
}

function leastKey({ words, chars }: FeatureView, shuffle: number): number {
  return Math.min(leastIn(words, shuffle), leastIn(chars, shuffle));
}

function leastIn({ keys, count }: FeatureBlock, shuffle: number): number {
  const multiplier = MULTIPLIERS[shuffle] ?? 1;
  const addend = ADDENDS[shuffle] ?? 0;
  let least = 0x7fffffff;
  for (let i = 0; i < count; i++) {
    const shuffled = (Math.imul(keys[i] ?? 0, multiplier) + addend) | 0;
    if (shuffled < least) least = shuffled;
  }
  return least;
}
