import { z } from 'zod';
import { createWordIndices } from './word-indices.js';

/** What stands for every word that the vocabulary does not have; its index is 1. */
const OOV_TOKEN = '<OOV>';
const PADDING_INDEX = 0;
const OOV_INDEX = 1;
const FIRST_WORD_INDEX = 2;

/** Keras' default filters, and the space on which it splits. Other white space stays inside words, as there. */
const SEPARATORS = /[ \t\n!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~]+/;

/** `tokenizer.json` of a bundle. `words[i]` has the index i + 2. */
export const tokenizerSchema = z
  .object({
    kind: z.literal('keras-words'),
    /** Indices run from 0 to `vocabulary` - 1. */
    vocabulary: z.int().min(FIRST_WORD_INDEX),
    oovToken: z.literal(OOV_TOKEN),
    words: z.array(z.string().min(1)),
  })
  .refine(({ words, vocabulary }) => words.length <= vocabulary - FIRST_WORD_INDEX, {
    error: 'more words than the vocabulary has room for',
    path: ['words'],
  })
  .refine(({ words }) => new Set(words).size === words.length, {
    error: 'a word stands twice',
    path: ['words'],
  });

export type TokenizerFile = z.infer<typeof tokenizerSchema>;

export interface KerasTokenizer {
  readonly vocabulary: number;
  /** Exactly `length` indices: cut at the end when the text is longer, padded there with 0 when shorter. */
  encode(text: string, length: number): Int32Array;
  /** The same into an array of one's own, cut or padded to its length. Returns how many of the indices are words. */
  encodeInto(text: string, ids: Int32Array): number;
  toJSON(): TokenizerFile;
}

/**
 * What `Tokenizer(num_words=vocabulary, oov_token='<OOV>')` of Keras 2 learns from the same texts: most frequent
 * words first, ties by first appearance.
 */
export function fitTokenizer(texts: Iterable<string>, vocabulary: number): KerasTokenizer {
  const words = rankWords(texts).slice(0, vocabulary - FIRST_WORD_INDEX);
  return createTokenizer({ kind: 'keras-words', vocabulary, oovToken: OOV_TOKEN, words });
}

/** All distinct words of the texts, most frequent first, ties by first appearance. */
export function rankWords(texts: Iterable<string>): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of splitWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  // A Map keeps the order of insertion and the sort is stable, so ties stay in the order of appearance.
  return [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
}

export function createTokenizer(file: TokenizerFile): KerasTokenizer {
  const indices = createWordIndices(file.words, { first: FIRST_WORD_INDEX, unknown: OOV_INDEX });
  const encodeInto = (text: string, ids: Int32Array): number => {
    const count = indices.read(text, ids);
    ids.fill(PADDING_INDEX, count);
    return count;
  };
  return {
    vocabulary: file.vocabulary,
    encode(text, length) {
      const ids = new Int32Array(length);
      encodeInto(text, ids);
      return ids;
    },
    encodeInto,
    toJSON: () => file,
  };
}

/** The words as Keras reads them. */
export function splitWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(SEPARATORS)
    .filter((piece) => piece !== '');
}
