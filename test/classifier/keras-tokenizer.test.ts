import fc from 'fast-check';
import {
  createTokenizer,
  fitTokenizer,
  rankWords,
  tokenizerSchema,
} from '../../src/classifier/keras-tokenizer.js';

test.each([
  ['counts over all texts', ['b a', 'a'], ['a', 'b']],
  ['keeps ties in the order of appearance', ['zebra apple', 'mango'], ['zebra', 'apple', 'mango']],
  ['lower-cases', ['WIN Win win', 'Ärger ÄRGER'], ['win', 'ärger']],
  ['splits at every filtered character', ['a!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~b'], ['a', 'b']],
  ['splits at tab and newline', ['a\tb\nc'], ['a', 'b', 'c']],
  ['keeps what Keras does not filter', ["don't £5 a\rb"], ["don't", '£5', 'a\rb']],
  ['finds no words in signs', ['?!', '', '   '], []],
  ['takes names of object members for words', ['constructor __proto__'], ['constructor', 'proto']],
])('rankWords() %s', (_, texts, words) => {
  expect(rankWords(texts)).toEqual(words);
});

test('fitTokenizer() keeps the most frequent words and leaves room for padding and OOV', () => {
  const tokenizer = fitTokenizer(['a a a b b c'], 4);
  expect(tokenizer.toJSON()).toEqual({
    kind: 'keras-words',
    vocabulary: 4,
    oovToken: '<OOV>',
    words: ['a', 'b'],
  });
});

test.each([
  ['gives OOV the index 1 and the first word 2', 'a b nobody', [2, 3, 1, 0]],
  ['takes a word beyond the vocabulary for OOV', 'c a', [1, 2, 0, 0]],
  ['cuts at the end', 'a b a b a', [2, 3, 2, 3]],
  ['cuts a text that begins with signs', '...a b a b a', [2, 3, 2, 3]],
  ['pads an empty text', '', [0, 0, 0, 0]],
  ['takes a lone surrogate', '\ud800 a', [1, 2, 0, 0]],
])('encode() %s', (_, text, ids) => {
  expect([...fitTokenizer(['a a a b b c'], 4).encode(text, 4)]).toEqual(ids);
});

test('encode() gives exactly as many indices of the vocabulary as asked for, whatever the text', () => {
  const tokenizer = fitTokenizer(['win a prize', 'see you'], 5);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 60 }), (text, length) => {
      const ids = [...tokenizer.encode(text, length)];
      expect(ids).toHaveLength(length);
      expect(ids.every((id) => id >= 0 && id < 5)).toBe(true);
      // Padding stands at the end only.
      const words = ids.filter((id) => id !== 0);
      expect(ids.slice(0, words.length)).toEqual(words);
    }),
  );
});

test('createTokenizer() encodes as the tokenizer whose JSON it got', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string(), (texts, text) => {
      const fitted = fitTokenizer(texts, 20);
      const again = createTokenizer(tokenizerSchema.parse(JSON.parse(JSON.stringify(fitted.toJSON()))));
      expect(again.encode(text, 10)).toEqual(fitted.encode(text, 10));
    }),
  );
});

test.each([
  ['too many words', { words: ['a', 'b', 'c'] }],
  ['a word twice', { words: ['a', 'a'] }],
  ['an empty word', { words: [''] }],
  ['another OOV token', { oovToken: 'UNK' }],
  ['no room for OOV', { vocabulary: 1, words: [] }],
])('tokenizerSchema refuses %s', (_, change) => {
  const file = { kind: 'keras-words', vocabulary: 4, oovToken: '<OOV>', words: ['a'], ...change };
  expect(tokenizerSchema.safeParse(file).success).toBe(false);
});
