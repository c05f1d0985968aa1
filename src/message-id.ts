import { randomBytes } from 'node:crypto';

/** Without letters and digits that people confuse: thirty-two, as many as five bits have values. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ID_LENGTH = 10;

/** To ask for random bytes takes long, however few they are. */
const POOL_BYTES = 4_000;
let pool = Buffer.alloc(0);

/** Fifty random bits: short enough to type, too many to guess. */
export function newMessageId(): string {
  if (pool.length < ID_LENGTH) pool = randomBytes(POOL_BYTES);
  let id = '';
  for (const byte of pool.subarray(0, ID_LENGTH)) id += ALPHABET.charAt(byte % ALPHABET.length);
  pool = pool.subarray(ID_LENGTH);
  return id;
}
