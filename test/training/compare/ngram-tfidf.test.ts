import { fitNgramTfidf } from '../../../src/training/compare/ngram-tfidf.js';
import { DataError } from '../../../src/training/data-error.js';
import { MESSAGES } from '../messages.js';

test('fitNgramTfidf() tells apart the messages it has learned', () => {
  const classify = fitNgramTfidf(MESSAGES);
  const answers = MESSAGES.map(({ text }) => (classify(text) >= 0.5 ? 'spam' : 'ham'));
  expect(answers).toEqual(MESSAGES.map(({ label }) => label));
});

test('fitNgramTfidf() reads through a disguise', () => {
  const classify = fitNgramTfidf([
    { label: 'spam', text: 'winner' },
    { label: 'ham', text: 'dinner' },
  ]);
  expect(classify('w i n n e r')).toBeGreaterThan(0.5);
  expect(classify('wіnnеr')).toBeGreaterThan(0.5);
  expect(classify('d1nner')).toBeLessThan(0.5);
});

test('fitNgramTfidf() weighs a class as it is told', () => {
  const lenient = fitNgramTfidf(MESSAGES, { spam: 0.1, ham: 1 });
  const strict = fitNgramTfidf(MESSAGES, { spam: 1, ham: 0.1 });
  expect(strict('a word nobody knows')).toBeGreaterThan(lenient('a word nobody knows'));
});

test('fitNgramTfidf() refuses data without one of the classes', () => {
  const ham = MESSAGES.filter(({ label }) => label === 'ham');
  expect(() => fitNgramTfidf(ham)).toThrow(new DataError('Cannot fit the tf-idf model: no message is spam'));
});

test('fitNgramTfidf() tells numbers apart by how they begin', () => {
  const classify = fitNgramTfidf([
    { label: 'spam', text: 'call 09061' },
    { label: 'ham', text: 'call 77812' },
  ]);
  expect(classify('call 09552')).toBeGreaterThan(classify('call 77552'));
});
