import type { NearText } from '../domain/near-memory.js';

/**
 * Numbers of groups, one a text: nearly the same texts share one, and so do texts that are both near to a third. Only texts
 * with a band in common are compared, and of those with the same one each with the first and the last that came before it.
 */
export function groupNearTexts(
  texts: readonly string[],
  { bandsOf, isNear }: Pick<NearText, 'bandsOf' | 'isNear'>,
): number[] {
  const groups = new DisjointSets(texts.length);
  const byBand = new Map<string, { readonly first: number; last: number }>();
  const byText = new Map<string, number>();
  texts.forEach((text, i) => {
    const same = byText.get(text);
    byText.set(text, i);
    if (same !== undefined) groups.join(same, i);
    else
      bandsOf(text).forEach((band, place) => {
        const key = `${place} ${band}`;
        const known = byBand.get(key);
        if (known === undefined) {
          byBand.set(key, { first: i, last: i });
          return;
        }
        for (const other of new Set([known.first, known.last]))
          if (groups.find(other) !== groups.find(i) && isNear(text, texts[other] ?? ''))
            groups.join(other, i);
        known.last = i;
      });
  });
  return texts.map((_, i) => groups.find(i));
}

/** Union-find with the smallest number of a set as its name. */
class DisjointSets {
  readonly #parents: Int32Array;

  constructor(size: number) {
    this.#parents = Int32Array.from({ length: size }, (_, i) => i);
  }

  find(i: number): number {
    let root = i;
    while (this.#parents[root] !== root) root = this.#parents[root] ?? root;
    for (let at = i; at !== root;) {
      const next = this.#parents[at] ?? root;
      this.#parents[at] = root;
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [one, other] = [this.find(a), this.find(b)];
    this.#parents[Math.max(one, other)] = Math.min(one, other);
  }
}
