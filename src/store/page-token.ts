import type { Page } from '../domain/store.js';

/** Where the next page begins, as a word that callers only hand back. */
function writePageToken(seq: number): string {
  return Buffer.from(`before ${seq}`).toString('base64url');
}

/** Throws a RangeError for anything `writePageToken` did not make. */
export function parsePageToken(token: string): number {
  const text = Buffer.from(token, 'base64url').toString();
  const seq = Number(/^before ([1-9]\d{0,15})$/.exec(text)?.[1]);
  // Base64 has several spellings for one text.
  if (!Number.isSafeInteger(seq) || writePageToken(seq) !== token)
    throw new RangeError('Cannot find the page: "after" is not the "next" of an earlier page');
  return seq;
}

/** Throws a RangeError when a page could hold nothing. */
export function parseLimit(limit: number): number {
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new RangeError(`Cannot read a page of ${limit} items: expected a whole number from 1`);
  return limit;
}

/** `rows` are one more than a page where there is a next one. */
export function pageOf<Row extends { readonly seq: number }, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasNext = rows.length > limit && last !== undefined;
  return { items: shown.map(itemOf), next: hasNext ? writePageToken(last.seq) : null };
}
