import { z } from 'zod';
import type { JsonValue } from '../../../domain/task.js';

const count = z.number();
const Pairs = z.object({
  spam: count,
  ham: count,
  currentCaught: count,
  candidateCaught: count,
  currentWronged: count,
  candidateWronged: count,
});
const Changed = z.object({ current: count, candidate: count });
const Label = z.enum(['spam', 'ham']);

/** What a page shows of the report of a retraining; each part on its own, so that one of another version is left out alone. */
const Report = z.object({
  current: z.string().catch(''),
  seconds: count.nullable().catch(null),
  strength: count.nullable().catch(null),
  checks: z.array(z.object({ name: z.string(), isPassed: z.boolean(), text: z.string() })).catch([]),
  lessons: z
    .object({
      spam: count,
      ham: count,
      new: count,
      corpus: count,
      traffic: count,
      authors: z.array(
        z.object({ author: z.string(), lessons: count, weight: count, isCapped: z.boolean() }),
      ),
      /** Ids of corrections. */
      contradictions: z.array(z.array(z.string())),
    })
    .nullable()
    .catch(null),
  measured: z
    .object({
      acceptance: Pairs,
      future: Pairs,
      mustPass: Pairs,
      calibration: z.object({ current: count, candidate: count }),
      cost: z.object({ time: count, size: count }),
      influences: z.array(z.object({ author: z.string(), moved: count, messages: count })).catch([]),
    })
    .nullable()
    .catch(null),
  changedAcceptance: z.array(Changed.extend({ text: z.string(), label: Label })).catch([]),
  /** Ids of corrections. */
  missed: z.array(Changed.extend({ id: z.string(), label: Label })).catch([]),
  drift: z
    .object({
      messages: count,
      toSpam: count,
      toHam: count,
      /** Ids of messages. */
      examples: z.array(Changed.extend({ id: z.string(), becomes: Label })),
    })
    .nullable()
    .catch(null),
});
export type ReportFacts = z.infer<typeof Report>;

/** Null for a model without a report, and for one that is none. */
export function readReport(stored: JsonValue | null): ReportFacts | null {
  const parsed = Report.safeParse(stored);
  return parsed.success ? parsed.data : null;
}
