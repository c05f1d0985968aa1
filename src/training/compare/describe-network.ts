import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openScorer } from '../../classifier/open-scorer.js';
import { onTrainingBackend } from '../backend.js';
import { experimentShape } from '../experiment.js';
import type { LabelledText } from '../labelled-data.js';
import type { FinishedRun } from './carry-out-runs.js';
import { describeLayers } from './layer-table.js';
import type { NetworkResult, Results, Run } from './results.js';
import { slugOf } from './variant-names.js';

export interface DescribedNetwork {
  readonly result: NetworkResult;
  /** Of the best run. */
  readonly bundleDir: string;
}

/** One network over all its runs; null when none is finished. */
export async function describeNetwork(
  runs: readonly FinishedRun[],
  measured: readonly LabelledText[],
  timer: () => number,
): Promise<DescribedNetwork | null> {
  const best = bestOf(runs);
  if (best === null) return null;
  const { architecture, mask } = best.plan;
  const layers = await onTrainingBackend(async () =>
    describeLayers(architecture, experimentShape(architecture, mask)),
  );
  const texts = measured.map(({ text }) => text);
  const result = {
    architecture,
    mask,
    layers: [...layers],
    parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
    runs: runs.map(({ run }) => run),
    bundleBytes: await sizeOf(best.bundleDir),
    millisecondsPerMessage: await timeOneMessage(best.bundleDir, texts, timer),
  };
  return { result, bundleDir: best.bundleDir };
}

/** The highest accuracy; of equals the lowest loss. */
export function bestOf(runs: readonly FinishedRun[]): FinishedRun | null {
  const isBetter = (one: Run, other: Run): boolean => {
    const difference = (one.metrics.accuracy ?? 0) - (other.metrics.accuracy ?? 0);
    return difference > 0 || (difference === 0 && (one.loss ?? Infinity) < (other.loss ?? Infinity));
  };
  return runs.reduce<FinishedRun | null>(
    (best, next) => (best === null || isBetter(next.run, best.run) ? next : best),
    null,
  );
}

async function sizeOf(dir: string): Promise<number> {
  const names = await readdir(dir);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(dir, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const TIMED_MESSAGES = 50;

/** Milliseconds for one message alone: the median, because the machine has other work. */
async function timeOneMessage(dir: string, texts: readonly string[], timer: () => number): Promise<number> {
  const scorer = await openScorer(dir);
  const times = texts.slice(0, TIMED_MESSAGES).map((text) => {
    const startMs = timer();
    scorer.score([text]);
    return timer() - startMs;
  });
  scorer.close();
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

/** What each network makes of messages that nobody has labelled. */
export async function scoreMessages(
  texts: readonly string[],
  networks: readonly DescribedNetwork[],
): Promise<Results['newMessages']> {
  const columns: { readonly name: string; readonly scores: Float32Array }[] = [];
  for (const { result, bundleDir } of networks) {
    const scorer = await openScorer(bundleDir);
    columns.push({ name: slugOf(result), scores: scorer.score(texts) });
    scorer.close();
  }
  return texts.map((text, row) => ({
    text,
    scores: columns.map(({ name, scores }) => ({ name, score: scores[row] ?? NaN })),
  }));
}
