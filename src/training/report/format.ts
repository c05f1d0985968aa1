import type { Spread } from '../../classifier/manifest.js';
import type { Interval } from '../../domain/wilson.js';

export const NOTHING = '–';

/** Writes one number, for example a share as a percentage. */
export type Format = (value: number) => string;

export const percent: Format = (share) => (share * 100).toFixed(2);
export const decimals: Format = (value) => value.toFixed(3);
export const whole: Format = (value) => Math.round(value).toLocaleString('en-US');

/** One digit after the point from a millisecond on, three below. */
export const milliseconds: Format = (ms) => (ms < 1 ? ms.toFixed(3) : ms.toFixed(1));
export const seconds: Format = (ms) => (ms / 1000).toFixed(1);
export const kilobytes: Format = (bytes) => whole(bytes / 1000);

/** `97.32 (96.32–98.33)`; the median alone where all values read the same. */
export function spreadText(spread: Spread | null, format: Format): string {
  if (spread === null) return NOTHING;
  const [median, min, max] = [format(spread.median), format(spread.min), format(spread.max)];
  return min === max ? median : `${median} (${min}–${max})`;
}

export function intervalText(interval: Interval | null): string {
  return interval === null ? NOTHING : `${percent(interval.low)}–${percent(interval.high)}`;
}

export function numberText(value: number | null | undefined, format: Format): string {
  return value === null || value === undefined ? NOTHING : format(value);
}
