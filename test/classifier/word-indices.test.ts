import fc from 'fast-check';
import { splitWords } from '../../src/classifier/keras-tokenizer.js';
import { createWordIndices } from '../../src/classifier/word-indices.js';

const WORDS = ['win', 'prize', "don't", '£5', 'ärger', 'ὀδυσσεύς', 'k', 'i̇stanbul', '\ud800', '奖', 'now\r'];
const NUMBERING = { first: 2, unknown: 1 };
const indices = createWordIndices(WORDS, NUMBERING);

/** What the splitter that the vocabulary is made with says. */
function expected(text: string, length: number): number[] {
  const words = splitWords(text).slice(0, length);
  return words.map((word) => (WORDS.includes(word) ? WORDS.indexOf(word) + 2 : 1));
}

function read(text: string, length: number): number[] {
  const ids = new Int32Array(length).fill(-7);
  const count = indices.read(text, ids);
  expect([...ids.subarray(count)].every((id) => id === -7)).toBe(true);
  return [...ids.subarray(0, count)];
}

test.each<[string, string, number[]]>([
  ['takes upper case for lower case', 'WIN Prize', [2, 3]],
  ['splits at signs and not at apostrophes', "win...don't,[win]!", [2, 4, 2]],
  ['begins and ends with signs', '  win\n', [2]],
  ['keeps white space that Keras keeps', 'now\r win\u00a0now', [12, 1]],
  ['lower-cases outside ASCII', 'ÄRGER £5', [6, 5]],
  ['lower-cases a sigma by its place', 'ὈΔΥΣΣΕΎΣ', [7]],
  ['lower-cases a letter to an ASCII one', '\u212a', [8]],
  ['lower-cases a letter to two', 'İSTANBUL', [9]],
  ['takes a lone surrogate', '\ud800', [10]],
  ['finds nothing in signs', '?!', []],
  ['finds nothing in an empty text', '', []],
  ['takes parts and lengthenings of words for unknown', 'wi wins prizewin', [1, 1, 1]],
])('read() %s', (_, text, ids) => {
  expect(read(text, 9)).toEqual(ids);
  expect(ids).toEqual(expected(text, 9));
});

test('read() gives no more words than there is room for', () => {
  expect(read('win prize win ärger', 3)).toEqual([2, 3, 2]);
  expect(read('win', 0)).toEqual([]);
});

test('read() gives what splitting and looking up gives', () => {
  const piece = fc.oneof(
    fc.constantFrom(...WORDS, ' ', '.', '-', '\t', '\n', '\r', 'WIN', 'ΟΔΟΣ', 'İ'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (pieces, length) => {
      const text = pieces.join('');
      expect(read(text, length)).toEqual(expected(text, length));
    }),
    { numRuns: 500 },
  );
});

test('read() tells apart a thousand words, whatever their hashes', () => {
  const many = Array.from({ length: 1000 }, (_, i) => `w${i}`);
  const ids = new Int32Array(1000);
  expect(createWordIndices(many, NUMBERING).read(many.join(' '), ids)).toBe(1000);
  expect([...ids]).toEqual(many.map((_, i) => i + 2));
});

test('read() knows no word when there are none', () => {
  const ids = new Int32Array(2);
  createWordIndices([], NUMBERING).read('a b', ids);
  expect([...ids]).toEqual([1, 1]);
});
