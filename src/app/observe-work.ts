import type { Scorer } from '../domain/scorer.js';
import { createFilter, type FilterDependencies, type FilterMessage } from './filter-message.js';
import type { Observer } from './observer.js';
import type { RecordCorrection } from './record-correction.js';

type FilterObserver = Pick<Observer, 'timeMs' | 'onJudged' | 'onRepeat' | 'onScored' | 'onCommitted'>;

/** The filter, and somebody who is told what it does. */
export function createObservedFilter(
  dependencies: FilterDependencies,
  observer: FilterObserver,
): FilterMessage {
  const { store, currentScorer } = dependencies;
  const filter = createFilter({
    ...dependencies,
    store: {
      ...store,
      saveArrival: async (arrival) => {
        const startMs = observer.timeMs();
        const saved = await store.saveArrival(arrival);
        observer.onCommitted(observer.timeMs() - startMs);
        return saved;
      },
    },
    currentScorer: () => observedScorer(currentScorer(), observer),
  });
  return async (message, originals) => {
    const outcome = await filter(message, originals);
    const { channel, verdict } = outcome.message;
    if (outcome.isRepeat) observer.onRepeat(channel);
    else
      observer.onJudged({
        channel,
        action: verdict.action,
        score: verdict.score,
        hasFault: outcome.fault !== null,
      });
    return outcome;
  };
}

function observedScorer(scorer: Scorer, observer: FilterObserver): Scorer {
  return {
    model: scorer.model,
    score: (texts) => {
      const startMs = observer.timeMs();
      const scores = scorer.score(texts);
      observer.onScored(observer.timeMs() - startMs);
      return scores;
    },
  };
}

/** The same for what people say of messages. */
export function observeCorrections(
  record: RecordCorrection,
  { onCorrected }: Pick<Observer, 'onCorrected'>,
): RecordCorrection {
  return async (request) => {
    const outcome = await record(request);
    if (outcome.kind === 'recorded') onCorrected(request);
    return outcome;
  };
}
