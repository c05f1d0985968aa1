import { z } from 'zod';
import {
  ARCHITECTURES,
  BALANCES,
  epochSchema,
  metricsSchema,
  splitSchema,
} from '../../classifier/manifest.js';

/** The newest `results.json` this program reads, and the one it writes. */
export const RESULTS_VERSION = 1;

const count = z.int().min(0);

const wordCount = z.object({ word: z.string(), count });
export type WordCount = z.infer<typeof wordCount>;

/** What pandas' `describe` says of a column of texts. */
const classSummary = z.object({
  count,
  unique: count,
  mostFrequent: z.string(),
  frequency: count,
  /** Characters (UTF-16 units) of a text, on average. */
  meanLength: z.number(),
  /** Lengths of all texts, in bins of 25 characters; what is longer than the last is in the last. */
  lengthHistogram: z.array(z.object({ from: count, to: count, texts: count })),
  /** Most frequent first, stop words left out. */
  words: z.array(wordCount),
});
export type ClassSummary = z.infer<typeof classSummary>;

const dataSummary = z.object({
  name: z.string(),
  sha256: z.string(),
  rows: count,
  firstRows: z.array(z.object({ label: z.enum(['spam', 'ham']), text: z.string() })),
  spam: classSummary,
  ham: classSummary,
  tokens: z.object({
    /** Distinct tokens of the training part, the out-of-vocabulary token among them. */
    distinct: count,
    vocabulary: count,
    length: count,
    /** Share of all tokens of a part that the vocabulary knows, 0 to 1. */
    trainingCoverage: z.number(),
    validationCoverage: z.number(),
    /** The first message of the training part: as text, as words, and as padded ids. */
    first: z.object({ text: z.string(), words: z.array(z.string()), ids: z.array(count) }),
  }),
});
export type DataSummary = z.infer<typeof dataSummary>;

const layer = z.object({ name: z.string(), type: z.string(), outputShape: z.string(), parameters: count });
export type LayerRow = z.infer<typeof layer>;

/** How one training, or one baseline, did on the measured messages. */
const scored = z.object({
  metrics: metricsSchema,
  /** Binary cross-entropy; null for a baseline that gives no probabilities. */
  loss: z.number().nullable(),
  /** One a measured message, in their order. */
  scores: z.array(z.number()),
});

export const runSchema = scored.extend({
  seed: count,
  history: z.array(epochSchema),
  /** From 1: the epoch whose weights were kept. */
  bestEpoch: count,
  trainingMs: z.number(),
  /** False for a run no better than giving every message the more frequent label. */
  hasLearned: z.boolean(),
  /** With messages kept away: how the same weights did on those that early stopping looked at. Else null. */
  validation: z.object({ metrics: metricsSchema, loss: z.number() }).nullable(),
});
export type Run = z.infer<typeof runSchema>;

const network = z.object({
  architecture: z.enum(ARCHITECTURES),
  mask: z.boolean(),
  layers: z.array(layer),
  parameters: count,
  runs: z.array(runSchema),
  /** Of the best bundle: bytes of its files together, and the time for one message alone. */
  bundleBytes: count,
  millisecondsPerMessage: z.number(),
});
export type NetworkResult = z.infer<typeof network>;

const baseline = scored.extend({
  name: z.string(),
  description: z.string(),
  millisecondsPerMessage: z.number(),
});
export type BaselineResult = z.infer<typeof baseline>;

const balanceEffect = z.object({
  method: z.enum(BALANCES),
  train: z.object({ spam: count, ham: count }),
  /** What a message counts, by class; null: all the same. */
  classWeights: z.object({ spam: z.number(), ham: z.number() }).nullable(),
  threshold: z.number(),
  /** One a seed, all on the measured messages. */
  metrics: z.array(metricsSchema),
});
export type BalanceEffect = z.infer<typeof balanceEffect>;

const crossValidation = z.object({
  folds: count,
  /** Of the whole data, near-duplicates counted once. */
  messages: count,
  /** Metrics of each fold, at the threshold 0.5. */
  contenders: z.array(z.object({ name: z.string(), metrics: z.array(metricsSchema) })),
});
export type CrossValidation = z.infer<typeof crossValidation>;

export const resultsSchema = z.object({
  formatVersion: z.literal(RESULTS_VERSION),
  /** ISO 8601. */
  createdAt: z.string(),
  program: z.string(),
  backend: z.string(),
  data: dataSummary,
  split: splitSchema,
  /** Labels of the measured messages, true for spam: those kept away, or else those of validation. */
  measuredIsSpam: z.array(z.boolean()),
  networks: z.array(network),
  baselines: z.array(baseline),
  newMessages: z.array(
    z.object({ text: z.string(), scores: z.array(z.object({ name: z.string(), score: z.number() })) }),
  ),
  /** What each way of balancing makes of the dense network. */
  balancing: z.array(balanceEffect),
  /** Null when none was asked for. */
  crossValidation: crossValidation.nullable(),
  /** False when the run was stopped before all of it was done: the report says so. */
  isComplete: z.boolean(),
});
/** Everything a report is made from. */
export type Results = z.infer<typeof resultsSchema>;
