/** What arrived since the start, by what became of it; the kinds of update that are not used under Telegram's name. */
export interface UpdateCounts {
  count(kind: string): void;
  read(): Readonly<Record<string, number>>;
}

/** Telegram has some thirty kinds; whatever comes beyond is counted together. */
const MAX_KINDS = 100;

export function createUpdateCounts(): UpdateCounts {
  const counts = new Map<string, number>();
  return {
    count: (kind) => {
      const key = counts.has(kind) || counts.size < MAX_KINDS ? kind : 'other';
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    read: () => Object.fromEntries(counts),
  };
}
