import type { Logger } from 'pino';
import { createReliabilityMeter, type MeasureReliability } from '../app/measure-reliability.js';
import { createModelShelf } from '../app/model-shelf.js';
import { createTrial, type TryTexts } from '../app/try-texts.js';
import { readWrittenList } from '../classifier/written-list.js';
import type { Config } from '../config/config.js';
import type { ModelStore } from '../domain/model.js';
import type { WebDependencies } from '../web/app.js';
import { openKeptModel } from './models.js';

export interface Trial {
  readonly tryTexts: TryTexts;
  readonly measureReliability: MeasureReliability;
  readonly useModel: WebDependencies['useModel'];
  readonly close: () => void;
}

/** As many as one trial takes. */
const KEPT_OPEN = 4;

/** Any model of the store on texts that somebody has at hand. */
export function openTrial(config: Config, store: ModelStore, logger: Logger): Trial {
  // Copies of their own: the one that decides may be closed between two messages.
  const shelf = createModelShelf({
    open: (id) => openKeptModel(config, store, id),
    most: KEPT_OPEN,
  });
  const pause = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  const onFault = (model: string, fault: unknown): void =>
    logger.warn({ err: fault, model }, 'a model cannot be tried');
  const parts = { shelf, pause, onFault };
  return {
    tryTexts: createTrial(parts),
    measureReliability: createReliabilityMeter({ ...parts, readList: () => readWrittenList() }),
    useModel: (id, work) =>
      shelf.use(id, ({ scorer, defaultPolicy }) =>
        work({ scorer: () => scorer, explain: (text) => scorer.explain(text), defaultPolicy }),
      ),
    close: () => shelf.close(),
  };
}
