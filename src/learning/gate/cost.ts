import type { Scorer } from '../../domain/scorer.js';

/** What a model costs, as a share of what the current one costs: 1 is the same. */
export interface Cost {
  readonly time: number;
  readonly size: number;
}

const ROUNDS = 25;
const TEXTS = 200;

/**
 * Other work on the machine slows a round down and never speeds it up, so the fastest of each is compared, in turns.
 * `cpuMs`: milliseconds that the process has computed, not what has passed.
 */
export function compareTime(
  texts: readonly string[],
  { current, candidate }: { readonly current: Scorer; readonly candidate: Scorer },
  cpuMs: () => number,
): number {
  const chosen = texts.slice(0, TEXTS);
  const timeOf = (scorer: Scorer): number => {
    const start = cpuMs();
    scorer.score(chosen);
    return cpuMs() - start;
  };
  const fastest = { current: Infinity, candidate: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    fastest.current = Math.min(fastest.current, timeOf(current));
    fastest.candidate = Math.min(fastest.candidate, timeOf(candidate));
  }
  return fastest.current > 0 ? fastest.candidate / fastest.current : 1;
}
