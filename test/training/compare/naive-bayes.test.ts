import { DataError } from '../../../src/training/data-error.js';
import { fitNaiveBayes } from '../../../src/training/compare/naive-bayes.js';

/** Five distinct words: win (spam 3), cash (spam 1, ham 1), now (spam 1), see (ham 2), you (ham 2). */
const FOUR = [
  { label: 'spam', text: 'Win cash, win' },
  { label: 'spam', text: 'WIN now!' },
  { label: 'ham', text: 'see you' },
  { label: 'ham', text: 'you see cash' },
] as const;

/** Ten occurrences and one for each of five words: every denominator is 5 + 5. */
test.each([
  ['nothing but the prior for no word', '', 1 / 2],
  ['nothing but the prior for words it has not met', 'hello there', 1 / 2],
  ['(3 + 1) to (0 + 1) for a word of spam', 'win', 4 / 5],
  ['(0 + 1) to (2 + 1) for a word of ham', 'see', 1 / 4],
  ['even odds for a word of both', 'cash', 1 / 2],
  ['every occurrence', 'win win', 16 / 17],
  ['words together: 4 * 2 / (3 * 1)', 'Win, see now', 8 / 11],
])('fitNaiveBayes() gives %s', (_, text, probability) => {
  expect(fitNaiveBayes(FOUR)(text)).toBeCloseTo(probability, 12);
});

test('fitNaiveBayes() takes the share of the classes as the prior', () => {
  expect(fitNaiveBayes(FOUR.slice(0, 3))('hello')).toBeCloseTo(2 / 3, 12);
});

test('fitNaiveBayes() stays a probability for a text as long as a book', () => {
  const classify = fitNaiveBayes(FOUR);
  expect(classify('win '.repeat(10_000))).toBe(1);
  expect(classify('see '.repeat(10_000))).toBe(0);
});

test('fitNaiveBayes() refuses data without one of the classes', () => {
  expect(() => fitNaiveBayes(FOUR.slice(2))).toThrow(
    new DataError('Cannot fit naive Bayes: no message is spam'),
  );
  expect(() => fitNaiveBayes(FOUR.slice(0, 2))).toThrow(
    new DataError('Cannot fit naive Bayes: no message is ham'),
  );
});
