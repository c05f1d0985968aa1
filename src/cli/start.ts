import type { Command } from 'commander';
import type { Io } from './io.js';

export interface StartIo extends Pick<Io, 'env' | 'stdout'> {
  /** Aborts when the process is asked to end. */
  readonly stopSignal: AbortSignal;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
}

/** Who asked waits five seconds, and then ends the process himself. */
const LAST_RESORT_MS = 4_500;

export function addStart(program: Command, io: StartIo): void {
  program
    .command('start')
    .description('run the gate; its settings come from the environment and from .env')
    .action(() => start(io));
}

/** Runs the gate until it is asked to stop. Rejects when it cannot start, with every reason in the message. */
async function start({ env, stdout, stopSignal, exit }: StartIo): Promise<void> {
  // Loaded only now: the other commands need no settings, no log, no channel, no store and no web.
  const { readConfig } = await import('../config/config.js');
  const config = readConfig(env);
  const [{ createLogger }, { openGate }, { describeGate }] = await Promise.all([
    import('./create-logger.js'),
    import('../compose/gate.js'),
    import('./describe-gate.js'),
  ]);
  const logger = createLogger(config.logLevel, stdout);
  const gate = await openGate(config, logger);
  stdout.write(`${describeGate(config, gate).join('\n')}\n`);
  await aborted(stopSignal);
  logger.info('stopping');
  // A database that does not answer, for instance: whatever was not committed will be delivered again.
  const lastResort = setTimeout(() => {
    logger.fatal('Cannot stop in time: something does not answer');
    exit(1);
  }, LAST_RESORT_MS);
  await gate.close();
  clearTimeout(lastResort);
  logger.info('stopped');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
