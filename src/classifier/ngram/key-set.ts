const SLOTS = 32_768;
const SMALLEST = 1024;

/**
 * The keys already seen in one message: open addressing in buffers that are never cleared, since a slot counts only
 * if it bears the stamp of the current message. Short messages use the table's beginning only, which stays in the
 * processor's cache.
 */
export class KeySet {
  readonly #keys = new Uint32Array(SLOTS);
  readonly #stamps = new Uint32Array(SLOTS);
  #stamp = 0;
  #mask = SLOTS - 1;

  /** Empties the set and makes it ready for at most `bound` keys, 16,384 at the very most. */
  begin(bound: number): void {
    this.#stamp = (this.#stamp + 1) >>> 0;
    if (this.#stamp === 0) {
      this.#stamps.fill(0);
      this.#stamp = 1;
    }
    let slots = SMALLEST;
    while (slots < SLOTS && slots < 2 * bound) slots *= 2;
    this.#mask = slots - 1;
  }

  /** Whether the key was not there before. */
  add(key: number): boolean {
    const stamps = this.#stamps;
    let slot = key & this.#mask;
    while (stamps[slot] === this.#stamp) {
      if (this.#keys[slot] === key) return false;
      slot = (slot + 1) & this.#mask;
    }
    stamps[slot] = this.#stamp;
    this.#keys[slot] = key;
    return true;
  }

  has(key: number): boolean {
    let slot = key & this.#mask;
    while (this.#stamps[slot] === this.#stamp) {
      if (this.#keys[slot] === key) return true;
      slot = (slot + 1) & this.#mask;
    }
    return false;
  }
}
