/** Maps a number of the data to a place in the picture, in its own units. */
export type Scale = (value: number) => number;

/** A value inside `from` to a place inside `to`, in proportion; what has no width lies at its beginning. */
export function linearScale(from: readonly [number, number], to: readonly [number, number]): Scale {
  const [low, high] = from;
  const [start, end] = to;
  const width = high - low;
  return (value) => (width === 0 ? start : start + ((value - low) / width) * (end - start));
}

/** Round numbers from 0 up to the first that is not below `most`; whole ones, for things that are counted. */
export function countTicks(most: number, steps = 4): readonly number[] {
  const step = roundUp(Math.max(1, most) / steps);
  const count = Math.ceil(Math.max(1, most) / step);
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

/** To 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const digit = [1, 2, 5, 10].find((candidate) => candidate * power >= value) ?? 10;
  return digit * power;
}
