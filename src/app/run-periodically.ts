export interface PeriodicWork {
  readonly everyMs: number;
  readonly work: () => Promise<void>;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The work failed; it is tried again when its time comes. */
  readonly onFault: (fault: unknown) => void;
}

/** Does the work at once and then again and again. Stopping resolves when the work in hand is done. */
export function runPeriodically({ everyMs, work, sleep, onFault }: PeriodicWork): () => Promise<void> {
  const stop = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await work().catch(onFault);
      await sleep(everyMs, stop.signal);
    }
  };
  const running = loop();
  return () => {
    stop.abort();
    return running;
  };
}
