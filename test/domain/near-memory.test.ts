import { type NearJudge, recallNearly, type Remembered } from '../../src/domain/near-memory.js';

/** Near is what begins with the same letter; contacts are words with an @; the score stands at the end. */
const scoreIn = (text: string) => Number(text.split(' ').at(-1));
const judge: NearJudge = {
  isNear: (one, other) => one.startsWith(other.slice(0, 1)),
  contactsOf: (text) =>
    text.includes('…') ? null : new Set(text.split(' ').filter((word) => word.includes('@'))),
  scoreOf: scoreIn,
};

const known = (label: Remembered['label'], text: string, fingerprint = text): Remembered => ({
  label,
  text,
  fingerprint,
});
const recall = (text: string, ...remembered: readonly Remembered[]) =>
  recallNearly({ text, score: scoreIn(text) }, remembered, judge);

describe('recallNearly()', () => {
  test.each([
    ['nothing is remembered', 'a 0.5', [], null],
    ['nothing is near', 'a 0.5', [known('spam', 'b 0.5'), known('ham', 'c 0.5')], null],
    ['a text is near', 'a 0.5', [known('ham', 'b 0.5'), known('spam', 'a 0.9')], 'spam'],
    ['several are near', 'a 0.5', [known('ham', 'a x 0.5'), known('spam', 'a y 0.5')], 'ham'],
    [
      'one text has several labels',
      'a 0.5',
      [known('spam', 'a x 0.5', 'f'), known('ham', 'a x 0.5', 'f')],
      'spam',
    ],
  ] as const)('recallNearly() gives the newest label when %s', (...[, text, remembered, label]) => {
    expect(recall(text, ...remembered)).toBe(label);
  });

  test.each([
    ['the same contact', 'a @x 0.5', 'a @x 0.5', 'ham'],
    ['one contact less', 'a 0.5', 'a @x 0.5', 'ham'],
    ['another contact', 'a @y 0.5', 'a @x 0.5', null],
    ['one contact more', 'a @x @y 0.5', 'a @x 0.5', null],
    ['contacts that cannot all be seen', 'a … 0.5', 'a 0.5', null],
    ['contacts that cannot all be seen in the released one', 'a 0.5', 'a … 0.5', null],
    // Log odds of 0, 0.4995, 0.5008.
    ['a score that is hardly worse', 'a 0.62234', 'a 0.5', 'ham'],
    ['a score that is worse', 'a 0.62266', 'a 0.5', null],
    ['a better score', 'a 0.01', 'a 0.99', 'ham'],
    ['a score that is much worse and still low', 'a 0.01', 'a 0.0001', null],
    ['scores that are nearly 0', 'a 1e-9', 'a 1e-30', 'ham'],
    ['scores of 0 and 1', 'a 1', 'a 0', null],
    ['scores of 1', 'a 1', 'a 1', 'ham'],
    ['no score', 'a NaN', 'a 0.5', null],
    ['no score of the released one', 'a 0.5', 'a NaN', null],
  ] as const)('recallNearly() of a released text, with %s', (...[, text, released, label]) => {
    expect(recall(text, known('ham', released))).toBe(label);
    expect(recall(text, known('spam', released))).toBe('spam');
  });

  test('recallNearly() asks an older text where a released one does not count', () => {
    expect(recall('a @y 0.5', known('ham', 'a @x 0.5'), known('spam', 'a @z 0.5'))).toBe('spam');
  });

  test('recallNearly() does not go back to a label of a text that was overruled', () => {
    const overruled = [known('ham', 'a @x 0.5', 'f'), known('spam', 'a @x 0.5', 'f')];
    expect(recall('a @y 0.5', ...overruled)).toBeNull();
  });
});
