import { BASELINES, type BaselineTask, runBaselines } from '../../../src/training/compare/baselines.js';
import { crossEntropy } from '../../../src/training/compare/cross-entropy.js';
import { DataError } from '../../../src/training/data-error.js';
import { drawSplit } from '../../../src/training/split.js';
import { MESSAGES } from '../messages.js';

const SPLIT = drawSplit(MESSAGES, 1);
const EVEN = { method: 'none', train: SPLIT.train, classWeights: null, threshold: 0.5 } as const;
const TASK: BaselineTask = { training: EVEN, validation: SPLIT.validation, holdout: null };

/** Each look is so many milliseconds after the one before: 24, 48, ... */
function aSlowingClock(): () => number {
  let time = 0;
  let looks = 0;
  return () => (time += 12 * looks++);
}

test('runBaselines() scores every validation message, in order, with every baseline', () => {
  const results = runBaselines(TASK, () => 0);
  expect(results.map(({ name }) => name)).toEqual([
    'naive-bayes',
    'linear-model',
    'ngram-model',
    'ngram-tfidf',
  ]);
  results.forEach(({ scores, metrics, loss }, i) => {
    const classify = BASELINES[i]?.fit(SPLIT.train);
    expect(scores).toEqual(SPLIT.validation.map(({ text }) => classify?.(text)));
    expect(metrics).toMatchObject({ threshold: 0.5, spam: 6, ham: 6 });
    expect(metrics.accuracy).toBeGreaterThan(0.5);
    const items = SPLIT.validation.map(({ label }, row) => ({
      isSpam: label === 'spam',
      score: scores[row] ?? NaN,
    }));
    expect(loss).toBe(crossEntropy(items));
  });
});

test('runBaselines() measures what was kept away, at the threshold of the training', () => {
  const holdout = SPLIT.validation.slice(0, 5);
  const training = { ...EVEN, threshold: 0.2 };
  for (const { scores, metrics } of runBaselines({ ...TASK, training, holdout }, () => 0))
    expect([scores.length, metrics.threshold]).toEqual([5, 0.2]);
});

test('runBaselines() lets a class that weighs more win more often', () => {
  const sumOf = (spam: number) =>
    runBaselines({ ...TASK, training: { ...EVEN, classWeights: { spam, ham: 1 } } }, () => 0).map(
      ({ scores }) => scores.reduce((sum, score) => sum + score, 0),
    );
  const [few, many] = [sumOf(0.1), sumOf(10)];
  few.forEach((sum, baseline) => expect(many[baseline]).toBeGreaterThan(sum));
});

test('runBaselines() gives the median of the times for one message', () => {
  // Five timings of 12, 36, 60, 84 and 108 ms for 12 messages; then 132, 156, 180 and so on.
  const times = runBaselines(TASK, aSlowingClock()).map((result) => result.millisecondsPerMessage);
  expect(times).toEqual([5, 15, 25, 35]);
});

test('runBaselines() refuses an empty validation part', () => {
  expect(() => runBaselines({ ...TASK, validation: [] }, () => 0)).toThrow(
    new DataError('Cannot score the baselines: there is no validation message'),
  );
});

test.each([
  ['the mean of the logarithms', [0.5, 0.25], (Math.log(2) + Math.log(4 / 3)) / 2],
  ['a bounded loss for a sure mistake', [0, 1], -Math.log(1e-7)],
  ['nearly none for sure and right', [1, 0], 1e-7],
])('crossEntropy() is %s', (_, [ofSpam = NaN, ofHam = NaN], loss) => {
  const items = [
    { isSpam: true, score: ofSpam },
    { isSpam: false, score: ofHam },
  ];
  expect(crossEntropy(items)).toBeCloseTo(loss, 8);
});
