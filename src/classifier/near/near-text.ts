import type { NearText } from '../../domain/near-memory.js';
import { createFeatureExtractor } from '../ngram/feature-extractor.js';
import type { FeatureBlock } from '../ngram/feature-view.js';
import { KeySet } from '../ngram/key-set.js';
import { bandsIn } from './bands.js';
import { contactsOf } from './contacts.js';

/** Short texts are alike without being copies. */
const FEWEST_TOKENS = 4;

/**
 * From this share of common n-grams on (Jaccard) two texts are near. At 0.7 a chat line of seven words is near one that
 * thanks for something else; at 0.8 an offer of fifteen words is no longer near the one with another verb and another
 * sum. A replaced word makes another text of up to a dozen words. What lies between stands in the test.
 */
export const NEAR = 0.75;

// Everything is synchronous, so one set of buffers serves every call.
const extractor = createFeatureExtractor();
const seen = new KeySet();

/**
 * Equal in one number at least, most of the time, for texts that are near: in 95 of 100 at 0.75, in 99.8 at 0.85. Over the
 * n-grams that the model reads, so it sees through what disguises a text. The store keeps them: whoever changes the
 * normaliser or the n-grams has to fill them anew. 20 µs for 160 characters.
 */
export function bandsOf(text: string): readonly number[] {
  const features = extractor.extract(text);
  return features.tokenCount < FEWEST_TOKENS ? [] : bandsIn(features);
}

/** Whether two texts are copies of each other but for what senders change: as the bands, of the first 250 words. */
export function isNear(one: string, other: string): boolean {
  return similarity(one, other) >= NEAR;
}

/** The share of n-grams that both have, 0 to 1; 0 where one of them is too short. 30 µs for two of 160 characters. */
export function similarity(one: string, other: string): number {
  const first = extractor.extract(one);
  const firstCount = first.words.count + first.chars.count;
  if (first.tokenCount < FEWEST_TOKENS) return 0;
  seen.begin(firstCount);
  addKeys(first.words);
  addKeys(first.chars);
  const second = extractor.extract(other);
  if (second.tokenCount < FEWEST_TOKENS) return 0;
  const common = countKnown(second.words) + countKnown(second.chars);
  return common / (firstCount + second.words.count + second.chars.count - common);
}

function addKeys({ keys, count }: FeatureBlock): void {
  for (let i = 0; i < count; i++) seen.add(keys[i] ?? 0);
}

function countKnown({ keys, count }: FeatureBlock): number {
  let known = 0;
  for (let i = 0; i < count; i++) if (seen.has(keys[i] ?? 0)) known++;
  return known;
}

export const nearText: NearText = { bandsOf, isNear, contactsOf };
