import { type DestinationStream, type Logger, pino } from 'pino';
import { z } from 'zod';

/**
 * The log of the gate: a line of JSON for each thing that happens. Of an error it has what it says and where it was thrown;
 * a database hangs more on it (the row that it could not keep, for instance), and that is somebody's text.
 */
export function createLogger(level: string, destination: DestinationStream): Logger {
  return pino({ level, serializers: { err: describeError } }, destination);
}

const Thrown = z.object({
  name: z.string(),
  message: z.string(),
  stack: z.string().optional().catch(undefined),
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  cause: z.unknown().optional(),
});

/** How deep causes are followed: one that goes round in a circle must not. */
const DEPTH = 4;

function describeError(thrown: unknown, depth = 0): unknown {
  const error = Thrown.safeParse(thrown).data;
  if (error === undefined) return { message: String(thrown) };
  const { name: type, message, stack, code, cause } = error;
  const deeper = cause == null || depth >= DEPTH ? {} : { cause: describeError(cause, depth + 1) };
  return { type, message, stack, ...(code === undefined ? {} : { code }), ...deeper };
}
