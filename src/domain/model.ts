import type { JsonValue, NewTask } from './task.js';

/** A bundle, file by file: `manifest.json`, `weights.bin` and what else belongs to its kind. */
export type ModelFiles = Readonly<Record<string, Uint8Array>>;

/** `given`: came with the program or from `MODEL_DIR`. `learnt`: a candidate, made from corrections. */
export type ModelOrigin = 'given' | 'learnt';

/** What is known of a model. A model never changes; whether it is used is said by events. */
export interface ModelRecord {
  /** Name and version, `default@1.0.1` for instance. */
  readonly id: string;
  readonly origin: ModelOrigin;
  readonly architecture: string;
  /** The model whose weights it started from; null for a given one. */
  readonly parent: string | null;
  /** The model that was current when it was made, and that it was measured against; null for a given one. */
  readonly measuredAgainst: string | null;
  /** sha256 of its manifest, which has those of the other files. */
  readonly digest: string;
  /** Bytes of all its files. */
  readonly bytes: number;
  /** It learnt of the corrections up to this one, by their order; 0 for a given one. */
  readonly learntThrough: number;
  /** What the gate before promotion said; null for a given one. */
  readonly decision: ModelDecision | null;
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface ModelDecision {
  /** It may be promoted. */
  readonly isPromotable: boolean;
  /** Why, or why not; one sentence each. */
  readonly reasons: readonly string[];
  /** What a person should look at before it is used. */
  readonly alarms: readonly string[];
}

/** A model as it is kept, with its bundle and the report of its making. */
export interface NewModel extends ModelRecord {
  readonly files: ModelFiles;
  /** Null for a given one. */
  readonly report: JsonValue | null;
}

/** What a model is used for: `current` decides, `shadow` scores beside it and decides nothing. */
export type ModelPlace = 'current' | 'shadow';

/** Somebody put a model in a place, or took it from there. The last event of a place holds. */
export interface ModelEvent {
  readonly seq: number;
  readonly place: ModelPlace;
  /** Null: nothing stands there any more. For `current`: the model of the settings. */
  readonly model: string | null;
  readonly kind: 'promote' | 'rollback' | 'shadow';
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface ModelPlaces {
  readonly current: string | null;
  readonly shadow: string | null;
}

export interface ModelStore {
  /** False when there is one with this id already; nothing is written then. */
  addModel(model: NewModel): Promise<boolean>;
  findModel(id: string): Promise<ModelRecord | null>;
  /** Newest first. */
  listModels(): Promise<readonly ModelRecord[]>;
  /** Null for an unknown model, and for one whose files were pruned. */
  readModelFiles(id: string): Promise<ModelFiles | null>;
  readModelReport(id: string): Promise<JsonValue | null>;
  /** What stands in each place; asked once a second by every process. */
  readModelPlaces(): Promise<ModelPlaces>;
  /** With tasks that tell of it, in one transaction. */
  addModelEvent(event: Omit<ModelEvent, 'seq'>, tasks?: readonly NewTask[]): Promise<void>;
  /** The last ones, newest first. */
  listModelEvents(limit: number): Promise<readonly ModelEvent[]>;
  /**
   * Takes the files of learnt models that stand in no place and never stood in one, but for the newest `keep`. Gives the
   * number of models that lost theirs.
   */
  pruneModels(keep: number): Promise<number>;
}
