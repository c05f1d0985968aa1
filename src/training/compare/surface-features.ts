/** What a text looks like before the normaliser: a set each, without order. */
export interface SurfaceFeatures {
  readonly words: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

const WORD_OR_SIGN = /[\p{L}\p{M}\p{Nd}_]+|[^\s\p{L}\p{M}\p{Nd}_]/gu;
const NUMBER = /\p{Nd}+/gu;
const LONGEST_START = 4;

/**
 * Words as written but for case, single signs and pairs of both; and of each number how long it is, alone and with its
 * first one to four digits: the normaliser keeps the length only, but 0800 and 0906 are no friends' numbers.
 */
export function listSurfaceFeatures(text: string): SurfaceFeatures {
  return { words: listWords(text), numbers: listNumbers(text) };
}

function listWords(text: string): Set<string> {
  const words = text.toLowerCase().match(WORD_OR_SIGN) ?? [];
  return new Set([...words, ...words.slice(1).map((word, before) => `${words[before] ?? ''} ${word}`)]);
}

function listNumbers(text: string): Set<string> {
  const features = new Set<string>();
  for (const number of text.match(NUMBER) ?? []) {
    const longest = Math.min(LONGEST_START, number.length);
    for (let end = 0; end <= longest; end++) features.add(`${number.length}:${number.slice(0, end)}`);
  }
  return features;
}
