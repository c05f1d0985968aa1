import { z } from 'zod';
import {
  calibrationSchema,
  count,
  dataSourceSchema,
  FORMAT_VERSION,
  metricsSchema,
  nameSchema,
  refinementSchema,
  sha256,
  share,
  thresholdsSchema,
  versionSchema,
} from '../manifest.js';

/** How scores of sources that the model had not seen agree with the share of spam in them. */
const reliabilitySchema = z.array(
  z.object({ from: share, to: share, messages: count, meanScore: share, spamShare: share }),
);
export type Reliability = z.infer<typeof reliabilitySchema>;

/** The attack that costs most; its loss in points of recall, negative where it helps to find spam. */
const attackLossSchema = z.object({ name: z.string(), lossPoints: z.number() }).nullable();

/** Spam that the fold's model had not seen, attacked: recall before, and what the worst attacks take off it. */
const attackedSchema = z.object({
  spam: count,
  recall: share,
  worst: z.object({ padding: attackLossSchema, others: attackLossSchema }),
});

/** Whole numbers of messages of one behaviour of a list. */
const behaviourSchema = z.object({
  name: z.string(),
  spam: count,
  ham: count,
  spamMissed: count,
  hamCalledSpam: count,
});
const behavioursSchema = z.object({ threshold: share, behaviours: z.array(behaviourSchema) });
export type Behaviours = z.infer<typeof behavioursSchema>;

/** What leaving whole sources out told; see docs/training.md. */
const judgedSchema = z.object({
  /** Mean over the folds of what they count. */
  sel: share,
  folds: z.array(
    z.object({
      name: z.string(),
      mean: share,
      parts: z.record(z.string(), share),
      attacked: attackedSchema.nullable(),
    }),
  ),
  /** Expected calibration error on the sources left out, each class weighted as at the base rate. */
  ece: share,
  baseRate: share,
  reliability: reliabilitySchema,
  /** Score from which a share of `falsePositiveRate` of the messages of `on` is called spam. */
  operatingPoints: z.array(z.object({ on: z.string(), falsePositiveRate: share, score: share })),
});
export type Judged = z.infer<typeof judgedSchema>;

/** `manifest.json` of a linear model over n-grams. */
export const ngramManifestSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  name: nameSchema,
  version: versionSchema,
  architecture: z.literal('ngram'),
  /** Known n-grams: words, pairs of words and style tokens; character n-grams. */
  ngrams: z.object({ words: count, chars: count }),
  calibration: calibrationSchema,
  thresholds: thresholdsSchema,
  /** On the sources left out, at the threshold for the API. */
  metrics: z.object({ validation: metricsSchema.nullable() }),
  judged: judgedSchema.nullable(),
  /** How the model does on a list of messages that are never learnt from, worst behaviour first. */
  behaviours: behavioursSchema.nullable(),
  training: z.object({
    seed: count,
    /** Messages that were learnt from, changed copies among them. */
    rows: count,
    /** Written texts by kind. */
    written: z.record(z.string(), count),
    /** What the losses counted against the penalty. */
    strength: z.number(),
    data: z.array(dataSourceSchema),
    /** Never learnt from. */
    validation: z.array(dataSourceSchema),
  }),
  refinement: refinementSchema.optional(),
  files: z.object({ 'model.json': sha256, 'weights.bin': sha256, 'vocabulary.bin': sha256 }),
  parent: z.string().nullable(),
});
export type NgramManifest = z.infer<typeof ngramManifestSchema>;
