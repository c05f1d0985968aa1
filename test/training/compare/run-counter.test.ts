import { createRunCounter, listRuns } from '../../../src/training/compare/run-counter.js';
import type { RunSet } from '../../../src/training/compare/run-sets.js';
import { MESSAGES } from '../messages.js';

function aSet(parts: Partial<RunSet>): RunSet {
  return {
    note: '',
    variants: [{ architecture: 'dense', mask: false }],
    seeds: [1, 2],
    training: { method: 'none', train: MESSAGES, classWeights: null, threshold: 0.5 },
    validation: [],
    holdout: null,
    runsDir: '',
    ...parts,
  };
}

const TWICE = {
  method: 'none',
  train: [...MESSAGES, ...MESSAGES],
  classWeights: null,
  threshold: 0.5,
} as const;

test('createRunCounter() numbers all runs and guesses the rest from those that are finished', () => {
  const sets = [aSet({}), aSet({ note: 'twice as much', seeds: [1], training: TWICE })];
  const counter = createRunCounter(sets);
  const [first, second, third] = sets.flatMap(listRuns);
  if (first === undefined || second === undefined || third === undefined) throw new Error('three runs');
  expect(counter.next(first, false)).toMatchObject({ number: 1, of: 3, isKept: false, leftMs: null });
  counter.finished(first, 1000);
  // One of the same size, and one of twice the size.
  expect(counter.next(second, true)).toMatchObject({ number: 2, of: 3, isKept: true, leftMs: 3000 });
  counter.finished(second, 3000);
  expect(counter.next(third, false)).toMatchObject({ number: 3, note: 'twice as much', leftMs: 4000 });
});

test('createRunCounter() takes a network that it has not seen for dearer than the dense one', () => {
  const sets = [
    aSet({
      variants: [
        { architecture: 'dense', mask: false },
        { architecture: 'bilstm', mask: true },
      ],
    }),
  ];
  const counter = createRunCounter(sets);
  const runs = sets.flatMap(listRuns);
  expect(runs.map(({ architecture, seed }) => `${architecture} ${seed}`)).toEqual([
    'dense 1',
    'dense 2',
    'bilstm 1',
    'bilstm 2',
  ]);
  for (const run of runs.slice(0, 2)) {
    counter.next(run, false);
    counter.finished(run, 1000);
  }
  const [, , third] = runs;
  if (third === undefined) throw new Error('four runs');
  expect(counter.next(third, false).leftMs).toBeGreaterThan(20_000);
});
