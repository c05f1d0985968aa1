import { z } from 'zod';
import type { Page } from '../domain/store.js';

/** Where the next page begins, as a word that callers only hand back. */
export function writePageToken(seq: number): string {
  return Buffer.from(`before ${seq}`).toString('base64url');
}

/** Throws a RangeError for anything `writePageToken` did not make. */
export function parsePageToken(token: string): number {
  const text = Buffer.from(token, 'base64url').toString();
  const seq = Number(/^before ([1-9]\d{0,15})$/.exec(text)?.[1]);
  // Base64 has several spellings for one text.
  if (!Number.isSafeInteger(seq) || writePageToken(seq) !== token) throw new RangeError(NO_PAGE);
  return seq;
}

/** For lists that are not in the order of their keeping: the words that the next page comes after. */
export const writeWordsToken = (words: readonly string[]): string =>
  Buffer.from(JSON.stringify(words)).toString('base64url');

/** Throws a RangeError for anything but that many words of `writeWordsToken`. */
export function parseWordsToken(token: string, count: number): readonly string[] {
  const words = Words.safeParse(Buffer.from(token, 'base64url').toString());
  if (!words.success || words.data.length !== count || writeWordsToken(words.data) !== token)
    throw new RangeError(NO_PAGE);
  return words.data;
}

const NO_PAGE = 'Cannot find the page: "after" is not the "next" of an earlier page';
const Words = z.string().transform((text, context) => {
  try {
    return z.array(z.string()).parse(JSON.parse(text));
  } catch {
    context.addIssue('not a token');
    return z.NEVER;
  }
});

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
