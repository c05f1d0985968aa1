import type { Act } from '../../src/domain/audit.js';
import type { Correction } from '../../src/domain/correction.js';
import type { NewModel } from '../../src/domain/model.js';
import type { ContextQuery, CorrectionChange } from '../../src/domain/store.js';
import type { NewTask } from '../../src/domain/task.js';

/** So many seconds after a beginning that no test cares about. */
export const at = (seconds: number): string =>
  new Date(Date.UTC(2026, 0, 2, 3, 4, 5) + seconds * 1000).toISOString();

/** Somebody who does something then. */
export const by = (seconds: number, author = 'Bea'): Act => ({ author, at: at(seconds) });

/** One after the other, and then from the beginning. */
export function inTurn<Item>(items: readonly [Item, ...Item[]], index: number): Item {
  return items[index % items.length] ?? items[0];
}

export function aTask(parts: Partial<NewTask> = {}): NewTask {
  const dedupeKey = parts.dedupeKey ?? 'reply:1';
  return { target: 'telegram', dedupeKey, lane: 'telegram:-1001', payload: { text: 'hi' }, ...parts };
}

export function aCorrection(parts: Partial<Correction> = {}): Correction {
  return {
    id: 'C1',
    messageId: null,
    text: 'Lunch at noon?',
    label: 'ham',
    author: 'Bea',
    role: 'admin',
    source: 'api',
    conversation: { channel: 'telegram', id: '-1001' },
    score: 0.97,
    model: 'test@1.0.0',
    createdAt: at(0),
    withdrawnAt: null,
    ...parts,
  };
}

export function aChange(
  correction: Partial<Correction> = {},
  parts: Partial<Omit<CorrectionChange, 'correction'>> = {},
): CorrectionChange {
  return {
    correction: aCorrection(correction),
    fingerprint: 'f1',
    bands: [],
    transition: null,
    tasks: [],
    trusts: null,
    ...parts,
  };
}

export function aContextQuery(parts: Partial<ContextQuery> = {}): ContextQuery {
  return {
    channel: 'telegram',
    conversation: '-1001',
    sender: '1',
    fingerprint: 'f1',
    nearFingerprint: 'f1',
    bands: [],
    scope: 'conversation',
    since: '',
    atMost: 1,
    ...parts,
  };
}

/** A candidate that the gate let pass; `decision: null` and `parent: null` make it one that was given. */
export function aModel(id: string, parts: Partial<NewModel> = {}): NewModel {
  return {
    id,
    origin: 'learnt',
    architecture: 'ngram',
    parent: 'words@1.0.0',
    measuredAgainst: 'words@1.0.0',
    digest: `digest of ${id}`,
    bytes: 3,
    learntThrough: 20,
    decision: { isPromotable: true, reasons: ['size is 99 %'], alarms: [] },
    createdAt: at(0),
    files: { 'weights.bin': Uint8Array.of(1, 2, 3) },
    report: null,
    ...parts,
  };
}

export const aRefusal = (reason: string): Pick<NewModel, 'decision'> => ({
  decision: { isPromotable: false, reasons: [reason], alarms: [] },
});
