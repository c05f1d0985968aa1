import type { Random } from '../../random.js';
import { chance, digits, pick } from '../choose.js';
import type { Money } from '../locale.js';

/** An everyday amount with its currency, written as the country writes it. */
export function ordinarySum(money: Money, random: Random): string {
  return written(amount(money, random), money, random);
}

/** A round and large amount: a prize, a salary, a loan. */
export function bigSum(money: Money, random: Random): string {
  const base = money.most * pick([0.2, 0.5, 1, 2, 3, 5, 10], random);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(base)) - 1);
  return put(grouped(Math.round(base / step) * step, money, random), money, random);
}

function amount({ least, most }: Money, random: Random): number {
  // Even over the magnitudes: small amounts are common.
  return Math.exp(Math.log(least) + random.next() * Math.log(most / least));
}

function written(value: number, money: Money, random: Random): string {
  const whole = chance(0.25, random) && value > 20 ? Math.round(value / 10) * 10 : Math.floor(value);
  const cents = money.hasCents && chance(0.6, random) ? `${money.decimal}${digits(2, random)}` : '';
  return put(grouped(Math.max(1, whole), money, random) + cents, money, random);
}

function grouped(value: number, { thousands }: Money, random: Random): string {
  const plain = String(Math.round(value));
  return chance(0.75, random) ? plain.replace(/\B(?=(\d{3})+$)/g, thousands) : plain;
}

function put(number: string, { forms }: Money, random: Random): string {
  return pick(forms, random).replace('%', () => number);
}
