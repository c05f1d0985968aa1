import type { Architecture } from '../../classifier/manifest.js';
import type { RunSet, Variant } from './run-sets.js';

export interface RunNews extends Variant {
  readonly seed: number;
  /** What sets it apart, as `fold 2 of 10`; empty for the comparison itself. */
  readonly note: string;
  /** From 1, of all runs. */
  readonly number: number;
  readonly of: number;
  /** It was finished before and is not run again. */
  readonly isKept: boolean;
  /** About how long this run and all after it take, milliseconds; null before one is finished. */
  readonly leftMs: number | null;
}

export interface CountedRun extends Variant {
  readonly seed: number;
  readonly note: string;
  /** Messages to train on. */
  readonly messages: number;
}

/** Counts the runs of a comparison and guesses how long the rest takes. */
export interface RunCounter {
  /** To be called before each run, in the order of the sets. */
  next(run: CountedRun, isKept: boolean): RunNews;
  finished(run: CountedRun, ms: number): void;
}

/** Rough cost of a training message, until a run of that network was measured. A mask makes it learn for longer. */
const COST: Readonly<Record<Architecture, number>> = { dense: 1, lstm: 7, bilstm: 20, gru: 7 };
const MASKED = 2;

export function createRunCounter(sets: readonly RunSet[]): RunCounter {
  const all = sets.flatMap(listRuns);
  const done: { readonly run: CountedRun; readonly ms: number }[] = [];
  let number = 0;
  return {
    next: (run, isKept) => {
      number += 1;
      return { ...run, number, of: all.length, isKept, leftMs: guessTime(all.slice(number - 1), done) };
    },
    finished: (run, ms) => {
      done.push({ run, ms });
    },
  };
}

/** Network by network, so that a comparison that was stopped has some of them whole. */
export function listRuns({ variants, seeds, note, training }: RunSet): CountedRun[] {
  return variants.flatMap((variant) =>
    seeds.map((seed) => ({ ...variant, seed, note, messages: training.train.length })),
  );
}

type Done = readonly { readonly run: CountedRun; readonly ms: number }[];

function guessTime(left: readonly CountedRun[], done: Done): number | null {
  if (done.length === 0) return null;
  return left.reduce((sum, run) => sum + guessRun(run, done), 0);
}

function guessRun(run: CountedRun, done: Done): number {
  const alike = done.filter(
    (item) => item.run.architecture === run.architecture && item.run.mask === run.mask,
  );
  const known = alike.length > 0 ? alike : done;
  const ms = known.reduce((sum, item) => sum + item.ms, 0);
  return (costOf(run) * ms) / known.reduce((sum, item) => sum + costOf(item.run), 0);
}

function costOf({ architecture, mask, messages }: CountedRun): number {
  return COST[architecture] * (mask ? MASKED : 1) * messages;
}
