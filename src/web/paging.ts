import { z } from 'zod';
import { cleanText } from '../domain/message.js';
import type { Page } from '../domain/store.js';
import { Problem } from './problems.js';

/** The query of every list. `after` is the `next` of the page before. */
export const pageFields = {
  limit: z
    .string()
    .regex(/^\d{1,4}$/, { error: 'must be a whole number from 1 to 200' })
    .transform(Number)
    .pipe(z.number().min(1).max(200))
    .default(50),
  after: z.string().max(500).transform(cleanText).exactOptional(),
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
