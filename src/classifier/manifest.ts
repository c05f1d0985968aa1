import { z } from 'zod';
import type { Channel } from '../domain/message.js';
import type { Thresholds } from '../domain/policy.js';

/** The newest `manifest.json` this program reads, and the one it writes. */
export const FORMAT_VERSION = 1;

export const ARCHITECTURES = ['dense', 'lstm', 'bilstm', 'gru'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

export const count = z.int().min(0);
export const share = z.number().min(0).max(1);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'not a sha256');
const classCounts = z.object({ spam: count, ham: count });

/** What `hamgate evaluate` measures; null where the data leave a number undefined. */
export const metricsSchema = z.object({
  accuracy: share.nullable(),
  precision: share.nullable(),
  recall: share.nullable(),
  falsePositiveRate: share.nullable(),
  f1: share.nullable(),
  mcc: z.number().min(-1).max(1).nullable(),
  rocAuc: share.nullable(),
  averagePrecision: share.nullable(),
  brier: share.nullable(),
  ece: share.nullable(),
  threshold: share,
  spam: count,
  ham: count,
});
export type Metrics = z.infer<typeof metricsSchema>;

export const dataSourceSchema = z.object({
  name: z.string(),
  licence: z.string().nullable(),
  sha256,
  ...classCounts.shape,
});
export type DataSource = z.infer<typeof dataSourceSchema>;

/** How a comparison evens out the classes before it trains. */
export const BALANCES = ['undersample', 'oversample', 'class-weights', 'threshold', 'none'] as const;
export type Balance = (typeof BALANCES)[number];

export const splitSchema = z.object({
  /** `file`: rows listed in a file; `seeded`: drawn here with the run's seed. */
  method: z.enum(['file', 'seeded']),
  undersampled: z.boolean(),
  /** Of a bundle that a comparison made: how its training part was balanced. */
  balance: z.enum(BALANCES).optional(),
  train: classCounts,
  /** Early stopping looks at it. */
  validation: classCounts,
  /** Kept away until the end; missing where nothing was. */
  holdout: classCounts.optional(),
});
export type SplitRecord = z.infer<typeof splitSchema>;

export const epochSchema = z.object({
  loss: z.number(),
  /** On the training messages while the weights change; missing in bundles of the first release. */
  accuracy: share.optional(),
  validationLoss: z.number(),
  validationAccuracy: share,
});
export type EpochRecord = z.infer<typeof epochSchema>;

const trainingSchema = z.object({
  seed: count,
  /** `tensorflow` (tfjs-node) or `wasm`. The same seed gives the same weights on the same backend. */
  backend: z.string(),
  epochs: z.object({ limit: count, run: count, best: count }),
  patience: count,
  batchSize: count,
  learningRate: z.number(),
  dropout: share,
  history: z.array(epochSchema),
  data: z.array(dataSourceSchema),
  split: splitSchema,
});

const spreadSchema = z.object({ median: z.number(), min: z.number(), max: z.number() });
export type Spread = z.infer<typeof spreadSchema>;

const comparisonSchema = z.object({
  seeds: z.array(count),
  variants: z.array(
    z.object({
      mask: z.boolean(),
      runs: count,
      /** Runs that ended no better than giving every message the more frequent label. */
      neverLearned: count,
      accuracy: spreadSchema,
      loss: spreadSchema,
    }),
  ),
});
export type ComparisonRecord = z.infer<typeof comparisonSchema>;

/** Of a bundle that was made from another one with people's corrections: what it learnt from, in texts. */
export const refinementSchema = z.object({
  corrections: classCounts,
  /** Recent traffic, with the scores of the model before as targets. */
  traffic: count,
  /** Labelled messages that were at hand. */
  corpus: count,
  /** N-grams that the vocabulary before lacked; a network has none. */
  addedNgrams: count,
  /** How it was trained, by the names of the program's settings. */
  settings: z.record(z.string(), z.number()),
});
export type RefinementRecord = z.infer<typeof refinementSchema>;

export const nameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/i, 'a name has letters, digits, dots, dashes and underscores');
export const versionSchema = z.string().regex(/^\d+\.\d+\.\d+$/, 'a version has the form 1.2.3');
export const thresholdsSchema = z.object({
  telegram: share,
  sms: share,
  api: share,
  review: share,
  otp: share,
});

/** How the raw output becomes a probability. */
export const calibrationSchema = z.discriminatedUnion('kind', [
  /** It is one already. */
  z.object({ kind: z.literal('none') }),
  /** Platt's scaling of log odds: sigmoid(slope * z + intercept). */
  z.object({ kind: z.literal('platt'), slope: z.number().positive(), intercept: z.number() }),
]);
export type Calibration = z.infer<typeof calibrationSchema>;

export const manifestSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  name: nameSchema,
  version: versionSchema,
  architecture: z.enum(ARCHITECTURES),
  network: z.object({ embedding: z.int().min(1), units: z.int().min(1) }),
  sequence: z.object({ vocabulary: z.int().min(2), length: z.int().min(1) }),
  /** Keras' `mask_zero`: recurrent layers skip the padding. */
  mask: z.boolean(),
  calibration: calibrationSchema,
  thresholds: thresholdsSchema,
  metrics: z.object({
    validation: metricsSchema.nullable(),
    /** On messages that nothing was chosen by; missing where none were kept away. */
    holdout: metricsSchema.optional(),
  }),
  training: trainingSchema,
  /** Of a bundle that a comparison chose: how all its runs came out, with and without a mask. */
  comparison: comparisonSchema.optional(),
  refinement: refinementSchema.optional(),
  /** sha256 of each file that is loaded. `CARD.md` is for people, who may write in it, and is not among them. */
  files: z.object({ 'model.json': sha256, 'weights.bin': sha256, 'tokenizer.json': sha256 }),
  /** `name@version` of the model from which this one was made; null when it was trained from nothing. */
  parent: z.string().nullable(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** What verdicts and corrections keep of a model: `default@1.0.0`. */
export function modelNameOf({ name, version }: Pick<Manifest, 'name' | 'version'>): string {
  return `${name}@${version}`;
}

/** The thresholds that a bundle recommends for a channel. */
export function thresholdsOf({ thresholds }: Pick<Manifest, 'thresholds'>, channel: Channel): Thresholds {
  const spam = thresholds[channel];
  // What is careful enough for text messages, which nobody sees wronged, is careful enough for old members.
  return { spam, review: thresholds.review, otp: thresholds.otp, trusted: Math.max(spam, thresholds.sms) };
}
