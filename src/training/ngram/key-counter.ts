/** Counts how often 32-bit keys occur, by class. Key 0 is left out. Open addressing over typed arrays. */
export class KeyCounter {
  #keys = new Uint32Array(1 << 16);
  #spam = new Uint32Array(1 << 16);
  #all = new Uint32Array(1 << 16);
  #size = 0;

  add(key: number, isSpam: boolean): void {
    if (key === 0) return;
    if (this.#size * 2 > this.#keys.length) this.#grow();
    const at = this.#find(key);
    if (this.#keys[at] === 0) {
      this.#keys[at] = key;
      this.#size += 1;
    }
    this.#all[at] = (this.#all[at] ?? 0) + 1;
    if (isSpam) this.#spam[at] = (this.#spam[at] ?? 0) + 1;
  }

  /** Calls back for each key that occurs at least so often. */
  forEach(least: number, visit: (key: number, counts: KeyCounts) => void): void {
    for (let i = 0; i < this.#keys.length; i++) {
      const all = this.#all[i] ?? 0;
      if (all >= least && all > 0) visit(this.#keys[i] ?? 0, { all, spam: this.#spam[i] ?? 0 });
    }
  }

  #find(key: number): number {
    const mask = this.#keys.length - 1;
    let at = key & mask;
    while (this.#keys[at] !== key && this.#keys[at] !== 0) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [keys, spam, all] = [this.#keys, this.#spam, this.#all];
    this.#keys = new Uint32Array(keys.length * 2);
    this.#spam = new Uint32Array(keys.length * 2);
    this.#all = new Uint32Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] ?? 0;
      if (key === 0) continue;
      const at = this.#find(key);
      this.#keys[at] = key;
      this.#spam[at] = spam[i] ?? 0;
      this.#all[at] = all[i] ?? 0;
    }
  }
}

export interface KeyCounts {
  readonly all: number;
  readonly spam: number;
}
