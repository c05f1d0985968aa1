import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { runPeriodically } from '../app/run-periodically.js';
import { createRetrainingSchedule } from '../app/schedule-retraining.js';
import type { Config } from '../config/config.js';
import type { Clock } from '../domain/clock.js';
import type { RetrainingStore, RetrainingTrigger } from '../domain/retraining.js';

const LOOK_MS = 60_000;
/** Behind everything that serves messages. */
const LOWEST_PRIORITY = 19;
const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

interface RetrainingParts {
  readonly store: RetrainingStore;
  readonly clock: Clock;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly logger: Logger;
}

/** Starts `hamgate retrain` in a process of its own whenever it is due. Stopping ends it; nothing is left half-done. */
export function startRetraining(
  { nextTime, after }: Config['retraining'],
  { store, clock, sleep, logger }: RetrainingParts,
): () => Promise<void> {
  if (nextTime === null && after === null) return async () => undefined;
  const children = new Set<ChildProcess>();
  const start = (trigger: RetrainingTrigger): Promise<boolean> =>
    new Promise((resolve) => {
      logger.info({ trigger }, 'retraining begins');
      const child = spawn(process.execPath, [MAIN, 'retrain', '--trigger', trigger], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.add(child);
      const said: string[] = [];
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => void said.push(chunk.toString()));
      child.once('spawn', () => setPriority(child.pid ?? 0, LOWEST_PRIORITY));
      child.once('error', (fault) => logger.error({ err: fault }, 'retraining cannot begin'));
      child.once('close', (code) => {
        children.delete(child);
        logger.info({ trigger, code, said: said.join('').slice(-2000) }, 'retraining has ended');
        resolve(code === 0);
      });
    });
  const stop = runPeriodically({
    everyMs: LOOK_MS,
    work: createRetrainingSchedule({ store, clock, nextTime, after, start }),
    sleep,
    onFault: (fault) => logger.error({ err: fault }, 'Cannot ask whether a retraining is due'),
  });
  return async () => {
    for (const child of children) child.kill('SIGKILL');
    await stop();
  };
}
