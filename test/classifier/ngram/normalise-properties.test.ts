import fc from 'fast-check';
import { normalise, scanText } from '../../../src/classifier/ngram/normalise.js';
import { Scan } from '../../../src/classifier/ngram/scan.js';

const tokensOf = (text: string): string =>
  normalise(text)
    .tokens.map((token) => token.text)
    .join(' ');

const messy = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(...Array.from('aбЖ1X.:/@#*$%+-()[]<&;_ \n\u200b\u0301🔥🇺ก漢'), 'http', 'руб', '&lt;'),
    )
    .map((parts) => parts.join('')),
);

test('normalise() takes any string, keeps places in order and inside it, and says the same twice', () => {
  fc.assert(
    fc.property(messy, (text) => {
      const { tokens, styles } = normalise(text);
      let before = 0;
      for (const { text: token, start, end } of tokens) {
        expect(token).not.toBe('');
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        before = start;
      }
      expect(styles.every(({ token }) => token >= -1 && token < tokens.length)).toBe(true);
      expect(normalise(text)).toEqual({ tokens, styles });
    }),
    { numRuns: 1000 },
  );
});

test('normalise() takes every code point', () => {
  for (let point = 0; point < 0x110000; point += 64) {
    const points = Array.from({ length: 64 }, (_, k) => point + k);
    const text = points.map((one) => `a${String.fromCodePoint(one)}b `).join('');
    expect(normalise(text).tokens.every(({ start, end }) => start < end && end <= text.length)).toBe(true);
  }
});

test('normalise() leaves ordinary lower-case words as they are, but for repeated letters', () => {
  const word = fc.string({
    unit: fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwyz')),
    minLength: 2,
    maxLength: 24,
  });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
      const expected = words.map((one) => one.replace(/(.)\1+/g, '$1')).join(' ');
      expect(tokensOf(words.join(' '))).toBe(expected);
    }),
  );
});

/** Counts how often the readers look at the text. */
class CountingScan extends Scan {
  looks = 0;

  override kindAt(index: number): number {
    this.looks++;
    return super.kindAt(index);
  }

  override startsWith(at: number, text: string): boolean {
    this.looks++;
    return super.startsWith(at, text);
  }

  override textOf(start: number, end: number): string {
    this.looks += end - start;
    return super.textOf(start, end);
  }
}

test.each([
  'a',
  'a ',
  'a.',
  'a-',
  'ab-',
  'ab.cd-',
  'a@',
  'a.a@',
  'a:',
  'http://',
  'http://a.',
  'x[.]',
  '1',
  '1 ',
  '1.',
  '+1',
  '$1 ',
  '*1',
  'a*',
  "a'",
  'a1',
  '1a',
  '(1)',
  'rs ',
  'f r e e',
  '#',
  '((',
  'ก',
  '🔥',
  '漢',
  '@@a',
  'www.',
  '1:11',
  '0x1',
])('scanText() looks at a text of %p as often as it is long', (part) => {
  const work = [500, 2000].map((length) => {
    const scan = new CountingScan();
    // The full stop makes all of a stretch without blanks a candidate for a link.
    scanText(scan, `${part.repeat(length).slice(0, length - 3)}..x`);
    return scan.looks;
  });
  expect(work[1]).toBeLessThanOrEqual(4.5 * (work[0] ?? 0) + 200);
  expect(work[1]).toBeLessThan(2000 * 60);
});

test('normalise() reads past any amount of padding that nobody sees', () => {
  const hidden = '\u200b'.repeat(50_000) + ' \n'.repeat(20_000);
  expect(tokensOf(`${hidden}casino`)).toBe('casino');
});

test('normalise() stops after 250 tokens and 2,000 visible units', () => {
  expect(normalise('word '.repeat(10_000)).tokens).toHaveLength(250);
  const { tokens } = normalise(`${'w'.repeat(1990)} one two three`);
  expect(tokens.map(({ text }) => text)).toEqual(['w', 'one', 'two', 't']);
});
