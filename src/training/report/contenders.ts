import type { Metrics } from '../../classifier/manifest.js';
import type { BaselineResult, NetworkResult, Results, Run } from '../compare/results.js';
import { medianItem } from '../compare/statistics.js';
import { labelOf } from '../compare/variant-names.js';
import type { Scored } from '../metrics.js';

/** The run of middling accuracy; null before the first run is finished. */
export function medianRunOf({ runs }: Pick<NetworkResult, 'runs'>): Run | null {
  return medianItem(runs, (run) => run.metrics.accuracy ?? 0);
}

/** One line in the curves: a network's median run, or a baseline. */
export interface Contender {
  readonly name: string;
  readonly metrics: Metrics;
  readonly items: readonly Scored[];
  readonly hasProbabilities: boolean;
}

export function contendersOf(results: Results): Contender[] {
  const contender = (name: string, scored: Run | BaselineResult): Contender => ({
    name,
    metrics: scored.metrics,
    items: itemsOf(scored.scores, results.measuredIsSpam),
    hasProbabilities: scored.loss !== null,
  });
  const networks = results.networks.flatMap((network) => {
    const run = medianRunOf(network);
    return run === null ? [] : [contender(labelOf(network), run)];
  });
  return [...networks, ...results.baselines.map((baseline) => contender(baseline.name, baseline))];
}

function itemsOf(scores: readonly number[], isSpam: readonly boolean[]): Scored[] {
  if (scores.length !== isSpam.length) {
    throw new RangeError(
      `Cannot report on ${scores.length} scores: there are ${isSpam.length} measured messages`,
    );
  }
  return scores.map((score, at) => ({ score, isSpam: isSpam[at] === true }));
}
