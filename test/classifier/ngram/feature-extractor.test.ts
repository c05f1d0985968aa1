import fc from 'fast-check';
import { createFeatureExtractor } from '../../../src/classifier/ngram/feature-extractor.js';
import type { FeatureView } from '../../../src/classifier/ngram/feature-view.js';

const extractor = createFeatureExtractor();
const copy = (view: FeatureView): { words: number[]; chars: number[] } => ({
  words: [...view.words.keys.subarray(0, view.words.count)],
  chars: [...view.chars.keys.subarray(0, view.chars.count)],
});
const extract = (text: string): { words: number[]; chars: number[] } => copy(extractor.extract(text));

// Counts by hand: words + pairs (with both ends) + pairs of stems + styles, and 4- and 5-grams of `_word_`.
test.each([
  ['nothing for an empty text', '', 0, 0],
  ['word, two pairs, style; a short word has one 4-gram, no 5-gram', 'Hi', 3, 1],
  ['4- and 5-grams of _cash_', 'Cash', 3, 5],
  ['no characters of a one-letter word', 'I', 3, 0],
  ['each once: word, 3 pairs', 'Cash cash cash', 1 + 3, 5],
  ['a pair of stems where a word is longer', 'Money cash', 2 + 3 + 1, 7 + 5],
  ['no characters of classes', '482913', 3, 0],
  ['ideographs as words', '加微信', 3 + 4, 0],
  ['2- to 4-grams of Thai in block W', 'กขคง', 3 + 3 + 2 + 1, 0],
])('extract() gives %s', (_, text, ...counts) => {
  const features = extract(text);
  expect([features.words.length, features.chars.length]).toEqual(counts);
});

test('extract() gives every n-gram of a long Thai stretch, also across its pieces', () => {
  const run = Array.from({ length: 46 }, (_, i) => String.fromCharCode(0xe01 + i)).join('');
  const words = extract(run).words.length;
  // Two pieces of 24 and 22, three pairs, and 45 + 44 + 43 n-grams.
  expect(words).toBe(2 + 3 + 45 + 44 + 43);
});

test('extract() gives equal features to a plain and an obfuscated text, but for the style', () => {
  const plain = extract('Лёгкий заработок casino');
  const hidden = extract('Лёгкий зapaбoтoк c4s1nо');
  expect(hidden.chars).toEqual(plain.chars);
  expect(plain.words.every((key) => hidden.words.includes(key))).toBe(true);
  expect(hidden.words.length).toBeGreaterThan(plain.words.length);
});

test('extract() tells the order of a pair, and its ends from signs', () => {
  expect(extract('big cat').words.sort()).not.toEqual(extract('cat big').words.sort());
  const [alone, withSign] = [extract('Cash'), extract('Cash $')];
  expect(withSign.words.length).toBe(alone.words.length + 2);
});

test('extract() gives distinct keys, the same for the same text whatever came before', () => {
  const other = createFeatureExtractor();
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.string({ unit: 'binary' }),
      (text, between) => {
        const first = extract(text);
        extract(between);
        expect(new Set([...first.words, ...first.chars]).size).toBe(first.words.length + first.chars.length);
        expect(extract(text)).toEqual(first);
        expect(copy(other.extract(text))).toEqual(first);
      },
    ),
  );
});

test('extract() holds the longest texts of all kinds', () => {
  for (const alphabet of [
    'abcdefghij klmnop qrstuvwxyz',
    'กขคงจฉชซฌญฎฏ',
    '漢字仮名',
    'あいうえおかきくけこ',
    '🔥😀👍',
  ]) {
    const letters = Array.from(alphabet);
    const text = Array.from({ length: 100_000 }, (_, i) => letters[(i * i + (i >> 3)) % letters.length]).join(
      '',
    );
    const { words, chars } = extract(text);
    expect(words.length).toBeGreaterThan(3);
    expect(words.length + chars.length).toBeLessThan(16_384);
  }
});

test('extract() spreads keys evenly and seldom lets two n-grams share one', () => {
  const keys = new Set<number>();
  const count = 60_000;
  for (let i = 0; i < count; i++) {
    // Letters of two halves of the alphabet in turns: none is repeated, so the normaliser leaves the words alone.
    const places = [i % 12, Math.floor(i / 12) % 12, Math.floor(i / 144) % 12, Math.floor(i / 1728) % 12];
    const letters = [...places, Math.floor(i / 20_736)].map(
      (place, k) => 'abcdefghijklmnopqrstuvwy'[place + 12 * (k % 2)],
    );
    keys.add(extract(letters.join('')).words[0] ?? 0);
  }
  // Birthdays: about 0.4 collisions are expected.
  expect(count - keys.size).toBeLessThan(5);
  const buckets = new Array<number>(16).fill(0);
  for (const key of keys) buckets[key >>> 28] = (buckets[key >>> 28] ?? 0) + 1;
  for (const size of buckets) expect(Math.abs(size - keys.size / 16)).toBeLessThan(400);
});

test('trace() gives the same features and for each at least one place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const { features, normalised, occurrences } = extractor.trace(text);
      const traced = copy(features);
      const blocks = { word: new Set<number>(), char: new Set<number>() };
      for (const { block, key, firstToken, lastToken } of occurrences) {
        blocks[block].add(key);
        expect(firstToken).toBeLessThanOrEqual(lastToken);
        expect(lastToken).toBeLessThan(normalised.tokens.length);
      }
      expect(blocks.word).toEqual(new Set(traced.words));
      expect(blocks.char).toEqual(new Set(traced.chars));
      expect(extract(text)).toEqual(traced);
    }),
  );
});

test('trace() names the tokens of a pair, of characters, of a link and of the message', () => {
  const { normalised, occurrences } = extractor.trace('see evil.top now');
  expect(normalised.tokens.map(({ text }) => text)).toEqual(['se', '⟨url⟩', '⟨other⟩', 'now']);
  const places = occurrences.map(({ block, firstToken, lastToken }) => `${block} ${firstToken}-${lastToken}`);
  expect(places).toContain('word 1-2');
  expect(places).toContain('char 3-3');
  // t:top and u:evil come from the link, s:lower and s:url1 from the message.
  expect(places.filter((place) => place === 'word 1-1')).toHaveLength(3);
  expect(places.filter((place) => place === 'word -1--1')).toHaveLength(2);
});

test('trace() finds a word again wherever it stands', () => {
  const { occurrences } = extractor.trace('cash or cash');
  const [first] = occurrences;
  const same = occurrences.filter(({ key }) => key === first?.key);
  expect(same.map(({ firstToken }) => firstToken)).toEqual([0, 2]);
});
