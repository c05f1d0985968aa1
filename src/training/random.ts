/** A stream of numbers that a seed decides. */
export interface Random {
  /** From 0 up to but not 1. */
  next(): number;
  /** From the standard normal distribution. */
  normal(): number;
}

/** Each stream of one seed is independent of the others: more dropout does not change the shuffling. */
export type RandomStream = 'split' | 'weights' | 'shuffle' | 'dropout';

const STREAM_SALT: Readonly<Record<RandomStream, number>> = {
  split: 0x1b873593,
  weights: 0x2545f491,
  shuffle: 0x6c62272e,
  dropout: 0x5bd1e995,
};

/** Mulberry32. Seeds are whole numbers from 0 to 2^32 - 1. */
export function createRandom(seed: number, stream: RandomStream): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ STREAM_SALT[stream]) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  // Box-Muller; 1 - next() because the logarithm of 0 is no number.
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, normal };
}

/** A copy in random order (Fisher-Yates). */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const pool = [...items];
  const result: Item[] = [];
  while (pool.length > 0) {
    const at = Math.floor(random.next() * pool.length);
    const last = pool.length - 1;
    const taken = pool[at];
    const end = pool.pop();
    if (taken === undefined || end === undefined) break;
    if (at !== last) pool[at] = end;
    result.push(taken);
  }
  return result;
}
