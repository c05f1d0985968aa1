import { z } from 'zod';
import { CHECK_NAMES, type Check, type Measured } from '../gate/decide-promotion.js';
import { calibrationErrors, countPairs, mostRise, type Paired } from '../gate/paired.js';
import type { Lessons } from '../lessons.js';
import type { ModelDecision } from '../../domain/model.js';

const count = z.int().min(0);
const share = z.number().min(0).max(1);

const pairedCounts = z.object({
  spam: count,
  ham: count,
  currentCaught: count,
  candidateCaught: count,
  currentWronged: count,
  candidateWronged: count,
  newlyWronged: count,
  newlyRighted: count,
});

/** Scores as both models give them, by the id of a correction or message: the report itself holds nobody's words. */
const change = z.object({ id: z.string(), current: share, candidate: share });

/**
 * What a retraining did and why. Texts of people are named by their ids only, so that what is erased is gone from old
 * reports, too; texts of the written list stand as they are.
 */
export const learningReportSchema = z.object({
  formatVersion: z.literal(1),
  candidate: z.string(),
  current: z.string(),
  start: z.string(),
  given: z.string(),
  /** How boldly it learnt. */
  strength: z.number(),
  seconds: z.number(),
  decision: z.object({
    isPromotable: z.boolean(),
    reasons: z.array(z.string()),
    alarms: z.array(z.string()),
  }),
  checks: z.array(z.object({ name: z.enum(CHECK_NAMES), isPassed: z.boolean(), text: z.string() })),
  lessons: z.object({
    spam: count,
    ham: count,
    new: count,
    corpus: count,
    traffic: count,
    authors: z.array(
      z.object({ author: z.string(), lessons: count, weight: z.number(), isCapped: z.boolean() }),
    ),
    /** Ids of the corrections that say both of one text. */
    contradictions: z.array(z.array(z.string())),
  }),
  measured: z.object({
    acceptance: pairedCounts,
    future: pairedCounts,
    mustPass: pairedCounts,
    mostRise: z.number(),
    calibration: z.object({ current: share, candidate: share }),
    cost: z.object({ time: z.number(), size: z.number() }),
    influences: z.array(z.object({ author: z.string(), lessons: count, moved: count, messages: count })),
  }),
  /** Of the written list: what becomes wrong, and what becomes right. */
  changedAcceptance: z.array(
    z.object({ text: z.string(), label: z.enum(['spam', 'ham']), current: share, candidate: share }),
  ),
  /** Of the corrections of the future: what the candidate gets wrong. */
  missed: z.array(change.extend({ label: z.enum(['spam', 'ham']) })),
  drift: z.object({
    messages: count,
    toSpam: count,
    toHam: count,
    examples: z.array(change.extend({ becomes: z.enum(['spam', 'ham']) })),
  }),
});
export type LearningReport = z.infer<typeof learningReportSchema>;

interface RunFacts {
  readonly task: {
    readonly start: { readonly id: string };
    readonly given: { readonly id: string };
    readonly current: { readonly id: string };
    readonly version: string;
    readonly corpus: readonly unknown[];
    readonly traffic: readonly unknown[];
  };
  readonly lessons: Lessons;
  readonly strength: number;
  readonly measured: Measured;
  readonly checks: readonly Check[];
  readonly decision: ModelDecision;
  readonly ms: number;
}

const LISTED = 30;

export function describeRun(run: RunFacts): LearningReport {
  const { task, lessons, strength, measured, checks, decision, ms } = run;
  const { acceptance, future, drift } = measured;
  return {
    formatVersion: 1,
    candidate: `${task.start.id.split('@')[0] ?? ''}@${task.version}`,
    current: task.current.id,
    start: task.start.id,
    given: task.given.id,
    strength,
    seconds: Math.round(ms / 100) / 10,
    decision: {
      isPromotable: decision.isPromotable,
      reasons: [...decision.reasons],
      alarms: [...decision.alarms],
    },
    checks: checks.map((check) => ({ ...check })),
    lessons: describeLessons(lessons, task),
    measured: describeMeasured(measured),
    changedAcceptance: acceptance
      .filter(({ current, candidate }) => current.isSpam !== candidate.isSpam)
      .slice(0, LISTED)
      .map((item) => ({ text: item.text, ...scoresOf(item) })),
    missed: future
      .filter(isWrong)
      .slice(0, LISTED)
      .map((item) => ({ id: item.id ?? '', ...scoresOf(item) })),
    drift: { ...drift, examples: drift.examples.map((example) => ({ ...example })) },
  };
}

function scoresOf({ label, current, candidate }: Paired) {
  return { label: label ?? 'ham', current: current.score, candidate: candidate.score } as const;
}

function describeMeasured(measured: Measured): LearningReport['measured'] {
  const { acceptance, againstGiven, future, mustPass, cost, influences } = measured;
  return {
    acceptance: countPairs(acceptance),
    future: countPairs(future),
    mustPass: countPairs(mustPass),
    mostRise: mostRise(countPairs(againstGiven)),
    calibration: calibrationErrors([...acceptance, ...future]),
    cost: { ...cost },
    influences: influences.map((influence) => ({ ...influence })),
  };
}

const isWrong = ({ label, candidate }: Paired): boolean => candidate.isSpam !== (label === 'spam');

function describeLessons(
  { lessons, authors, contradictions }: Lessons,
  { corpus, traffic }: RunFacts['task'],
): LearningReport['lessons'] {
  return {
    spam: lessons.filter(({ label }) => label === 'spam').length,
    ham: lessons.filter(({ label }) => label === 'ham').length,
    new: lessons.filter(({ isNew }) => isNew).length,
    corpus: corpus.length,
    traffic: traffic.length,
    authors: authors.map((author) => ({ ...author })),
    contradictions: contradictions.map(({ corrections }) => corrections.map(({ id }) => id)),
  };
}
