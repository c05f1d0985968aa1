import type { ModelEvent, NewModel } from '../../src/domain/model.js';
import type { Lease, LeaseTerm, RetrainingResult } from '../../src/domain/retraining.js';
import { at } from './store-builders.js';

/** Builders for what a test about models does not care about. */
export function aModel(parts: Partial<NewModel> = {}): NewModel {
  const id = parts.id ?? 'default@1.0.1';
  return {
    id,
    origin: 'learnt',
    architecture: 'ngram',
    parent: 'default@1.0.0',
    measuredAgainst: 'default@1.0.0',
    digest: 'd'.repeat(64),
    bytes: 3,
    learntThrough: 7,
    decision: { isPromotable: true, reasons: ['all is well'], alarms: [] },
    createdAt: at(0),
    files: { 'manifest.json': Uint8Array.of(1, 2, 3) },
    report: { formatVersion: 1 },
    ...parts,
  };
}

/** The model that came with the program. */
export function aGivenModel(id = 'default@1.0.0'): NewModel {
  const NONE = { parent: null, measuredAgainst: null, decision: null, report: null } as const;
  return aModel({ id, origin: 'given', learntThrough: 0, ...NONE });
}

export function anEvent(parts: Partial<ModelEvent> = {}): Omit<ModelEvent, 'seq'> {
  return { place: 'current', model: 'default@1.0.1', kind: 'promote', author: 'Bea', at: at(0), ...parts };
}

export const aLease = (holder = 'one', job = 'retrain'): Lease => ({ job, holder });

/** From so many seconds after a beginning to so many. */
export const aTerm = (from: number, to: number): LeaseTerm => ({ now: at(from), until: at(to) });

export function aResult(parts: Partial<RetrainingResult> = {}): RetrainingResult {
  return {
    retraining: {
      trigger: 'hand',
      startedAt: at(0),
      endedAt: at(60),
      sawThrough: 7,
      outcome: { kind: 'missing', reasons: ['too little'] },
    },
    candidate: null,
    isPromoted: false,
    tasks: [],
    ...parts,
  };
}
