import type { OpenedScorer } from '../../classifier/opened-scorer.js';
import type { ModelFiles } from '../../domain/model.js';
import { makeCandidate } from '../candidate.js';
import type { Lesson } from '../lessons.js';
import { contender, type Run, withScorer } from '../run.js';
import { pair, type Sample } from './contender.js';
import { compareTime } from './cost.js';
import type { Measured } from './decide-promotion.js';
import { measureDrift } from './drift.js';
import { foldsOf } from './folds.js';
import { FEWEST_LESSONS, type Influence, influenceOf, MOST_AUTHORS } from './influence.js';
import type { Paired } from './paired.js';

/** Everything that the gate wants to know of a candidate, beside the current model. */
export async function measureCandidate(run: Run, scorer: OpenedScorer, files: ModelFiles): Promise<Measured> {
  const { tools, current, given, lessons, task } = run;
  const candidate = contender(scorer, tools);
  const both = { current, candidate };
  await tools.onStep('measuring it on the written list and on recent messages');
  const acceptance = pair(run.acceptance, both);
  const traffic = pair(run.traffic, both);
  const released = lessons.lessons.filter(({ label }) => label === 'ham').map(sampleOf);
  const future = await measureFuture(run);
  return {
    acceptance,
    againstGiven: [...pair(run.acceptance, { current: given, candidate }), ...future.againstGiven],
    future: future.againstCurrent,
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
async function measureFuture(run: Run): Promise<Record<'againstCurrent' | 'againstGiven', Paired[]>> {
  const [againstCurrent, againstGiven]: [Paired[], Paired[]] = [[], []];
  const folds = foldsOf(run.lessons.lessons);
  for (const [i, { past, future }] of folds.entries()) {
    await run.tools.onStep(
      `learning ${past.length} corrections, tested on the ${future.length} after them (${i + 1} of ${folds.length})`,
    );
    const files = await makeCandidate(past, run.plan);
    await withScorer(files, (scorer) => {
      const candidate = contender(scorer, run.tools);
      const samples = future.map(sampleOf);
      againstCurrent.push(...pair(samples, { current: run.current, candidate }));
      againstGiven.push(...pair(samples, { current: run.given, candidate }));
    });
  }
  return { againstCurrent, againstGiven };
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
