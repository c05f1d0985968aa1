import fc from 'fast-check';
import { splitText, truncateText } from '../../../src/channels/telegram/split-text.js';

const wellFormed = fc.string({ unit: 'binary', maxLength: 300 }).map((text) => text.toWellFormed());

describe('splitText()', () => {
  test.each([
    ['', 5, []],
    ['hello', 5, ['hello']],
    ['hello!', 5, ['hello', '!']],
    ['ab cd efg', 6, ['ab cd ', 'efg']],
    ['a bcdefgh', 6, ['a bcde', 'fgh']],
    ['one\ntwo', 5, ['one\n', 'two']],
    ['ab😀cd', 3, ['ab', '😀c', 'd']],
  ])('cuts %j to %d', (text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
  });

  test('loses nothing, keeps the limit and never cuts a surrogate pair', () => {
    fc.assert(
      fc.property(wellFormed, fc.integer({ min: 2, max: 50 }), (text, limit) => {
        const parts = splitText(text, limit);
        expect(parts.join('')).toBe(text);
        expect(parts.every((part) => part.length <= limit && part.isWellFormed())).toBe(true);
      }),
    );
  });

  test('ends on lone surrogates, too', () => {
    expect(splitText('\ud800'.repeat(5), 2).join('')).toBe('\ud800'.repeat(5));
  });
});

describe('truncateText()', () => {
  test.each([
    ['hello', 5, 'hello'],
    ['hello!', 5, 'hell…'],
    ['abc😀def', 5, 'abc…'],
    ['ab😀cdef', 5, 'ab😀…'],
  ])('cuts %j to %d', (text, limit, cut) => {
    expect(truncateText(text, limit)).toBe(cut);
  });

  test('keeps the limit and never cuts a surrogate pair', () => {
    fc.assert(
      fc.property(wellFormed, fc.integer({ min: 3, max: 50 }), (text, limit) => {
        const cut = truncateText(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});
