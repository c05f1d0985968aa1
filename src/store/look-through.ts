import type { Page } from '../domain/page.js';
import { parseLimit, parsePageToken, writePageToken } from './page-token.js';

/** Numbers of rows, in the order of the list. */
export interface Found {
  readonly seqs: readonly number[];
  /** Where to go on, after what was found; null: there is nothing behind it. */
  readonly next: number | null;
  /** How many rows were looked through for that, or what takes as long; as many as were found, if it is not given. */
  readonly looked?: number;
}

/** Gives the next numbers behind a place, `count` at most; null: from the beginning. May give fewer and have a next. */
export type Source = (place: number | null, count: number) => Promise<Found>;

export interface Numbered {
  readonly seq: number;
}

/**
 * A page looks through so many rows, and asks its source so often. Measured on SQLite, which holds up the process
 * meanwhile: three thousand rows that lie anywhere in a million take 20 to 40 ms.
 */
const MOST_ROWS = 3_000;
const MOST_ROUNDS = 12;
const MOST_AT_ONCE = 1_000;

/**
 * Goes through what the source gives, in portions that grow, until the page is full, nothing is left, or enough was looked
 * through. `read` gives those of the numbered rows that pass, in the order of their numbers.
 */
export async function lookThrough<Row extends Numbered>(
  source: Source,
  query: { readonly limit: number; readonly after?: string },
  read: (seqs: readonly number[], place: number | null) => Promise<readonly Row[]>,
): Promise<Page<Row>> {
  const limit = parseLimit(query.limit);
  const start = query.after === undefined ? null : parsePageToken(query.after);
  const rows: Row[] = [];
  let [place, looked, count] = [start, 0, limit + 1];
  for (let round = 1; ; round++) {
    const { seqs, next, looked: cost = seqs.length } = await source(place, count);
    if (seqs.length > 0) rows.push(...(await read(seqs, start)));
    if (rows.length > limit) return pageOf(rows.slice(0, limit));
    if (next === null) return { items: rows, next: null };
    looked += cost;
    if (looked >= MOST_ROWS || round === MOST_ROUNDS) return { items: rows, next: writePageToken(next) };
    place = next;
    count = Math.max(count, Math.min(2 * count, MOST_AT_ONCE, MOST_ROWS - looked));
    // SQLite answers within the turn: others have theirs in between.
    await nextTurn();
  }
}

function pageOf<Row extends Numbered>(items: readonly Row[]): Page<Row> {
  const last = items.at(-1);
  return { items, next: last === undefined ? null : writePageToken(last.seq) };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Numbers between two, both not included. */
export interface Span {
  readonly above: number;
  readonly below: number;
}

export const EVERYTHING: Span = { above: 0, below: Number.MAX_SAFE_INTEGER };

/** Gives the next numbers within a span, `count` at most; fewer mean that there are no more. */
export type Strand = (span: Span, count: number) => Promise<readonly number[]>;

/** Several strands, each from the highest number to the lowest, as one. */
export function braid(strands: readonly Strand[], spans: readonly Span[]): Source {
  return inSpans(spans, async (span, count) => {
    const found = await Promise.all(strands.map((strand) => strand(span, count)));
    const seqs = [...new Set(found.flat())].sort((one, other) => other - one).slice(0, count);
    return { seqs, next: seqs.length < count ? null : (seqs.at(-1) ?? null) };
  });
}

/** One span after the other; they do not overlap, and the highest comes first. */
export function inSpans(spans: readonly Span[], read: (span: Span, count: number) => Promise<Found>): Source {
  return async (place, count) => {
    const [current, following] = spans.filter(({ above }) => place === null || place > above + 1);
    if (current === undefined) return { seqs: [], next: null };
    const below = Math.min(place ?? current.below, current.below);
    const found = await read({ above: current.above, below }, count);
    return found.next === null && following !== undefined ? { ...found, next: following.below } : found;
  };
}
