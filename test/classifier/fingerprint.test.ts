import fc from 'fast-check';
import { fingerprint, nearFingerprint } from '../../src/classifier/fingerprint.js';

const OFFER = 'Win a FREE prize now: call 555 0100';

test.each([
  ['case', 'win a free PRIZE now: call 555 0100'],
  ['white space', '  Win  a\tFREE\nprize now: call 555\u00a00100 '],
  ['punctuation', 'Win a FREE prize now!!! call 555-0100...'],
  ['full-width letters', 'Ｗｉｎ a FREE prize now: call 555 0100'],
  ['mathematical letters', '𝐖𝐢𝐧 a FREE prize now: call 555 0100'],
  ['zero-width characters', 'W\u200bi\u200dn a FR\u00adEE pri\ufeffze now: call 555 0100'],
])('fingerprint() is the same in spite of %s', (_, text) => {
  expect(fingerprint(text)).toBe(fingerprint(OFFER));
});

test.each([
  ['another number', 'Win a FREE prize now: call 555 0101', OFFER],
  ['a word less', 'Win a prize now: call 555 0100', OFFER],
  ['words run together', 'Wina FREE prize now: call 555 0100', OFFER],
  ['other signs where there are only signs', '!!!', '???'],
  ['signs instead of nothing', '...', ''],
  ['another emoji', '👍', '👎'],
])('fingerprint() differs for %s', (_, text, other) => {
  expect(fingerprint(text)).not.toBe(fingerprint(other));
});

test('fingerprint() is 32 hexadecimal digits for any string', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fingerprint(text)).toMatch(/^[0-9a-f]{32}$/);
      expect(fingerprint(`${text} `)).toBe(fingerprint(text));
    }),
  );
});

const NEAR = 'Easy work from home, 500 a day, write to @boss_77';

test.each([
  ['another handle', 'Easy work from home, 500 a day, write to @chief_12'],
  ['another sum', 'Easy work from home, $750 a day, write to @boss_77'],
  ['emoji', '🔥 Easy work from home, 500 a day 💸💸, write to @boss_77'],
  ['another link', 'Easy work from home, 500 a day, write to https://t.me/boss?start=8'],
  ['a link without a scheme', 'EASY work from home 500 a day write to t.me/boss'],
])('nearFingerprint() is the same in spite of %s', (_, text) => {
  expect(nearFingerprint(text)).toBe(nearFingerprint(NEAR));
});

test.each([
  ['another word', 'Hard work from home, 500 a day, write to @boss_77', NEAR],
  ['other numbers where there are few words', 'Code 1234', 'Code 1235'],
  ['other emoji alone', '👍👍', '👎👎'],
])('nearFingerprint() differs for %s', (_, text, other) => {
  expect(nearFingerprint(text)).not.toBe(nearFingerprint(other));
});

test('nearFingerprint() is 32 hexadecimal digits for any string', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(nearFingerprint(text)).toMatch(/^[0-9a-f]{32}$/);
    }),
  );
});

test.each(['a', '@', 'a.', '1', '🔥', 'a/', '- '])('nearFingerprint() takes 200,000 of %j', (piece) => {
  expect(nearFingerprint(piece.repeat(200_000))).toMatch(/^[0-9a-f]{32}$/);
});
