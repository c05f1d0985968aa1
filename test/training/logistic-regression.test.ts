import {
  fitLogistic,
  type LogisticProblem,
  logisticGradient,
  logisticObjective,
  multiply,
} from '../../src/training/logistic-regression.js';
import { createRandom } from '../../src/training/random.js';

function aProblem(rows: readonly (readonly number[])[], targets: readonly number[]): LogisticProblem {
  const starts = [0];
  for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.length);
  const columns = rows.flat();
  return {
    rows: {
      width: Math.max(-1, ...columns) + 1,
      starts: Int32Array.from(starts),
      blocks: 1,
      columns: Int32Array.from(columns),
      scales: Float64Array.from(rows, ({ length }) => 1 / Math.sqrt(length || 1)),
    },
    targets: Uint8Array.from(targets),
    strengths: new Float64Array(targets.length).fill(10),
  };
}

function aRandomProblem(seed: number): LogisticProblem {
  const random = createRandom(seed, 'split');
  const rows = Array.from({ length: 60 }, () =>
    Array.from({ length: 90 }, (_, column) => column).filter(() => random.next() < 0.1),
  );
  return aProblem(
    rows,
    rows.map(() => Number(random.next() < 0.4)),
  );
}

const lengthOf = (vector: Float64Array) => Math.hypot(...vector);

test('fitLogistic() separates a set that can be separated', () => {
  const problem = aProblem([[0], [0, 2], [1], [1, 2]], [1, 1, 0, 0]);
  const logOdds = multiply(problem.rows, fitLogistic(problem));
  expect([...logOdds].map((z) => z > 0)).toEqual([true, true, false, false]);
});

test.each([1, 2, 3])('fitLogistic() ends where the gradient is 0, on random data %i', (seed) => {
  const problem = aRandomProblem(seed);
  expect(lengthOf(logisticGradient(problem, new Float64Array(problem.rows.width + 1)))).toBeGreaterThan(1);
  expect(lengthOf(logisticGradient(problem, fitLogistic(problem)))).toBeLessThan(1e-6);
});

test('fitLogistic() finds the weight that a hand finds', () => {
  // Mirrored rows leave no bias and w = -v: by the derivative, w = 10 * sigmoid(-w).
  const [w = NaN, v = NaN, bias = NaN] = fitLogistic(aProblem([[0], [1]], [1, 0]));
  expect(w).toBeCloseTo(10 / (1 + Math.exp(w)), 9);
  expect(v).toBeCloseTo(-w, 9);
  expect(bias).toBeCloseTo(0, 9);
});

test('fitLogistic() learns the share of spam where rows have no features, its bias not being penalised', () => {
  const [bias = NaN] = fitLogistic(aProblem([[], [], [], []], [1, 1, 1, 0]));
  expect(bias).toBeCloseTo(Math.log(3), 9);
});

test('fitLogistic() gives the same weights each time', () => {
  expect(fitLogistic(aRandomProblem(4))).toEqual(fitLogistic(aRandomProblem(4)));
});

test('logisticGradient() is the slope of logisticObjective()', () => {
  const problem = aRandomProblem(5);
  const random = createRandom(5, 'weights');
  const weights = new Float64Array(problem.rows.width + 1).map(() => random.normal());
  const slopes = weights.map((_, i) => {
    const moved = (by: number) => weights.map((w, j) => (i === j ? w + by : w));
    return (logisticObjective(problem, moved(1e-5)) - logisticObjective(problem, moved(-1e-5))) / 2e-5;
  });
  expect(lengthOf(logisticGradient(problem, weights).map((g, i) => g - (slopes[i] ?? NaN)))).toBeLessThan(
    1e-5,
  );
});

test('multiply() divides by the root of the number of features and adds the bias', () => {
  const { rows } = aProblem([[0, 1, 2, 3], [2], []], [1, 0, 0]);
  expect([...multiply(rows, Float64Array.of(1, 2, 3, 4, 0.5))]).toEqual([5.5, 3.5, 0.5]);
});

test('multiply() counts a column by its factor, and the bias as it is', () => {
  const { rows } = aProblem([[0, 1], [1]], [1, 0]);
  const products = multiply({ ...rows, factors: Float64Array.of(2, 10) }, Float64Array.of(1, 3, 7));
  expect(products[0]).toBeCloseTo(7 + (2 + 30) / Math.sqrt(2), 12);
  expect(products[1]).toBeCloseTo(7 + 30, 12);
});

test('fitLogistic() finds the optimum with factors, too', () => {
  const plain = aRandomProblem(5);
  const factors = Float64Array.from({ length: plain.rows.width }, (_, column) => 0.5 + (column % 5));
  const problem = { ...plain, rows: { ...plain.rows, factors } };
  const weights = fitLogistic(problem);
  const start = lengthOf(logisticGradient(problem, new Float64Array(weights.length)));
  expect(lengthOf(logisticGradient(problem, weights))).toBeLessThan(1e-6 * start);
  const step = 1e-5;
  const gradient = logisticGradient(problem, new Float64Array(weights.length));
  for (const column of [0, 7, plain.rows.width]) {
    const at = (value: number) =>
      logisticObjective(problem, new Float64Array(weights.length).fill(value, column, column + 1));
    expect((at(step) - at(-step)) / (2 * step)).toBeCloseTo(gradient[column] ?? NaN, 4);
  }
});

test('fitLogistic() meets a soft target as far as the penalty lets it', () => {
  // Mirrored soft targets leave no bias: by the derivative, w = 10 * (0.8 - sigmoid(w)).
  const problem = { ...aProblem([[0], [1]], [0, 0]), targets: Float64Array.of(0.8, 0.2) };
  const [w = NaN, v = NaN, bias = NaN] = fitLogistic(problem);
  expect(w).toBeCloseTo(10 * (0.8 - 1 / (1 + Math.exp(-w))), 6);
  expect(v).toBeCloseTo(-w, 6);
  expect(bias).toBeCloseTo(0, 6);
  const targets = Float64Array.of(0.7, 0.1);
  const [bare = NaN] = fitLogistic({ ...aProblem([[], []], [0, 0]), targets });
  expect(1 / (1 + Math.exp(-bare))).toBeCloseTo(0.4, 6);
});

test('fitLogistic() learns nothing of rows whose offsets meet their targets already', () => {
  const offsets = Float64Array.of(2, -1);
  const targets = offsets.map((z) => 1 / (1 + Math.exp(-z)));
  const weights = fitLogistic({ ...aProblem([[0], [1]], [0, 0]), targets, offsets });
  expect(lengthOf(weights)).toBeLessThan(1e-9);
});

test('fitLogistic() adds to the offsets what is missing', () => {
  const problem = { ...aProblem([[0]], [1]), offsets: Float64Array.of(-3), fixesBias: true };
  const [w = NaN, bias = NaN] = fitLogistic(problem);
  // By the derivative, w = 10 * sigmoid(3 - w).
  expect(w).toBeCloseTo(10 / (1 + Math.exp(w - 3)), 6);
  expect(bias).toBe(0);
});

test('fitLogistic() leaves the bias at 0 where it is fixed, and ends at the optimum of the rest', () => {
  const random = aRandomProblem(6);
  const offsets = Float64Array.from(random.targets, (_, i) => (i % 7) - 3);
  const targets = Float64Array.from(random.targets, (target, i) => 0.2 + 0.5 * target + (i % 3) * 0.1);
  const problem = { ...random, offsets, targets, fixesBias: true };
  const weights = fitLogistic(problem);
  expect(weights.at(-1)).toBe(0);
  expect(lengthOf(logisticGradient(problem, weights))).toBeLessThan(1e-6);
  const free = logisticGradient({ ...problem, fixesBias: false }, weights);
  expect(Math.abs(free.at(-1) ?? NaN)).toBeGreaterThan(1e-3);
  const best = logisticObjective(problem, weights);
  for (const [column, step] of [
    [0, 0.01],
    [5, -0.01],
  ] as const)
    expect(
      logisticObjective(
        problem,
        weights.map((w, i) => (i === column ? w + step : w)),
      ),
    ).toBeGreaterThan(best);
});
