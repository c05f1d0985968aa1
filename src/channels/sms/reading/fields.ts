import { z } from 'zod';
import type { ParsedRequest } from '../gateway.js';

/** An index must hold it. Some gateways send numbers where others send text. */
export const Id = z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1).max(255));

/** A text that may be missing or null. */
export const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

/** The fields of a body that is JSON; undefined for one that is not. */
export function readJson(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** Says which field of a genuine request is not as the gateway's documentation has it, and nothing of what stands in it. */
export function parseFields<Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
  read: (fields: z.output<Schema>) => ParsedRequest,
): ParsedRequest {
  if (data === undefined) return { kind: 'malformed', reason: 'the body is not JSON' };
  const fields = schema.safeParse(data);
  if (fields.success) return read(fields.data);
  const reason = fields.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
  return { kind: 'malformed', reason };
}

/** For the log, where what a stranger wrote is kept short. An object may have a `toString` that is none. */
export const notAMessage = (what: string, value: unknown): ParsedRequest => {
  const isPlain = typeof value === 'string' || typeof value === 'number';
  return { kind: 'not-a-message', reason: `${what} ${isPlain ? String(value).slice(0, 60) : typeof value}` };
};
