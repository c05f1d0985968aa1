import type { Logger } from 'pino';
import { createRollUp } from '../app/roll-up-traffic.js';
import { runPeriodically } from '../app/run-periodically.js';
import type { Foundations } from './foundations.js';
import { clock, sleep } from './time.js';

const ROLL_UP_MS = 30_000;
const PAUSE_MS = 20;

/** Each process does it: they share the work, and none has to be the one. */
export function startRollingUp({ store }: Pick<Foundations, 'store'>, logger: Logger): () => Promise<void> {
  const end = new AbortController();
  const pause = async (): Promise<boolean> => {
    await sleep(PAUSE_MS, end.signal);
    return !end.signal.aborted;
  };
  const rollUp = createRollUp({ store, clock, pause });
  const stop = runPeriodically({
    everyMs: ROLL_UP_MS,
    work: async () => {
      logger.debug({ messages: await rollUp() }, 'traffic rolled up');
    },
    sleep,
    onFault: (fault) => logger.error({ err: fault }, 'rolling up the traffic failed'),
  });
  return () => {
    end.abort();
    return stop();
  };
}
