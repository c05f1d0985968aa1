import fc from 'fast-check';
import { bandsOf, isNear, NEAR, nearText, similarity } from '../../../src/classifier/near/near-text.js';
import { BAND_COUNT } from '../../../src/domain/near-memory.js';
import { NEAR_PAIRS, OTHER_PAIRS } from './pairs.js';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });

test.each(NEAR_PAIRS)('isNear() is true in spite of %s', (_, one, other) => {
  expect(isNear(one, other)).toBe(true);
  expect(isNear(other, one)).toBe(true);
});

test.each(OTHER_PAIRS)('isNear() is false for %s', (_, one, other) => {
  expect(isNear(one, other)).toBe(false);
  expect(isNear(other, one)).toBe(false);
});

test.each([0.7, 0.8])('isNear() is wrong about more pairs at %d than where it is', (threshold) => {
  const wrongAt = (least: number) =>
    NEAR_PAIRS.filter(([, one, other]) => similarity(one, other) < least).length +
    OTHER_PAIRS.filter(([, one, other]) => similarity(one, other) >= least).length;
  expect(wrongAt(threshold)).toBeGreaterThan(wrongAt(NEAR));
});

test.each(NEAR_PAIRS)('bandsOf() has an equal band in spite of %s', (_, one, other) => {
  const bands = new Set(bandsOf(one));
  expect(bandsOf(other).some((band) => bands.has(band))).toBe(true);
});

test.each(['', 'Hello', 'Thanks a lot', '👍👍👍', '!!!'])('bandsOf() has none for %j', (text) => {
  expect(bandsOf(text)).toEqual([]);
  expect(isNear(text, text)).toBe(false);
});

test('bandsOf() is none, or as many signed 32-bit numbers as there are bands, for any string', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const bands = bandsOf(text);
      expect([0, BAND_COUNT]).toContain(bands.length);
      for (const band of bands) expect(band).toBe(band | 0);
    }),
  );
});

test('bandsOf() is the same for texts that differ in case', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{3,9}( [a-z]{3,9}){4,9}$/), (text) => {
      expect(similarity(text, text.toUpperCase())).toBeGreaterThanOrEqual(NEAR);
    }),
  );
});

test('isNear() is the same in both directions for any two strings, and true of a text and itself', () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      expect(similarity(one, other)).toBe(similarity(other, one));
      expect(isNear(one, one)).toBe(bandsOf(one).length > 0);
    }),
  );
});

test('bandsOf() finds nearly all that is near among made-up texts, and little of what is not', () => {
  const counts = { near: 0, nearFound: 0, far: 0, farFound: 0 };
  const words = fc.array(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 12, maxLength: 24 });
  fc.assert(
    fc.property(words, fc.nat(100), (text, percent) => {
      const other = text.map((word, index) =>
        (index * 37) % 100 < percent ? `q${Array.from(word).reverse().join('')}` : word,
      );
      const alike = similarity(text.join(' '), other.join(' '));
      const bands = new Set(bandsOf(text.join(' ')));
      const isFound = bandsOf(other.join(' ')).some((band) => bands.has(band));
      if (alike >= NEAR) {
        counts.near += 1;
        counts.nearFound += isFound ? 1 : 0;
      } else if (alike < 0.4) {
        counts.far += 1;
        counts.farFound += isFound ? 1 : 0;
      }
    }),
    { numRuns: 600, seed: 7 },
  );
  expect(counts.near).toBeGreaterThan(60);
  expect(counts.nearFound / counts.near).toBeGreaterThan(0.97);
  expect(counts.far).toBeGreaterThan(100);
  expect(counts.farFound / counts.far).toBeLessThan(0.25);
});

test.each(['a', '@', 'a.', '1 ', '🔥', 'a/', '- ', 'q'])('nearText takes 200,000 of %j', (piece) => {
  const text = piece.repeat(200_000);
  expect(nearText.isNear(text, `${text}b`)).toBe(bandsOf(text).length > 0);
  expect(nearText.contactsOf(text)).toBeNull();
});
