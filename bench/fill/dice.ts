import { createRandom } from '../../src/training/random.js';

const random = createRandom(8, 'shuffle');

/** From 0 up to but not `below`. */
export const anyBelow = (below: number): number => Math.floor(random.next() * below);

export const happens = (share: number): boolean => random.next() < share;

export function pick<Item>(items: readonly Item[]): Item {
  const item = items[anyBelow(items.length)];
  if (item === undefined) throw new RangeError('Cannot pick one of nothing');
  return item;
}

/** The first ones far more often than the last ones, as Zipf has it. */
export function pickUnevenly<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(items.length ** random.next()) - 1];
  if (item === undefined) throw new RangeError('Cannot pick one of nothing');
  return item;
}

/** Between two numbers, the middle more often than the ends. */
export const between = (low: number, high: number): number =>
  low + ((random.next() + random.next()) / 2) * (high - low);
