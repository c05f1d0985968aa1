import { isIPv6 } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** How often somebody may be wrong about a token. */
export interface Tries {
  /** Seconds until he may try again; null when he may now. */
  wait(address: string): Promise<number | null>;
  /** He was wrong. */
  note(address: string): Promise<void>;
}

/** A person who pastes a wrong token a few times is not kept out; who guesses gets nowhere. */
const MOST_A_MINUTE = 10;
const SECONDS = 60;

/**
 * By address, and for no more than a minute. There is no bound for all addresses together: it would let a stranger keep
 * everybody out, and a token has too many letters to be guessed by any number of machines. Kept in this process: it is
 * nothing that a restart must not forget.
 */
export function createTries(): Tries {
  const limiter = new RateLimiterMemory({ points: MOST_A_MINUTE, duration: SECONDS });
  return {
    wait: async (address) => {
      const spent = await limiter.get(networkOf(address));
      if (spent === null || spent.consumedPoints < MOST_A_MINUTE) return null;
      return Math.max(1, Math.ceil(spent.msBeforeNext / 1000));
    },
    note: async (address) => {
      await limiter.penalty(networkOf(address));
    },
  };
}

/** Whoever has one address of IPv6 has 2^64 of them: the first half is who it is. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address.replace(/^::ffff:/i, '');
  const [left = '', right] = address.split('%')[0]?.toLowerCase().split('::') ?? [];
  const before = left === '' ? [] : left.split(':');
  const after = right === undefined || right === '' ? [] : right.split(':');
  const zeros = Array.from({ length: right === undefined ? 0 : 8 - before.length - after.length }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
