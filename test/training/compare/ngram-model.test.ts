import { fitNgramModel } from '../../../src/training/compare/ngram-model.js';
import { DataError } from '../../../src/training/data-error.js';
import { MESSAGES } from '../messages.js';

test('fitNgramModel() tells apart the messages it has learned', () => {
  const classify = fitNgramModel(MESSAGES);
  const answers = MESSAGES.map(({ text }) => (classify(text) >= 0.5 ? 'spam' : 'ham'));
  expect(answers).toEqual(MESSAGES.map(({ label }) => label));
});

test('fitNgramModel() reads through a disguise', () => {
  const classify = fitNgramModel([
    { label: 'spam', text: 'winner' },
    { label: 'ham', text: 'dinner' },
  ]);
  expect(classify('w i n n e r')).toBeGreaterThan(0.5);
  expect(classify('wіnnеr')).toBeGreaterThan(0.5);
  expect(classify('d1nner')).toBeLessThan(0.5);
});

test('fitNgramModel() weighs a class as it is told', () => {
  const lenient = fitNgramModel(MESSAGES, { spam: 0.1, ham: 1 });
  const strict = fitNgramModel(MESSAGES, { spam: 1, ham: 0.1 });
  expect(strict('a word nobody knows')).toBeGreaterThan(lenient('a word nobody knows'));
});

test('fitNgramModel() refuses data without one of the classes', () => {
  const ham = MESSAGES.filter(({ label }) => label === 'ham');
  expect(() => fitNgramModel(ham)).toThrow(new DataError('Cannot fit the n-gram model: no message is spam'));
});
