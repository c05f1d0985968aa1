import { z } from 'zod';
import { cleanText } from '../domain/message.js';
import type { Page } from '../domain/store.js';
import { Problem } from './problems.js';

/** A number as a query has it; `pattern` is that of its text, and no rule for a number. */
const asInteger = (minimum: number, maximum: number) => ({
  type: 'integer' as const,
  minimum,
  maximum,
  pattern: undefined,
});

const MOST = 200;

/** How many a list has at most. */
export const limitField = z
  .string()
  .regex(/^\d{1,4}$/, { error: `must be a whole number from 1 to ${MOST}` })
  .transform(Number)
  .pipe(z.number().min(1).max(MOST))
  .default(50)
  .meta({ ...asInteger(1, MOST), default: 50, description: 'At most so many' });

/** The query of every list. `after` is the `next` of the page before. */
export const pageFields = {
  limit: limitField,
  after: z
    .string()
    .max(500)
    .transform(cleanText)
    .exactOptional()
    .meta({ description: 'The "next" of the page before' }),
};

/** The store throws a RangeError for a cursor it did not make; that is the caller's mistake. */
export async function readPage<Item>(read: () => Promise<Page<Item>>): Promise<Page<Item>> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RangeError) throw new Problem(400, 'after: is not the "next" of a page');
    throw error;
  }
}

/** A page as it is answered: the store's has readonly lists, and more than is shown. */
export const pageAs = <Item, Shown>({ items, next }: Page<Item>, show: (item: Item) => Shown) => ({
  items: items.map(show),
  next,
});
