import { z } from 'zod';
import type { ReliabilityBin } from '../../../app/measure-reliability.js';

/** What a page shows of a manifest. Other programs write bundles, too: what is not as expected is left out. */
export interface ManifestFacts {
  readonly thresholds: Readonly<Record<string, number>> | null;
  readonly calibration: string | null;
  /** By name, as its training measured them; null where undefined. */
  readonly metrics: readonly MetricRow[];
  /** Where whole sources were left out of the training. */
  readonly reliability: readonly ReliabilityBin[];
  /** What it learnt from, in words. */
  readonly lessons: readonly string[];
}

export interface MetricRow {
  readonly name: string;
  /** One for each set that it was measured on. */
  readonly values: readonly (number | null)[];
}

const number = z.number().nullable().catch(null);
const Metrics = z.record(z.string(), number).nullable().catch(null);
const Bins = z
  .array(
    z.object({
      from: z.number(),
      to: z.number(),
      messages: z.number(),
      meanScore: z.number(),
      spamShare: z.number(),
    }),
  )
  .catch([]);
const Counts = z.object({ spam: z.number(), ham: z.number() });

const Manifest = z.object({
  thresholds: z.record(z.string(), z.number()).nullable().catch(null),
  calibration: z
    .object({ kind: z.string(), slope: number.optional(), intercept: number.optional() })
    .nullable()
    .catch(null),
  metrics: z.record(z.string(), Metrics).catch({}),
  judged: z.object({ reliability: Bins }).nullable().catch(null),
  training: z
    .object({ data: z.array(Counts).catch([]) })
    .nullable()
    .catch(null),
  refinement: z
    .object({ corrections: Counts, traffic: z.number(), corpus: z.number() })
    .nullable()
    .optional()
    .catch(null),
});
type Manifest = z.infer<typeof Manifest>;

/** Null for what is no manifest at all. */
export function readManifest(bytes: Uint8Array): ManifestFacts | null {
  const parsed = Manifest.safeParse(parseJson(bytes));
  if (!parsed.success) return null;
  const { thresholds, calibration, metrics, judged } = parsed.data;
  return {
    thresholds,
    calibration: calibration === null ? null : calibrationText(calibration),
    metrics: metricRows(metrics),
    reliability: judged?.reliability ?? [],
    lessons: lessonsOf(parsed.data),
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

function calibrationText({ kind, slope, intercept }: NonNullable<Manifest['calibration']>): string {
  if (kind !== 'platt') return 'its output is a probability already';
  return `Platt's scaling: slope ${(slope ?? NaN).toFixed(3)}, intercept ${(intercept ?? NaN).toFixed(3)}`;
}

/** In this order, and whatever else there is after them. */
const METRIC_NAMES: Readonly<Record<string, string>> = {
  accuracy: 'Accuracy: how many are called what they are',
  precision: 'Precision: of what is called spam, how much is',
  recall: 'Recall: of the spam, how much is called spam',
  falsePositiveRate: 'False positives: of the ham, how much is called spam',
  f1: 'F1: precision and recall in one',
  mcc: 'MCC: −1 to 1, fair to both kinds',
  rocAuc: 'ROC AUC: a spam scores above a ham',
  averagePrecision: 'Average precision over all thresholds',
  brier: 'Brier score: distance from the truth, lower is better',
  ece: 'Calibration error, lower is better',
  threshold: 'Measured at the threshold',
  spam: 'Spam messages',
  ham: 'Ham messages',
};

function metricRows(sets: Manifest['metrics']): readonly MetricRow[] {
  const measured = Object.values(sets).filter((set) => set !== null);
  if (measured.length === 0) return [];
  return Object.entries(METRIC_NAMES).map(([key, name]) => ({
    name,
    values: measured.map((set) => set[key] ?? null),
  }));
}

function lessonsOf({ training, refinement }: Manifest): readonly string[] {
  const sum = (kind: 'spam' | 'ham') => (training?.data ?? []).reduce((total, data) => total + data[kind], 0);
  const [spam, ham] = [sum('spam'), sum('ham')];
  return [
    ...(spam + ham === 0
      ? []
      : [`trained on ${spam.toLocaleString('en')} spam and ${ham.toLocaleString('en')} ham`]),
    ...(refinement === null || refinement === undefined
      ? []
      : [
          `then on corrections: ${refinement.corrections.spam} spam and ${refinement.corrections.ham} ham, held by ${refinement.corpus + refinement.traffic} other messages`,
        ]),
  ];
}
