import type { OpenedScorer } from '../classifier/opened-scorer.js';
import type { Channel } from '../domain/message.js';
import type { ModelFiles } from '../domain/model.js';
import type { NumberedCorrection, TrafficText } from '../domain/retraining.js';
import type { Fingerprint } from '../domain/store.js';
import type { LabelledText } from '../training/labelled-data.js';
import type { BehaviourText } from '../training/ngram/behaviours.js';

export interface LearnTask {
  /** Where every candidate starts: the current model, or one before it. */
  readonly start: { readonly id: string; readonly files: ModelFiles };
  /** The model to be measured against. */
  readonly current: { readonly id: string; readonly files: ModelFiles; readonly learntThrough: number };
  /** The given model that all descend from: false positives are counted against it, so that budgets do not add up. */
  readonly given: { readonly id: string; readonly files: ModelFiles };
  /** In the order in which they were kept. */
  readonly corrections: readonly NumberedCorrection[];
  /** The last messages, newest first. */
  readonly traffic: readonly TrafficText[];
  readonly corpus: readonly LabelledText[];
  readonly acceptance: readonly BehaviourText[];
  /** Of the candidate, of the form 1.2.3. */
  readonly version: string;
  readonly falsePositiveBudget: number;
  readonly seed: number;
}

export interface LearnTools {
  readonly fingerprint: Fingerprint;
  /** Equal for the copies of a campaign as well. */
  readonly nearFingerprint: Fingerprint;
  readonly groupTexts: (texts: readonly string[]) => readonly number[];
  /** From which score on a model with this manifest calls a message of the channel spam. */
  readonly thresholdOf: (manifest: OpenedScorer['manifest'], channel: Channel) => number;
  /** Milliseconds, for durations only. */
  readonly nowMs: () => number;
  /** Milliseconds that this process has computed. */
  readonly cpuMs: () => number;
  /** One line for each thing that is done; resolves when the next may begin. */
  readonly onStep: (what: string) => Promise<void>;
}
