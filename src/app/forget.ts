import type { IdempotencyStore } from '../domain/access.js';
import type { Clock } from '../domain/clock.js';
import type { Batch, Retention } from '../domain/privacy.js';

export interface ForgetDependencies {
  readonly store: Retention & Pick<IdempotencyStore, 'forgetKeys'>;
  readonly clock: Clock;
  /** How long a message is kept that was accepted as ham. */
  readonly hamHours: number;
  /** How long everything else is kept. */
  readonly spamDays: number;
  /** Between two batches others have the store. False: the process ends, and leaves the rest to the next one. */
  readonly pause: () => Promise<boolean>;
}

/** How many there were of each kind; kinds without any are left out. */
export type Forgotten = Readonly<Record<string, number>>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So long a gateway may deliver a message again; its key is kept, and it is not acted upon twice. */
const KEY_MS = 72 * HOUR_MS;
/** So long somebody may have second thoughts: a message released after all is to reach people with its sender. */
const SETTLED_MS = DAY_MS;
const DONE_TASK_MS = 7 * DAY_MS;
/** So long a request that comes again with its key is answered as it was the first time. */
const ANSWER_MS = DAY_MS;

/** SQLite is busy with so many for some ten milliseconds, and the process with it. */
const BATCH = 100;
/** In one run; what is left, the next one takes. */
const MOST_BATCHES = 1_000;

/** Forgets what is older than it may be, in batches between which others have the store. Doing it twice does it once. */
export function createForget(dependencies: ForgetDependencies): () => Promise<Forgotten> {
  return async () => {
    const forgotten: Record<string, number> = {};
    for (const [kind, forget] of Object.entries(kindsOf(dependencies))) {
      const count = await repeatedly(forget, dependencies.pause);
      if (count > 0) forgotten[kind] = count;
    }
    return forgotten;
  };
}

type ForgetBatch = () => Promise<number>;

function kindsOf({ store, clock, hamHours, spamDays }: ForgetDependencies): Record<string, ForgetBatch> {
  const now = clock.now().getTime();
  const before = (ageMs: number): Batch => ({ before: new Date(now - ageMs).toISOString(), limit: BATCH });
  const keys = before(KEY_MS);
  const others = before(spamDays * DAY_MS);
  return {
    ham: () => store.forgetMessages('ham', { ...before(hamHours * HOUR_MS), keysBefore: keys.before }),
    others: () => store.forgetMessages('others', { ...others, keysBefore: keys.before }),
    keys: () => store.forget('key', keys),
    senders: () => store.hideSenders(before(SETTLED_MS)),
    doneTasks: () => store.forget('done-task', before(DONE_TASK_MS)),
    deadTasks: () => store.forget('dead-task', others),
    withdrawnCorrections: () => store.forget('withdrawn-correction', before(DAY_MS)),
    parkedUpdates: () => store.forget('parked-update', others),
    replies: () => store.forget('reply', before(DAY_MS)),
    answers: () => store.forgetKeys(before(ANSWER_MS)),
  };
}

async function repeatedly(forget: ForgetBatch, pause: ForgetDependencies['pause']): Promise<number> {
  let total = 0;
  for (let batches = 0; batches < MOST_BATCHES; batches++) {
    const count = await forget();
    total += count;
    if (count === 0 || !(await pause())) break;
  }
  return total;
}
