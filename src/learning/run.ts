import { isNgramModel } from '../classifier/read-bundle.js';
import type { OpenedScorer } from '../classifier/opened-scorer.js';
import { openScorerFrom } from '../classifier/open-scorer.js';
import type { ModelFiles } from '../domain/model.js';
import { anchorsOf, writtenTexts } from './anchors.js';
import { type CandidatePlan, strengthsFor } from './candidate.js';
import type { Contender, Sample } from './gate/contender.js';
import type { LearnTask, LearnTools } from './learn-task.js';
import type { Lessons } from './lessons.js';

/** What the steps of one run share. */
export interface Run {
  readonly task: LearnTask;
  readonly tools: LearnTools;
  readonly lessons: Lessons;
  readonly current: Contender;
  readonly given: Contender;
  readonly plan: CandidatePlan;
  /** Not among the anchors. */
  readonly traffic: readonly Sample[];
  readonly acceptance: readonly Sample[];
}

export interface Scorers {
  readonly current: OpenedScorer;
  readonly given: OpenedScorer;
}

export function prepare(
  task: LearnTask,
  { tools, lessons, scorers }: Pick<Run, 'tools' | 'lessons'> & { readonly scorers: Scorers },
): Run {
  const { current } = scorers;
  // Every other message holds the candidate; on the rest drift is measured.
  const held = task.traffic.filter((_, i) => i % 2 === 0).map(({ text }) => text);
  const rest = task.traffic.filter((_, i) => i % 2 === 1);
  const written = writtenTexts(isNgramModel(task.start.files) ? 'ngram' : 'network');
  const anchors = anchorsOf([...held, ...written], current, {
    fingerprint: tools.nearFingerprint,
    corrected: lessons.lessons.map(({ text }) => text),
    sure: { ham: current.manifest.thresholds.review, spam: tools.thresholdOf(current.manifest, 'telegram') },
  });
  return {
    task,
    tools,
    lessons,
    current: contender(current, tools),
    given: contender(scorers.given, tools),
    plan: {
      ...task,
      strength: strengthsFor(task.start.files)[0] ?? 1,
      anchors,
      traffic: held.length,
      onStep: (what) => void tools.onStep(what),
    },
    traffic: rest.map(({ id, text, channel }) => ({ id, text, channel, label: null })),
    acceptance: task.acceptance.map(({ text, label }) => ({ id: null, text, label, channel: 'telegram' })),
  };
}

export function contender(scorer: OpenedScorer, { thresholdOf }: LearnTools): Contender {
  return { scorer, thresholdOf: (channel) => thresholdOf(scorer.manifest, channel) };
}

/** Opens the scorer of a candidate for the time of the work. */
export async function withScorer<Result>(
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
