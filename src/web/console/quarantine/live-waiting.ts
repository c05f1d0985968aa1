import { runPeriodically } from '../../../app/run-periodically.js';
import type { MessageBrowser } from '../../../domain/browsing.js';

export interface LiveDependencies {
  readonly store: Pick<MessageBrowser, 'newestWaiting'>;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The store could not be asked; it is asked again. */
  readonly onFault: (fault: unknown) => void;
}

export interface LiveWaiting {
  /** Says the newest number each time it has grown beyond `since`. What it gives ends that. */
  listen(since: number, onNews: (newest: number) => void): () => void;
}

const EVERY_MS = 1_000;

interface Listener {
  since: number;
  readonly onNews: (newest: number) => void;
}

/** However many listen, the store is asked once a second; and not at all while nobody does. */
export function createLiveWaiting({ store, sleep, onFault }: LiveDependencies): LiveWaiting {
  const listeners = new Set<Listener>();
  let stop: (() => Promise<void>) | null = null;
  const look = async (): Promise<void> => {
    const newest = await store.newestWaiting();
    for (const listener of listeners) {
      if (newest <= listener.since) continue;
      listener.since = newest;
      listener.onNews(newest);
    }
  };
  return {
    listen: (since, onNews) => {
      const listener = { since, onNews };
      listeners.add(listener);
      stop ??= runPeriodically({ everyMs: EVERY_MS, work: look, sleep, onFault });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        void stop?.();
        stop = null;
      };
    },
  };
}
