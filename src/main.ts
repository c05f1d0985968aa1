#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { createProgram } from './cli/program.js';
import { runProgram } from './cli/run-program.js';
import { addStart } from './cli/start.js';

/** The settings of `.env` in the working folder, if there is one; the real environment beats them. */
function readEnvironment(): Record<string, string | undefined> {
  const fromFile = existsSync('.env') ? parse(readFileSync('.env')) : {};
  return { ...fromFile, ...process.env };
}

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  // A second signal ends the process at once: whoever sends it does not want to wait.
  process.once(signal, () => stop.abort());
}

// `hamgate classify | head`: whoever read the output has had enough, and that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const io = {
  env: readEnvironment(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  stopSignal: stop.signal,
  exit: (code: number) => process.exit(code),
};
const program = createProgram(io);
addStart(program, io);
process.exitCode = await runProgram(program, process.argv.slice(2), io);
