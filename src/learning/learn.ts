import { openScorerFrom } from '../classifier/open-scorer.js';
import type { ModelDecision, ModelFiles } from '../domain/model.js';
import { makeCandidate, strengthsFor } from './candidate.js';
import { pair } from './gate/contender.js';
import { checkCandidate, decisionOf, keepsRecall } from './gate/decide-promotion.js';
import { alarmsOf } from './gate/influence.js';
import { measureCandidate } from './gate/measure-candidate.js';
import { checkOneVoice } from './gate/one-voice.js';
import { countPairs, mostRise } from './gate/paired.js';
import type { LearnTask, LearnTools } from './learn-task.js';
import { chooseLessons, type Lesson, type Lessons } from './lessons.js';
import { describeRun, type LearningReport } from './report/learning-report.js';
import { contender, prepare, type Run, withScorer } from './run.js';

export type Learnt =
  | { readonly kind: 'missing'; readonly reasons: readonly string[] }
  | {
      readonly kind: 'candidate';
      readonly files: ModelFiles;
      readonly decision: ModelDecision;
      readonly report: LearningReport;
    };

/**
 * Makes a candidate of the start and all that people have said, and measures it beside the current model. The same task gives
 * the same candidate. Rejects when a model cannot be read.
 */
export async function learn(task: LearnTask, tools: LearnTools): Promise<Learnt> {
  const startMs = tools.nowMs();
  const lessons = chooseLessons(task.corrections, { ...tools, learntThrough: task.current.learntThrough });
  const missing = whatIsMissing(lessons, task);
  if (missing.length > 0) return { kind: 'missing', reasons: missing };
  const current = await openScorerFrom(task.current.files, task.current.id);
  const given = await openScorerFrom(task.given.files, task.given.id);
  try {
    const run = prepare(task, { tools, lessons, scorers: { current, given } });
    await tools.onStep(
      `learning ${lessons.lessons.length} corrections, held by ${run.plan.anchors.length} texts`,
    );
    const { files, strength } = await makeBoldest(run);
    const chosen = { ...run, plan: { ...run.plan, strength } };
    const measured = await withScorer(files, (candidate) => measureCandidate(chosen, candidate, files));
    const checks = [...checkCandidate(measured, task), checkOneVoice(lessons.lessons, measured.mustPass)];
    const decision = decisionOf(checks, alarmsOf(measured.influences));
    const report = describeRun({
      task,
      lessons,
      strength,
      measured,
      checks,
      decision,
      ms: tools.nowMs() - startMs,
    });
    return { kind: 'candidate', files, decision, report };
  } finally {
    current.close();
    given.close();
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

/**
 * The boldest candidate that the written list allows. Strengths are tried from the most careful on, and the first that fails
 * ends it: in this order the bound holds for whichever is chosen as it would for a single one (fixed-sequence testing).
 */
async function makeBoldest(run: Run): Promise<{ readonly files: ModelFiles; readonly strength: number }> {
  const { plan, lessons, tools } = run;
  const [first = 1, ...others] = strengthsFor(plan.start.files);
  let best = { files: await makeCandidate(lessons.lessons, { ...plan, strength: first }), strength: first };
  if (!(await isAllowed(run, best.files))) return best;
  for (const strength of others) {
    await tools.onStep(`learning with strength ${strength}`);
    const files = await makeCandidate(lessons.lessons, { ...plan, strength });
    if (!(await isAllowed(run, files))) break;
    best = { files, strength };
  }
  await tools.onStep(`strength ${best.strength} of at most ${others.at(-1) ?? first}`);
  return best;
}

/** On the written list: ham against the given model, spam against the current one. */
function isAllowed({ task, given, current, acceptance, tools }: Run, files: ModelFiles): Promise<boolean> {
  return withScorer(files, (scorer) => {
    const candidate = contender(scorer, tools);
    const againstGiven = countPairs(pair(acceptance, { current: given, candidate }));
    return (
      mostRise(againstGiven) <= task.falsePositiveBudget &&
      keepsRecall(countPairs(pair(acceptance, { current, candidate })))
    );
  });
}
