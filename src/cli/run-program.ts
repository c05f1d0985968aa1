import { types } from 'node:util';
import { type Command, CommanderError } from 'commander';
import type { Io } from './io.js';
import { UsageError } from './usage-error.js';

export const EXIT_CODES = { done: 0, failed: 1, wrongUsage: 2 } as const;

/** Runs a command line (without `node` and the script) and gives its exit code. Problems go to `stderr`, one line each. */
export async function runProgram(
  program: Command,
  argv: readonly string[],
  { stderr }: Pick<Io, 'stderr'>,
): Promise<number> {
  try {
    await program.parseAsync(argv, { from: 'user' });
    return EXIT_CODES.done;
  } catch (error) {
    // Commander has printed its own words already; help and version come this way, too.
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.wrongUsage;
    stderr.write(`error: ${linesOf(error).join('\n  ')}\n`);
    return error instanceof UsageError ? EXIT_CODES.wrongUsage : EXIT_CODES.failed;
  }
}

/** One line; for an error that gathers several problems (its `problems`), one more for each. */
function linesOf(error: unknown): readonly string[] {
  const message = types.isNativeError(error) ? error.message : String(error);
  const problems = types.isNativeError(error) && 'problems' in error ? error.problems : [];
  const lines: readonly unknown[] = [message, ...(Array.isArray(problems) ? (problems as unknown[]) : [])];
  return lines.map((line) => String(line).replaceAll(/\s*\n\s*/g, ' '));
}
