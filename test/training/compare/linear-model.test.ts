import { fitLinearModel, listFeatures } from '../../../src/training/compare/linear-model.js';
import { DataError } from '../../../src/training/data-error.js';
import { MESSAGES } from '../messages.js';

test.each([
  ['words and grams', 'Go on', ['wgo', 'won', 'cgo ', 'co o', 'c on', 'cgo o', 'co on', 'cgo on']],
  ['each once', 'aaaa', ['waaaa', 'caaa', 'caaaa']],
  ['single spaces in grams', ' a \n b ', ['wa', 'wb', 'ca b']],
  ['words without punctuation, grams with it', 'a!', ['wa']],
  ['nothing of nothing', '', []],
])('listFeatures() gives %s', (_, text, features) => {
  expect([...listFeatures(text)]).toEqual(features);
});

test('fitLinearModel() tells apart the messages it has learned', () => {
  const classify = fitLinearModel(MESSAGES);
  const answers = MESSAGES.map(({ text }) => (classify(text) >= 0.5 ? 'spam' : 'ham'));
  expect(answers).toEqual(MESSAGES.map(({ label }) => label));
});

test('fitLinearModel() knows part of a word it has not met', () => {
  const classify = fitLinearModel([
    { label: 'spam', text: 'winner' },
    { label: 'ham', text: 'dinner' },
  ]);
  expect(classify('winning')).toBeGreaterThan(0.5);
  expect(classify('dining')).toBeLessThan(0.5);
  expect(classify('xyz')).toBeCloseTo(0.5, 6);
});

test('fitLinearModel() refuses data without one of the classes', () => {
  const ham = MESSAGES.filter(({ label }) => label === 'ham');
  expect(() => fitLinearModel(ham)).toThrow(new DataError('Cannot fit the linear model: no message is spam'));
});
