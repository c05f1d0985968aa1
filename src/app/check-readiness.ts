import type { Clock } from '../domain/clock.js';
import { isScore } from '../domain/decide.js';
import type { Outbox } from '../domain/outbox.js';
import type { Scorer } from '../domain/scorer.js';
import type { Dispatcher } from './dispatch-outbox.js';

export interface ReadinessDependencies {
  readonly store: Pick<Outbox, 'findDueTasks'> & { ping(): Promise<void> };
  readonly currentScorer: () => Scorer;
  readonly dispatcher: Pick<Dispatcher, 'lastLook' | 'targets'>;
  readonly clock: Clock;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** What keeps the gate from doing its work, in plain words; nothing when it is ready. Never rejects. */
export type Readiness = () => Promise<readonly string[]>;

/** However often somebody asks, the store is not asked more often than this. */
const FRESH_MS = 1_000;
/** Whoever asks waits a few seconds at the most. */
const STORE_TIMEOUT_MS = 2_000;
/** Longer than the longest pause between two tries: one receiver that is slow for a while is no alarm. */
const OVERDUE_MS = 10 * 60_000;
const STANDSTILL_MS = 60_000;

/** Looks at what the gate needs; all who ask within a second get one answer. */
export function createReadiness(dependencies: ReadinessDependencies): Readiness {
  const { clock } = dependencies;
  let answer: Promise<readonly string[]> | null = null;
  let freshUntil = -Infinity;
  return () => {
    const nowMs = clock.now().getTime();
    if (answer === null || nowMs >= freshUntil || nowMs < freshUntil - FRESH_MS) {
      freshUntil = nowMs + FRESH_MS;
      answer = findProblems(dependencies);
    }
    return answer;
  };
}

async function findProblems(dependencies: ReadinessDependencies): Promise<readonly string[]> {
  const { currentScorer, dispatcher, clock } = dependencies;
  const model = givesNumbers(currentScorer) ? [] : ['the model gives no score'];
  const ofStore = await askStore(dependencies);
  return [...ofStore, ...model, ...standstill(dispatcher.lastLook(), clock.now())];
}

function givesNumbers(currentScorer: () => Scorer): boolean {
  try {
    return isScore(currentScorer().score(['Are you there?'])[0] ?? NaN);
  } catch {
    return false;
  }
}

async function askStore(dependencies: ReadinessDependencies): Promise<readonly string[]> {
  const { store, sleep } = dependencies;
  const end = new AbortController();
  const overdue = store.ping().then(() => findOverdue(dependencies));
  const isLate = sleep(STORE_TIMEOUT_MS, end.signal).then(() => ['the store does not answer']);
  const problems = await Promise.race([overdue, isLate]).catch(() => ['the store cannot be reached']);
  end.abort();
  // Whoever comes second may still fail, and nobody waits for it any more.
  overdue.catch(() => undefined);
  return problems;
}

/** What waits for a channel that is switched off is not stuck. */
async function findOverdue({ store, dispatcher, clock }: ReadinessDependencies): Promise<readonly string[]> {
  const now = clock.now();
  const due = await store.findDueTasks(now.toISOString());
  return due.flatMap(({ target, dueSince }) => {
    const ageMs = now.getTime() - Date.parse(dueSince);
    if (ageMs <= OVERDUE_MS || !dispatcher.targets.includes(target)) return [];
    return [`the outbox is stuck: a ${target} task has been due for ${Math.floor(ageMs / 60_000)} minutes`];
  });
}

function standstill(lastLook: Date | null, now: Date): readonly string[] {
  if (lastLook === null) return ['the outbox is not looked at yet'];
  const seconds = Math.floor((now.getTime() - lastLook.getTime()) / 1_000);
  return seconds * 1_000 <= STANDSTILL_MS ? [] : [`the outbox was last looked at ${seconds} seconds ago`];
}
