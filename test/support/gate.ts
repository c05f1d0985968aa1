import { aPolicy } from './builders.js';
import { createFilter, type FilterDependencies } from '../../src/app/filter-message.js';
import { createModelPlacing, type ModelPlacing } from '../../src/app/place-model.js';
import { createRecordCorrection } from '../../src/app/record-correction.js';
import { nearText } from '../../src/classifier/near/near-text.js';
import type { ChannelActions } from '../../src/domain/channel-actions.js';
import { NO_EVENTS } from '../../src/domain/events.js';
import type { Policy } from '../../src/domain/policy.js';
import type { Scorer } from '../../src/domain/scorer.js';
import type { Store, StoredMessage } from '../../src/domain/store.js';
import type { NewTask } from '../../src/domain/task.js';

export const NOW = new Date('2026-01-02T03:04:05.000Z');

/** Spam is what says "casino"; "faint" is doubtful; "broken" breaks the scorer. */
export const wordScorer: Scorer = {
  model: 'words@1.0.0',
  score: (texts) =>
    Float32Array.from(texts, (text) => {
      if (text.includes('broken')) throw new Error('the scorer broke');
      if (text.includes('casino')) return 0.97;
      return text.includes('faint') ? 0.6 : 0.02;
    }),
};

/** Actions that say what they were asked for. */
export const sayingActions: ChannelActions = {
  tellsOfCampaigns: true,
  tasksForVerdict: (message) => (message.verdict.action === 'accept' ? [] : [say('verdict', message)]),
  tasksForRelease: (message) => [say('release', message)],
  tasksForRemoval: (message) => [say('removal', message)],
};

function say(what: string, message: StoredMessage): NewTask {
  return {
    target: 'telegram',
    dedupeKey: `${what}:${message.id}`,
    lane: message.conversation,
    payload: what,
  };
}

/** What puts models in their places, on a real store; the model of the settings is that of `wordScorer`. */
export function createTestPlacing(store: Store): ModelPlacing {
  const clock = { now: () => NOW };
  return createModelPlacing({
    store,
    events: NO_EVENTS,
    clock,
    base: wordScorer.model,
    onPlaced: () => undefined,
  });
}

export interface TestGate {
  readonly filter: ReturnType<typeof createFilter>;
  readonly recordCorrection: ReturnType<typeof createRecordCorrection>;
  /** How often tasks were announced. */
  readonly announced: () => number;
}

/** The app on a real store, with a scorer that is easy to foresee. */
export function createTestGate(
  store: Store,
  mode: Policy['mode'] = 'quarantine',
  parts: Partial<FilterDependencies> = {},
): TestGate {
  let ids = 0;
  let announced = 0;
  const dependencies: FilterDependencies = {
    store,
    currentScorer: () => wordScorer,
    shadowModel: () => null,
    fingerprint: (text) => text.toLowerCase(),
    nearFingerprint: (text) => text.toLowerCase().replaceAll(/ ?\d+/g, ''),
    nearText,
    correctionScope: 'conversation',
    defaultPolicy: () => aPolicy({ mode }),
    events: NO_EVENTS,
    actions: { telegram: sayingActions, sms: sayingActions, api: sayingActions },
    clock: { now: () => NOW },
    newId: () => `M${String((ids += 1)).padStart(9, '0')}`,
    onTasks: () => (announced += 1),
    ...parts,
  };
  return {
    filter: createFilter(dependencies),
    recordCorrection: createRecordCorrection(dependencies),
    announced: () => announced,
  };
}

/** All tasks that are due, leased for a minute. */
export async function dueTasks(store: Store): Promise<readonly NewTask[]> {
  const now = new Date(Date.now() + 60_000).toISOString();
  return store.claimTasks({ now, leaseUntil: now, limit: 100 });
}
