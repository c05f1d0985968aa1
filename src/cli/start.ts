import type { Command } from 'commander';
import type { Io } from './io.js';

export interface StartIo extends Pick<Io, 'env' | 'stdout'> {
  /** Aborts when the process is asked to end. */
  readonly stopSignal: AbortSignal;
}

export function addStart(program: Command, io: StartIo): void {
  program
    .command('start')
    .description('run the gate; its settings come from the environment and from .env')
    .action(() => start(io));
}

/** Runs the gate until it is asked to stop. Rejects when it cannot start, with every reason in the message. */
async function start({ env, stdout, stopSignal }: StartIo): Promise<void> {
  // Loaded only now: the other commands need no settings, no log, no channel, no store and no web.
  const { readConfig } = await import('../config/config.js');
  const config = readConfig(env);
  const [{ pino }, { openGate }, { describeGate }] = await Promise.all([
    import('pino'),
    import('../compose/gate.js'),
    import('./describe-gate.js'),
  ]);
  const logger = pino({ level: config.logLevel }, stdout);
  const gate = await openGate(config, logger);
  stdout.write(`${describeGate(config, gate).join('\n')}\n`);
  await aborted(stopSignal);
  logger.info('stopping');
  await gate.close();
  logger.info('stopped');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
