import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Io } from '../../src/cli/io.js';
import { createProgram } from '../../src/cli/program.js';
import { runProgram } from '../../src/cli/run-program.js';

interface CliInput {
  readonly stdin?: string;
  readonly env?: Io['env'];
  readonly isTTY?: boolean;
}

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `hamgate` with these arguments in this process. */
export async function runCli(argv: readonly string[], input: CliInput = {}): Promise<CliResult> {
  const stdout = new PassThrough();
  const stderr = Object.assign(new PassThrough(), { isTTY: input.isTTY ?? false });
  const written = Promise.all([text(stdout), text(stderr)]);
  const io = { env: input.env ?? {}, stdin: Readable.from([input.stdin ?? '']), stdout, stderr };
  const code = await runProgram(createProgram(io), argv, io);
  stdout.end();
  stderr.end();
  const [out, err] = await written;
  return { code, stdout: out, stderr: err };
}
