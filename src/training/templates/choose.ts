import type { Random } from '../random.js';

/** One of the items, each as likely as the others. */
export function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new RangeError('Cannot pick from an empty list');
  return item;
}

/** A whole number from `least` to `most`, both included. */
export function between(least: number, most: number, random: Random): number {
  return least + Math.floor(random.next() * (most - least + 1));
}

/** True in `share` (0 to 1) of the calls. */
export function chance(share: number, random: Random): boolean {
  return random.next() < share;
}

/** `length` characters of the alphabet. */
export function characters(alphabet: string, length: number, random: Random): string {
  let text = '';
  while (text.length < length) text += alphabet.charAt(Math.floor(random.next() * alphabet.length));
  return text;
}

const DIGITS = '0123456789';

export function digits(length: number, random: Random): string {
  return characters(DIGITS, length, random);
}

/** Each `#` of the mask becomes a digit. */
export function fillMask(mask: string, random: Random): string {
  return mask.replace(/#/g, () => digits(1, random));
}
