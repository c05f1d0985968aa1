import { type Random, shuffled } from '../random.js';

/** One of the items, each as likely. Throws a `RangeError` when there is none. */
export function pick<Item>(items: ArrayLike<Item>, random: Random): Item {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new RangeError('Cannot pick from nothing');
  return item;
}

/** Lowest and highest value, both possible. */
export type Range = readonly [number, number];

export function between([low, high]: Range, random: Random): number {
  return low + random.next() * (high - low);
}

export function wholeBetween([low, high]: Range, random: Random): number {
  return low + Math.floor(random.next() * (high - low + 1));
}

export function happens(probability: number, random: Random): boolean {
  return random.next() < probability;
}

/** A share of the numbers below `count`, rounded, but at least one of them (if there is any). */
export function someOf(count: number, share: number, random: Random): ReadonlySet<number> {
  const numbers = Array.from({ length: count }, (_, i) => i);
  return new Set(shuffled(numbers, random).slice(0, Math.max(1, Math.round(count * share))));
}
