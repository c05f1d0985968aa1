import type { z } from 'zod';
import { StoreError } from './store-error.js';

/** `what` is the row, for the error. */
export function parseJson<Value>(schema: z.ZodType<Value>, text: string, what: string): Value {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StoreError(`Cannot read ${what}: its row holds something else`, { cause });
  }
}
