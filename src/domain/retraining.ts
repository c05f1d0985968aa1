import type { Correction } from './correction.js';
import type { Channel } from './message.js';
import type { ModelDecision, ModelFiles, ModelRecord, NewModel } from './model.js';
import type { JsonValue, NewTask } from './task.js';

/** Why a retraining began. */
export type RetrainingTrigger = 'hand' | 'schedule' | 'corrections';

export type RetrainingOutcome =
  /** There was too little to learn from. */
  | { readonly kind: 'missing'; readonly reasons: readonly string[] }
  | { readonly kind: 'candidate'; readonly model: string; readonly decision: ModelDecision }
  | { readonly kind: 'failed'; readonly reasons: readonly string[] };

/** What happens to a candidate that passed the gate: it is used, a person is asked, or nothing. */
export type Promotion = 'auto' | 'ask' | 'never';

/** One run, as it is kept. */
export interface Retraining {
  readonly seq: number;
  readonly trigger: RetrainingTrigger;
  /** ISO 8601. */
  readonly startedAt: string;
  /** ISO 8601. */
  readonly endedAt: string;
  /** The last correction that it saw, by their order. */
  readonly sawThrough: number;
  readonly outcome: RetrainingOutcome;
}

/** A correction with its place in the order in which they were kept. */
export interface NumberedCorrection extends Correction {
  readonly seq: number;
}

/** A message that came lately, as drift is measured on it. */
export interface TrafficText {
  /** The gate's id of the message. */
  readonly id: string;
  readonly channel: Channel;
  readonly text: string;
  /** ISO 8601. */
  readonly receivedAt: string;
}

/** The right to do a job that only one process may do. */
export interface Lease {
  /** `retrain` for instance. */
  readonly job: string;
  /** Who has it: one word a process. */
  readonly holder: string;
}

export interface LeaseTerm {
  /** ISO 8601. */
  readonly now: string;
  /** ISO 8601: when it ends by itself. */
  readonly until: string;
}

export interface RetrainingStore {
  /** Standing corrections of administrators with a text, in the order in which they were kept. */
  readLessons(): Promise<readonly NumberedCorrection[]>;
  /** How many lessons came after `seq`, and the last of them, by their order; `seq` without any. */
  countCorrectionsAfter(seq: number): Promise<{ readonly count: number; readonly last: number }>;
  /** A correction that the model learnt was withdrawn after it was made. */
  hasWithdrawnLessons(model: Pick<ModelRecord, 'learntThrough' | 'createdAt'>): Promise<boolean>;
  /** The last messages that were scored, newest first. */
  readRecentTexts(limit: number): Promise<readonly TrafficText[]>;
  /** True when the lease is free, has run out, or is the holder's already; it is then his until the end of the term. */
  takeLease(lease: Lease, term: LeaseTerm): Promise<boolean>;
  releaseLease(lease: Lease): Promise<void>;
  readLease(job: string): Promise<{ readonly holder: string; readonly until: string } | null>;
  /**
   * Keeps a run, its candidate and what follows from it in one transaction. False when the lease is not the holder's any
   * more: nothing is written then.
   */
  saveRetraining(result: RetrainingResult, lease: Lease): Promise<boolean>;
  /** Newest first. */
  listRetrainings(limit: number): Promise<readonly Retraining[]>;
}

export interface RetrainingResult {
  readonly retraining: Omit<Retraining, 'seq'>;
  readonly candidate: NewModel | null;
  /** The candidate is current from now on. */
  readonly isPromoted: boolean;
  readonly tasks: readonly NewTask[];
}

/** A model to learn from, with its files. */
export interface SourceModel {
  readonly id: string;
  readonly files: ModelFiles;
}

export interface LearnRequest {
  /** Where every candidate starts: the current model, or one before it. */
  readonly start: SourceModel;
  /** The model to be measured against, and the last correction that it knows, by their order. */
  readonly current: SourceModel & { readonly learntThrough: number };
  /** The given model that all descend from. */
  readonly given: SourceModel;
  readonly corrections: readonly NumberedCorrection[];
  /** Newest first. */
  readonly traffic: readonly TrafficText[];
  /** Of the candidate, of the form 1.2.3. */
  readonly version: string;
  /** One line for each thing that is done. */
  readonly onStep: (what: string) => Promise<void>;
}

export type LearnResult =
  | { readonly kind: 'missing'; readonly reasons: readonly string[] }
  | {
      readonly kind: 'candidate';
      readonly files: ModelFiles;
      readonly decision: ModelDecision;
      readonly report: JsonValue;
    };

/** Makes a candidate and measures it; hours of one core for a network, seconds for the linear model. */
export type Learn = (request: LearnRequest) => Promise<LearnResult>;
