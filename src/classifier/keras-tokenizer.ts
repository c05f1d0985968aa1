import { z } from 'zod';

/** What stands for every word that the vocabulary does not have; its index is 1, and 0 is padding. */
const OOV_TOKEN = '<OOV>';
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
  const indices = new Map(file.words.map((word, i) => [word, i + FIRST_WORD_INDEX]));
  return {
    vocabulary: file.vocabulary,
    encode(text, length) {
      const ids = new Int32Array(length);
      const words = splitWords(text, length);
      for (let i = 0; i < words.length; i++) ids[i] = indices.get(words[i] ?? '') ?? OOV_INDEX;
      return ids;
    },
    toJSON: () => file,
  };
}

/** The first `limit` words as Keras reads them: what follows them in a long text is never looked at. */
export function splitWords(text: string, limit = Number.MAX_SAFE_INTEGER): string[] {
  // A text that begins with a separator gives one empty piece before the first word, hence the one more.
  const pieces = text.toLowerCase().split(SEPARATORS, Math.min(limit + 1, 2 ** 32 - 1));
  return pieces.filter((piece) => piece !== '').slice(0, limit);
}
