import type { Logger } from 'pino';
import { createForget } from '../app/forget.js';
import { runPeriodically } from '../app/run-periodically.js';
import type { Config } from '../config/config.js';
import { dataDir } from '../config/kept-secret.js';
import { removePages, reportsDir } from '../report-pages.js';
import type { Foundations } from './foundations.js';
import { clock, sleep } from './time.js';

const FORGET_MS = 600_000;
const FORGET_PAUSE_MS = 20;

/** Each process does it: they share the work, and none has to be the one. */
export function startForgetting(
  { privacy, databaseUrl }: Config,
  { store }: Foundations,
  logger: Logger,
): () => Promise<void> {
  const end = new AbortController();
  const pause = async (): Promise<boolean> => {
    await sleep(FORGET_PAUSE_MS, end.signal);
    return !end.signal.aborted;
  };
  const forget = createForget({ store, clock, ...privacy, pause });
  const stop = runPeriodically({
    everyMs: FORGET_MS,
    work: async () => {
      const pages = await removePages(
        reportsDir(dataDir(databaseUrl)),
        new Date(clock.now().getTime() - privacy.hamHours * 3_600_000),
      );
      logger.debug({ ...(await forget()), pages }, 'forgotten');
    },
    sleep,
    onFault: (fault) => logger.error({ err: fault }, 'forgetting failed'),
  });
  return () => {
    end.abort();
    return stop();
  };
}
