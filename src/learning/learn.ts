import { openScorerFrom } from '../classifier/open-scorer.js';
import type { OpenedScorer } from '../classifier/opened-scorer.js';
import { isNgramModel } from '../classifier/read-bundle.js';
import type { Channel } from '../domain/message.js';
import type { ModelDecision, ModelFiles } from '../domain/model.js';
import type { NumberedCorrection, TrafficText } from '../domain/retraining.js';
import type { Fingerprint } from '../domain/store.js';
import type { LabelledText } from '../training/labelled-data.js';
import type { BehaviourText } from '../training/ngram/behaviours.js';
import { anchorsOf, writtenTexts } from './anchors.js';
import { type CandidatePlan, makeCandidate } from './candidate.js';
import { type Contender, pair, type Sample } from './gate/contender.js';
import { compareTime } from './gate/cost.js';
import { checkCandidate, decisionOf, type Measured } from './gate/decide-promotion.js';
import { measureDrift } from './gate/drift.js';
import { foldsOf } from './gate/folds.js';
import { alarmsOf, FEWEST_LESSONS, type Influence, influenceOf, MOST_AUTHORS } from './gate/influence.js';
import type { Paired } from './gate/paired.js';
import { chooseLessons, type Lesson, type Lessons } from './lessons.js';
import { describeRun, type LearningReport } from './report/learning-report.js';

export interface LearnTask {
  /** The given model that the current one descends from: where every candidate starts. */
  readonly root: { readonly id: string; readonly files: ModelFiles };
  /** The model to be measured against. */
  readonly current: { readonly id: string; readonly files: ModelFiles; readonly learntThrough: number };
  /** In the order in which they were kept. */
  readonly corrections: readonly NumberedCorrection[];
  /** The last messages, newest first. */
  readonly traffic: readonly TrafficText[];
  readonly corpus: readonly LabelledText[];
  readonly acceptance: readonly BehaviourText[];
  /** Of the candidate, of the form 1.2.3. */
  readonly version: string;
  readonly falsePositiveBudget: number;
  readonly seed: number;
}

export interface LearnTools {
  readonly fingerprint: Fingerprint;
  /** Equal for the copies of a campaign as well. */
  readonly nearFingerprint: Fingerprint;
  readonly groupTexts: (texts: readonly string[]) => readonly number[];
  /** From which score on a model with this manifest calls a message of the channel spam. */
  readonly thresholdOf: (manifest: OpenedScorer['manifest'], channel: Channel) => number;
  /** Milliseconds, for durations only. */
  readonly nowMs: () => number;
  /** Milliseconds that this process has computed. */
  readonly cpuMs: () => number;
  /** One line for each thing that is done; resolves when the next may begin. */
  readonly onStep: (what: string) => Promise<void>;
}

export type Learnt =
  | { readonly kind: 'missing'; readonly reasons: readonly string[] }
  | {
      readonly kind: 'candidate';
      readonly files: ModelFiles;
      readonly decision: ModelDecision;
      readonly report: LearningReport;
    };

/**
 * Makes a candidate of the root and all that people have said, and measures it beside the current model. The same task gives
 * the same candidate. Rejects when a model cannot be read.
 */
export async function learn(task: LearnTask, tools: LearnTools): Promise<Learnt> {
  const startMs = tools.nowMs();
  const lessons = chooseLessons(task.corrections, { ...tools, learntThrough: task.current.learntThrough });
  const missing = whatIsMissing(lessons, task);
  if (missing.length > 0) return { kind: 'missing', reasons: missing };
  const scorer = await openScorerFrom(task.current.files, task.current.id);
  try {
    const run = prepare(task, { tools, lessons, scorer });
    await tools.onStep(
      `learning ${lessons.lessons.length} corrections, held by ${run.plan.anchors.length} texts`,
    );
    const files = await makeCandidate(lessons.lessons, run.plan);
    const measured = await withScorer(files, (candidate) => measureCandidate(run, candidate, files));
    const checks = checkCandidate(measured, task);
    const decision = decisionOf(checks, alarmsOf(measured.influences));
    const report = describeRun({ task, lessons, measured, checks, decision, ms: tools.nowMs() - startMs });
    return { kind: 'candidate', files, decision, report };
  } finally {
    scorer.close();
  }
}

const FEWEST = 20;

/** In the words of what to do; nothing when there is enough. */
function whatIsMissing({ lessons }: Lessons, { traffic, corpus }: LearnTask): string[] {
  const has = (label: Lesson['label']): boolean => [...lessons, ...corpus].some((row) => row.label === label);
  return [
    ...(lessons.length < FEWEST
      ? [`there are ${lessons.length} corrections to learn from, at least ${FEWEST} are needed`]
      : []),
    ...(has('spam') ? [] : ['nobody has called a message spam yet']),
    ...(has('ham') || traffic.length > 0
      ? []
      : ['nobody has called a message ham yet, and there is no traffic to take for ham']),
  ];
}

interface Run {
  readonly task: LearnTask;
  readonly tools: LearnTools;
  readonly lessons: Lessons;
  readonly current: Contender;
  readonly plan: CandidatePlan;
  /** Not among the anchors. */
  readonly traffic: readonly Sample[];
  readonly acceptance: readonly Sample[];
}

function prepare(
  task: LearnTask,
  { tools, lessons, scorer }: Pick<Run, 'tools' | 'lessons'> & { readonly scorer: OpenedScorer },
): Run {
  // Every other message holds the candidate; on the rest drift is measured.
  const held = task.traffic.filter((_, i) => i % 2 === 0).map(({ text }) => text);
  const rest = task.traffic.filter((_, i) => i % 2 === 1);
  const written = writtenTexts(isNgramModel(task.root.files) ? 'ngram' : 'network');
  const anchors = anchorsOf([...held, ...written], scorer, {
    fingerprint: tools.nearFingerprint,
    corrected: lessons.lessons.map(({ text }) => text),
  });
  return {
    task,
    tools,
    lessons,
    current: contender(scorer, tools),
    plan: {
      ...task,
      anchors,
      traffic: held.length,
      onStep: (what) => void tools.onStep(what),
    },
    traffic: rest.map(({ id, text, channel }) => ({ id, text, channel, label: null })),
    acceptance: task.acceptance.map(({ text, label }) => ({ id: null, text, label, channel: 'telegram' })),
  };
}

function contender(scorer: OpenedScorer, { thresholdOf }: LearnTools): Contender {
  return { scorer, thresholdOf: (channel) => thresholdOf(scorer.manifest, channel) };
}

async function withScorer<Result>(
  files: ModelFiles,
  work: (scorer: OpenedScorer) => Promise<Result> | Result,
): Promise<Result> {
  const scorer = await openScorerFrom(files, 'the candidate');
  try {
    return await work(scorer);
  } finally {
    scorer.close();
  }
}

async function measureCandidate(run: Run, scorer: OpenedScorer, files: ModelFiles): Promise<Measured> {
  const { tools, current, lessons, task } = run;
  const both = { current, candidate: contender(scorer, tools) };
  await tools.onStep('measuring it on the written list and on recent messages');
  const acceptance = pair(run.acceptance, both);
  const traffic = pair(run.traffic, both);
  const released = lessons.lessons.filter(({ label }) => label === 'ham').map(sampleOf);
  return {
    acceptance,
    mustPass: pair(released, both),
    drift: measureDrift(traffic),
    cost: {
      time: compareTime(
        [...run.acceptance, ...run.traffic].map(({ text }) => text),
        { current: current.scorer, candidate: scorer },
        tools.cpuMs,
      ),
      size: sizeOf(files) / sizeOf(task.current.files),
    },
    future: await measureFuture(run),
    influences: await measureInfluences(run, [...acceptance, ...traffic]),
  };
}

const sampleOf = ({ id, text, label, channel }: Lesson): Sample => ({
  id,
  text,
  label,
  channel: channel ?? 'api',
});

/** Learnt of the past, tested on the future. */
async function measureFuture(run: Run): Promise<Paired[]> {
  const pairs: Paired[] = [];
  const folds = foldsOf(run.lessons.lessons);
  for (const [i, { past, future }] of folds.entries()) {
    await run.tools.onStep(
      `learning ${past.length} corrections, tested on the ${future.length} after them (${i + 1} of ${folds.length})`,
    );
    const files = await makeCandidate(past, run.plan);
    const measured = await withScorer(files, (scorer) =>
      pair(future.map(sampleOf), { current: run.current, candidate: contender(scorer, run.tools) }),
    );
    pairs.push(...measured);
  }
  return pairs;
}

/** What would be other verdicts without one author's lessons. With a single author that is all that was learnt. */
async function measureInfluences(run: Run, withAll: readonly Paired[]): Promise<Influence[]> {
  const { lessons, authors } = run.lessons;
  const looked = authors.filter((author) => author.lessons >= FEWEST_LESSONS).slice(0, MOST_AUTHORS);
  const influences: Influence[] = [];
  for (const { author, lessons: count } of looked) {
    await run.tools.onStep(`learning without ${author}`);
    const others = lessons.filter((lesson) => lesson.author !== author);
    const files = await makeCandidate(others, run.plan);
    const without = await withScorer(files, (scorer) =>
      pair([...run.acceptance, ...run.traffic], {
        current: run.current,
        candidate: contender(scorer, run.tools),
      }),
    );
    influences.push(influenceOf({ author, lessons: count }, withAll, without));
  }
  return influences;
}

const sizeOf = (files: ModelFiles): number =>
  Object.values(files).reduce((sum, { byteLength }) => sum + byteLength, 0);
