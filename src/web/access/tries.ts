import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/** How often somebody may be wrong about a token. */
export interface Tries {
  /** Seconds until he may try again; null when he may now. */
  wait(address: string): Promise<number | null>;
  /** He was wrong. */
  note(address: string): Promise<void>;
}

/** A person who pastes a wrong token a few times is not kept out; who guesses gets nowhere. */
const MOST_A_MINUTE = 10;
/** For all addresses together: a thousand machines guess no better than a hundred. */
const MOST_OF_ALL = 1_000;
const SECONDS = 60;
const ALL = 'all';

/** Kept in this process: it is a bound on guessing, and nothing that a restart must not forget. */
export function createTries(): Tries {
  const each = new RateLimiterMemory({ points: MOST_A_MINUTE, duration: SECONDS });
  const all = new RateLimiterMemory({ points: MOST_OF_ALL, duration: SECONDS });
  return {
    wait: async (address) => {
      const pauses = [
        pauseOf(await each.get(address), MOST_A_MINUTE),
        pauseOf(await all.get(ALL), MOST_OF_ALL),
      ];
      const longest = Math.max(...pauses);
      return longest === 0 ? null : Math.max(1, Math.ceil(longest / 1000));
    },
    note: async (address) => {
      await Promise.all([each.penalty(address), all.penalty(ALL)]);
    },
  };
}

/** Milliseconds; 0 while there are tries left. */
function pauseOf(result: RateLimiterRes | null, most: number): number {
  return result === null || result.consumedPoints < most ? 0 : result.msBeforeNext;
}
