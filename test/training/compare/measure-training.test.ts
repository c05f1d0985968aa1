import { beatsTheMajority } from '../../../src/training/compare/measure-training.js';
import { measure } from '../../../src/training/metrics.js';

const items = (spamScores: readonly number[], hamScores: readonly number[]) => [
  ...spamScores.map((score) => ({ isSpam: true, score })),
  ...hamScores.map((score) => ({ isSpam: false, score })),
];

test.each([
  ['all called ham, of which there is more', [0.1], [0.1, 0.2], false],
  ['all called spam, of which there is less', [0.9], [0.9, 0.9], false],
  ['one more right than always ham', [0.9, 0.1], [0.1, 0.1], true],
  ['as many right as always ham, but others', [0.9, 0.9], [0.9, 0.9, 0.1], false],
] as const)('beatsTheMajority() of %s is %j', (...row) => {
  const [, spam, ham, expected] = row;
  expect(beatsTheMajority(measure(items(spam, ham), 0.5))).toBe(expected);
});
