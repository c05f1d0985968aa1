import fc from 'fast-check';
import { fingerprint } from '../../src/classifier/fingerprint.js';

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
