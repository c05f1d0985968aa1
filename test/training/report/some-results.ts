import {
  RESULTS_VERSION,
  type BaselineResult,
  type ClassSummary,
  type NetworkResult,
  type Results,
  type Run,
} from '../../../src/training/compare/results.js';
import { measure } from '../../../src/training/metrics.js';

const IS_SPAM = [true, true, true, false, false, false];
const THRESHOLD = 0.5;

/** What a stranger may write, to see that a report shows it and does not run it. */
export const HOSTILE_TEXT = '<script>alert("won")</script> & \'more\' <img src=x>';

function metricsOf(scores: readonly number[]) {
  return measure(
    scores.map((score, at) => ({ score, isSpam: IS_SPAM[at] === true })),
    THRESHOLD,
  );
}

function aRun(seed: number, scores: number[], hasLearned = true): Run {
  return {
    seed,
    metrics: metricsOf(scores),
    loss: hasLearned ? 0.1 + seed / 100 : 0.693,
    scores,
    history: [
      { loss: 0.6, accuracy: 0.6, validationLoss: 0.5, validationAccuracy: 0.7 },
      { loss: 0.3, accuracy: 0.8, validationLoss: 0.2, validationAccuracy: 0.9 },
      { loss: 0.1, validationLoss: 0.3, validationAccuracy: 0.8 },
    ],
    bestEpoch: 2,
    trainingMs: 1500 * seed,
    hasLearned,
    validation: null,
  };
}

export function aNetwork(change: Partial<NetworkResult> = {}): NetworkResult {
  return {
    architecture: 'dense',
    mask: false,
    layers: [
      { name: 'embedding', type: 'Embedding', outputShape: '[batch,50,16]', parameters: 8000 },
      { name: 'dense', type: 'Dense', outputShape: '[batch,1]', parameters: 433 },
    ],
    parameters: 8433,
    runs: [
      aRun(1, [0.9, 0.8, 0.7, 0.3, 0.2, 0.1]),
      aRun(2, [0.9, 0.8, 0.4, 0.3, 0.2, 0.1]),
      aRun(3, [0.9, 0.3, 0.4, 0.6, 0.2, 0.1]),
    ],
    bundleBytes: 123456,
    millisecondsPerMessage: 0.2,
    ...change,
  };
}

function aBaseline(change: Partial<BaselineResult> = {}): BaselineResult {
  const scores = [1, 1, 0, 0, 0, 0];
  return {
    name: 'naive Bayes',
    description: 'Counts words of each class',
    metrics: metricsOf(scores),
    loss: null,
    scores,
    millisecondsPerMessage: 0.01,
    ...change,
  };
}

function aClass(change: Partial<ClassSummary> = {}): ClassSummary {
  return {
    count: 3,
    unique: 2,
    mostFrequent: 'See you at lunch',
    frequency: 2,
    meanLength: 18.5,
    lengthHistogram: [
      { from: 0, to: 25, texts: 2 },
      { from: 25, to: 50, texts: 1 },
    ],
    words: [
      { word: 'lunch', count: 9 },
      { word: 'home', count: 4 },
      { word: 'late', count: 1 },
    ],
    ...change,
  };
}

/** Four networks, one of them a masked one and one that failed with all seeds, and a baseline. */
export function someResults(change: Partial<Results> = {}): Results {
  const stuck = [0.48, 0.48, 0.48, 0.48, 0.48, 0.48];
  return {
    formatVersion: RESULTS_VERSION,
    createdAt: '2026-01-02T03:04:05.000Z',
    program: 'hamgate 0.1.0',
    backend: 'wasm',
    data: {
      name: 'messages.csv',
      sha256: 'ab'.repeat(32),
      rows: 12,
      firstRows: [
        { label: 'ham', text: 'See you at lunch' },
        { label: 'spam', text: HOSTILE_TEXT },
      ],
      spam: aClass({ mostFrequent: HOSTILE_TEXT, words: [{ word: '<b>free', count: 5 }] }),
      ham: aClass({ count: 9 }),
      tokens: {
        distinct: 40,
        vocabulary: 30,
        length: 50,
        trainingCoverage: 0.9,
        validationCoverage: 0.75,
        first: { text: 'See you <i>now', words: ['see', 'you', 'now'], ids: [4, 3, 9, 0, 0] },
      },
    },
    split: {
      method: 'seeded',
      undersampled: true,
      balance: 'undersample',
      train: { spam: 2, ham: 2 },
      validation: { spam: 3, ham: 3 },
    },
    measuredIsSpam: IS_SPAM,
    networks: [
      aNetwork(),
      aNetwork({ architecture: 'lstm' }),
      aNetwork({ architecture: 'bilstm', mask: true }),
      aNetwork({ architecture: 'gru', runs: [aRun(1, stuck, false), aRun(2, stuck, false)] }),
    ],
    baselines: [aBaseline()],
    balancing: [
      {
        method: 'undersample',
        train: { spam: 2, ham: 2 },
        classWeights: null,
        threshold: 0.5,
        metrics: [metricsOf([0.9, 0.8, 0.7, 0.3, 0.2, 0.1]), metricsOf([0.9, 0.3, 0.2, 0.3, 0.2, 0.1])],
      },
      {
        method: 'class-weights',
        train: { spam: 2, ham: 6 },
        classWeights: { spam: 2, ham: 2 / 3 },
        threshold: 0.5,
        metrics: [metricsOf([0.9, 0.8, 0.7, 0.6, 0.2, 0.1])],
      },
    ],
    newMessages: [{ text: HOSTILE_TEXT, scores: [{ name: 'dense', score: 0.987 }] }],
    crossValidation: {
      folds: 2,
      messages: 12,
      contenders: [{ name: 'naive-bayes', metrics: [aBaseline().metrics, aBaseline().metrics] }],
    },
    isComplete: true,
    ...change,
  };
}
