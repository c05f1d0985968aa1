/**
 * Rows of yes-or-no features, sparse. Each row has the same number of blocks; block b of row i is segment
 * `i * blocks + b`: it has the columns `columns[starts[segment]]` to `columns[starts[segment + 1] - 1]`, each once, and
 * all of them with the value `scales[segment]`, so that a long message is no louder than a short one. With `factors`,
 * one a column, a value is multiplied by that of its column.
 */
export interface SparseRows {
  /** Columns are numbered from 0 to `width` - 1. */
  readonly width: number;
  readonly blocks: number;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly scales: Float64Array;
  readonly factors?: Float64Array;
}

export interface LogisticProblem {
  readonly rows: SparseRows;
  /** One a row: 1 for spam, 0 for ham; in between, a probability to be met (cross-entropy with a soft target). */
  readonly targets: Uint8Array | Float64Array;
  /** One a row: what its loss counts against the penalty; scikit-learn's `C` times the weight of the row. */
  readonly strengths: Float64Array;
  /** One a row: log odds that it has already. The weights are then what is added to those of another model. */
  readonly offsets?: Float64Array;
  /** The bias stays 0: what is learnt may change what n-grams mean, not how common spam is. */
  readonly fixesBias?: boolean;
}

export interface FitOptions {
  /** Ends when the gradient is so much shorter than at the start. */
  readonly tolerance?: number;
  /** After each step of Newton's method: how long the gradient is, as a share of the first. */
  readonly onStep?: (gradient: number) => void;
}

const NEWTON_STEPS = 100;
const TOLERANCE = 1e-8;

/**
 * The weights, one a column and the bias last, at which half their squared length (the bias left out) together
 * with the sum of the rows' logistic losses, each times its strength, is smallest. Newton's method, with conjugate
 * gradients for its steps: the function is convex, so there is one such point, and no randomness on the way to it.
 */
export function fitLogistic(problem: LogisticProblem, options: FitOptions = {}): Float64Array {
  const { tolerance = TOLERANCE, onStep = () => undefined } = options;
  let weights: Float64Array = new Float64Array(problem.rows.width + 1);
  const start = norm(logisticGradient(problem, weights));
  for (let i = 0; i < NEWTON_STEPS; i++) {
    const gradient = logisticGradient(problem, weights);
    const length = norm(gradient);
    onStep(start === 0 ? 0 : length / start);
    if (length <= tolerance * Math.max(1, start)) break;
    const next = lineSearch(problem, { weights, gradient, step: newtonStep(problem, weights, gradient) });
    // No smaller value can be told from the present one in floating point: this is the optimum.
    if (next === null) break;
    weights = next;
  }
  return weights;
}

/** The gradient of what `fitLogistic` makes smallest: one a column and the bias last. */
export function logisticGradient(problem: LogisticProblem, weights: Float64Array): Float64Array {
  const { rows, targets, strengths } = problem;
  const errors = oddsOf(problem, weights);
  for (let i = 0; i < errors.length; i++)
    errors[i] = (strengths[i] ?? 0) * (sigmoid(errors[i] ?? 0) - (targets[i] ?? 0));
  return addPenalty(multiplyTransposed(rows, errors), weights, problem);
}

/** What `fitLogistic` makes smallest. */
export function logisticObjective(problem: LogisticProblem, weights: Float64Array): number {
  const { rows, targets, strengths } = problem;
  const bias = weights[rows.width] ?? 0;
  let sum = (dot(weights, weights) - bias * bias) / 2;
  const odds = oddsOf(problem, weights);
  for (let i = 0; i < odds.length; i++)
    sum += (strengths[i] ?? 0) * crossEntropy(odds[i] ?? 0, targets[i] ?? 0);
  return sum;
}

function oddsOf({ rows, offsets }: LogisticProblem, weights: Float64Array): Float64Array {
  const odds = multiply(rows, weights);
  if (offsets !== undefined) addScaled(odds, 1, offsets);
  return odds;
}

/** The log odds of each row. Plain loops here and below: they run some hundred times over every feature of every row. */
export function multiply(rows: SparseRows, weights: Float64Array): Float64Array {
  const { starts, columns, scales, width, blocks } = rows;
  const scaled = timesFactors(weights, rows);
  const products = new Float64Array(scales.length / blocks).fill(weights[width] ?? 0);
  for (let segment = 0; segment < scales.length; segment++) {
    const to = starts[segment + 1] ?? 0;
    let sum = 0;
    for (let j = starts[segment] ?? 0; j < to; j++) sum += scaled[columns[j] ?? 0] ?? 0;
    const row = Math.floor(segment / blocks);
    products[row] = (products[row] ?? 0) + sum * (scales[segment] ?? 0);
  }
  return products;
}

function multiplyTransposed(rows: SparseRows, factors: Float64Array): Float64Array {
  const { starts, columns, scales, width, blocks } = rows;
  const result = new Float64Array(width + 1);
  for (let segment = 0; segment < scales.length; segment++) {
    const to = starts[segment + 1] ?? 0;
    const share = (factors[Math.floor(segment / blocks)] ?? 0) * (scales[segment] ?? 0);
    for (let j = starts[segment] ?? 0; j < to; j++) {
      const column = columns[j] ?? 0;
      result[column] = (result[column] ?? 0) + share;
    }
  }
  result[width] = factors.reduce((sum, factor) => sum + factor, 0);
  return timesFactors(result, rows);
}

/** The bias, which stands last, keeps its value. */
function timesFactors(values: Float64Array, { factors }: SparseRows): Float64Array {
  return factors === undefined ? values : values.map((value, column) => value * (factors[column] ?? 1));
}

/** Solves Hessian * step = -gradient, as exactly as the distance from the optimum makes worth while. */
function newtonStep(problem: LogisticProblem, weights: Float64Array, gradient: Float64Array): Float64Array {
  const { rows, strengths } = problem;
  const curvature = oddsOf(problem, weights).map((z, i) => (strengths[i] ?? 0) * sigmoid(z) * sigmoid(-z));
  const step = new Float64Array(gradient.length);
  const residual = gradient.map((g) => -g);
  let direction = residual.slice();
  let size = dot(residual, residual);
  const enough = size * Math.min(0.25, Math.sqrt(size)) ** 2;
  for (let i = 0; i < gradient.length && size > enough; i++) {
    const bent = multiply(rows, direction).map((z, row) => z * (curvature[row] ?? 0));
    const image = addPenalty(multiplyTransposed(rows, bent), direction, problem);
    const length = size / dot(direction, image);
    addScaled(step, length, direction);
    addScaled(residual, -length, image);
    const before = size;
    size = dot(residual, residual);
    const previous = direction;
    direction = residual.slice();
    addScaled(direction, size / before, previous);
  }
  return step;
}

interface Descent {
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
  readonly step: Float64Array;
}

/** The whole step, or half of it, or a quarter...: the first that takes the objective down. Null where none does. */
function lineSearch(problem: LogisticProblem, { weights, gradient, step }: Descent): Float64Array | null {
  const before = logisticObjective(problem, weights);
  const slope = dot(gradient, step);
  for (let length = 1; length > 1e-10; length /= 2) {
    const next = weights.slice();
    addScaled(next, length, step);
    // Near the optimum the objective no longer shows a difference; the gradient still does.
    if (logisticObjective(problem, next) <= before + 1e-4 * length * slope) return next;
    if (norm(logisticGradient(problem, next)) < 0.5 * norm(gradient) && length === 1) return next;
  }
  return null;
}

/** Adds the weights to their gradient, the bias left out. Changes and returns `gradient`, which is the caller's own. */
function addPenalty(
  gradient: Float64Array,
  weights: Float64Array,
  { fixesBias }: LogisticProblem,
): Float64Array {
  const last = weights.length - 1;
  for (let i = 0; i < last; i++) gradient[i] = (gradient[i] ?? 0) + (weights[i] ?? 0);
  if (fixesBias === true) gradient[last] = 0;
  return gradient;
}

/** Changes `target`. */
function addScaled(target: Float64Array, factor: number, added: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + factor * (added[i] ?? 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** The logistic function: log odds to probability. */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** Of log odds against a target from 0 to 1. */
function crossEntropy(z: number, target: number): number {
  if (target === 1) return softplus(-z);
  return softplus(z) - target * z;
}

/** log(1 + exp(z)), without overflow. */
function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}
