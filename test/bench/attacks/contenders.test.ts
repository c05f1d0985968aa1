import { contenderOf, naiveBayesContender } from '../../../bench/attacks/contenders.js';
import type { Scorer } from '../../../src/domain/scorer.js';
import { MESSAGES } from '../../training/messages.js';

/** The score is the text read as a number. */
const READER: Scorer = { model: 'reader@1.0.0', score: (texts) => Float32Array.from(texts, Number) };

test('contenderOf() calls spam from the threshold on', () => {
  const contender = contenderOf(READER, 0.5);
  expect(contender).toMatchObject({ name: 'reader@1.0.0', threshold: 0.5 });
  expect(contender.isSpam(['0.49', '0.5', '1', '0'])).toEqual([false, true, true, false]);
});

test('contenderOf() does not take a text without a score for ham', () => {
  expect(() => contenderOf(READER, 0.5).isSpam(['0.1', 'x'])).toThrow(
    new Error('Cannot measure reader@1.0.0: it has no score for "x"'),
  );
});

const HAM = MESSAGES.filter(({ label }) => label === 'ham').map(({ text }) => text);
/** Hams that words of spam make ever more suspicious. */
const SUSPICIOUS = HAM.map((text, i) => `${text} ${'prize '.repeat(i + 1)}`);

test.each([0, 1, 5, 29])(
  'naiveBayesContender() gives %i false alarms where so many are allowed',
  (allowed) => {
    const contender = naiveBayesContender(MESSAGES, { ham: SUSPICIOUS, allowed });
    expect(contender.isSpam(SUSPICIOUS).filter(Boolean)).toHaveLength(allowed);
  },
);

test('naiveBayesContender() calls everything spam where all ham may be', () => {
  const contender = naiveBayesContender(MESSAGES, { ham: HAM, allowed: HAM.length });
  expect(contender.isSpam([...HAM, 'hello'])).not.toContain(false);
});

test('naiveBayesContender() tells spam from ham whose probabilities are both 1 in floating point', () => {
  const ham = ['prize '.repeat(100)];
  const contender = naiveBayesContender(MESSAGES, { ham, allowed: 0 });
  expect(contender.isSpam([...ham, 'prize '.repeat(101)])).toEqual([false, true]);
});
