import fc from 'fast-check';
import { plainText } from '../../../src/training/compare/plain-text.js';

test.each([
  ['text without placeholders as it is', 'Call me at 5, ok?', 'Call me at 5, ok?'],
  ['an escaped placeholder as a number', 'in &lt;#&gt; minutes', 'in 00 minutes'],
  ['a placeholder in brackets', 'on [DATE]', 'on 10.10'],
  ['a character reference as its character', 'you &amp; me &lt;3', 'you & me <3'],
  ['an ampersand alone', 'R&B & soul', 'R&B & soul'],
  ['nothing of nothing', '', ''],
])('plainText() gives %s', (_, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

test('plainText() takes any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(typeof plainText(text)).toBe('string');
    }),
  );
});
