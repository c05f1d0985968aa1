import type { Random } from '../../random.js';
import { between, pick } from '../choose.js';
import type { Locale } from '../locale.js';

const two = (value: number) => String(value).padStart(2, '0');

/** A day of 2021 to 2026 in one of the country's spellings. */
export function date({ dates, months }: Locale, random: Random): string {
  const month = between(1, 12, random);
  const day = between(1, 28, random);
  const year = between(2021, 2026, random);
  const parts: Readonly<Record<string, string>> = {
    YYYY: String(year),
    YY: String(year % 100),
    MON: months[month - 1] ?? '',
    MM: two(month),
    M: String(month),
    DD: two(day),
    D: String(day),
  };
  return pick(dates, random).replace(/YYYY|YY|MON|MM|M|DD|D/g, (part) => parts[part] ?? part);
}

/** A time of the day, most of them while people are awake. */
export function time({ times }: Locale, random: Random): string {
  const hour = between(6, 23, random);
  const minute = pick([0, 0, 15, 30, 30, 45, between(0, 59, random), between(0, 59, random)], random);
  const parts: Readonly<Record<string, string>> = {
    HH: two(hour),
    H: String(hour),
    K: String(hour % 12 === 0 ? 12 : hour % 12),
    mm: two(minute),
    AP: hour < 12 ? 'AM' : 'PM',
    ap: hour < 12 ? 'am' : 'pm',
  };
  return pick(times, random).replace(/HH|H|K|mm|AP|ap/g, (part) => parts[part] ?? part);
}
