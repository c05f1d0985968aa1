import type { ModelPlacing } from '../../../app/place-model.js';
import type { MeasureReliability } from '../../../app/measure-reliability.js';
import type { Clock } from '../../../domain/clock.js';
import type { ModelStore } from '../../../domain/model.js';
import type { RetrainingStore } from '../../../domain/retraining.js';
import type { ShadowStore } from '../../../domain/shadow.js';
import type { CorrectionStore, MessageStore } from '../../../domain/store.js';

export interface ModelPagesDependencies {
  readonly store: ModelStore &
    ShadowStore &
    Pick<RetrainingStore, 'listRetrainings'> &
    Pick<MessageStore, 'findMessage'> &
    Pick<
      CorrectionStore,
      'listCorrections' | 'findCorrections' | 'listContradictions' | 'withdrawCorrection'
    >;
  readonly placing: ModelPlacing;
  readonly measureReliability: MeasureReliability;
  readonly clock: Clock;
}
