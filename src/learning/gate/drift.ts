import type { Paired } from './paired.js';

/** What would change on messages that came lately. */
export interface Drift {
  readonly messages: number;
  readonly toSpam: number;
  readonly toHam: number;
  /** The largest changes first, by the ids of messages. */
  readonly examples: readonly DriftExample[];
}

export interface DriftExample {
  readonly id: string;
  readonly current: number;
  readonly candidate: number;
  readonly becomes: 'spam' | 'ham';
}

const EXAMPLES = 20;

export function measureDrift(traffic: readonly Paired[]): Drift {
  const changed = traffic.filter(({ current, candidate }) => current.isSpam !== candidate.isSpam);
  const toSpam = changed.filter(({ candidate }) => candidate.isSpam).length;
  return {
    messages: traffic.length,
    toSpam,
    toHam: changed.length - toSpam,
    examples: [...changed]
      .sort((a, b) => changeOf(b) - changeOf(a))
      .slice(0, EXAMPLES)
      .map(({ id, current, candidate }) => ({
        id: id ?? '',
        current: current.score,
        candidate: candidate.score,
        becomes: candidate.isSpam ? 'spam' : 'ham',
      })),
  };
}

const changeOf = ({ current, candidate }: Paired): number => Math.abs(candidate.score - current.score);
