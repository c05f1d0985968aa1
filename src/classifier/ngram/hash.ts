/**
 * 32-bit hashes of UTF-16 units: one multiplication and shift a unit, and the finaliser of MurmurHash3, after which
 * every bit of the input has moved every bit of the key.
 */
export const HASH_START = 0x811c9dc5 | 0;

export function hashStep(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

export function hashUnits(units: Uint16Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let i = start; i < end; i++) hash = hashStep(hash, units[i] ?? 0);
  return hash;
}

/** The key of a feature: its hash with the kind of feature mixed in, an unsigned 32-bit number. */
export function finishHash(hash: number, kind: number): number {
  let key = hash ^ kind;
  key = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  key = Math.imul(key ^ (key >>> 13), 0xc2b2ae35);
  return (key ^ (key >>> 16)) >>> 0;
}
