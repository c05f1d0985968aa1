import type { FeatureExtractor } from '../../classifier/ngram/feature-view.js';

/** The n-grams of many texts. Text i has its block W in segment 2i and its block C in segment 2i + 1. */
export interface FeatureTable {
  /** Segment s has `keys[starts[s]]` to `keys[starts[s + 1] - 1]`. */
  readonly starts: Int32Array;
  readonly keys: Uint32Array;
}

export const BLOCKS = 2;

/** All n-grams of all texts: about 800 bytes a text. */
export function tabulateFeatures(texts: readonly string[], extractor: FeatureExtractor): FeatureTable {
  const starts = new Int32Array(texts.length * BLOCKS + 1);
  let keys = new Uint32Array(1 << 20);
  let length = 0;
  texts.forEach((text, i) => {
    const { words, chars } = extractor.extract(text);
    const middle = length + words.count;
    const end = middle + chars.count;
    if (end > keys.length) keys = enlarge(keys, end);
    keys.set(words.keys.subarray(0, words.count), length);
    keys.set(chars.keys.subarray(0, chars.count), middle);
    starts[i * BLOCKS + 1] = middle;
    starts[i * BLOCKS + 2] = end;
    length = end;
  });
  return { starts, keys: keys.subarray(0, length) };
}

function enlarge(keys: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(keys.length * 2, least));
  larger.set(keys);
  return larger;
}
