import { PassThrough, Readable, Transform } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Io } from '../../src/cli/io.js';
import { createProgram } from '../../src/cli/program.js';
import { runProgram } from '../../src/cli/run-program.js';

interface CliInput {
  readonly stdin?: string;
  readonly env?: Io['env'];
  readonly isTTY?: boolean;
  /** Asks the program to stop as soon as it writes this to `stderr`. */
  readonly stopAt?: string;
}

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `hamgate` with these arguments in this process. */
export async function runCli(argv: readonly string[], input: CliInput = {}): Promise<CliResult> {
  const stdout = new PassThrough();
  const stop = new AbortController();
  const watch = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (input.stopAt !== undefined && chunk.includes(input.stopAt)) stop.abort();
      done(null, chunk);
    },
  });
  const stderr = Object.assign(watch, { isTTY: input.isTTY ?? false });
  const written = Promise.all([text(stdout), text(stderr)]);
  const stdin = Readable.from([input.stdin ?? '']);
  const io = { env: input.env ?? {}, stdin, stdout, stderr, stopSignal: stop.signal };
  const code = await runProgram(createProgram(io), argv, io);
  stdout.end();
  stderr.end();
  const [out, err] = await written;
  return { code, stdout: out, stderr: err };
}
