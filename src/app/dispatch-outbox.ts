import type { Clock } from '../domain/clock.js';
import type { ClaimRequest, Outbox } from '../domain/outbox.js';
import { type Performer, type Target, TARGETS, type Task, type TaskOutcome } from '../domain/task.js';

export interface DispatcherDependencies {
  readonly outbox: Outbox;
  readonly performers: Readonly<Partial<Record<Target, Performer>>>;
  readonly clock: Clock;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for the jitter of the back-off. */
  readonly random: () => number;
  /** After each task, for the log. */
  readonly onOutcome: (task: Task, outcome: TaskOutcome) => void;
  /** The outbox itself failed; the dispatcher goes on. */
  readonly onFault: (fault: unknown) => void;
  /** Aborts when what is in hand has to end: whatever it breaks off is due again at once. */
  readonly cut?: AbortSignal;
}

export interface Dispatcher {
  /** Takes tasks until it is stopped. Resolves when the last one in hand is finished. */
  run(): Promise<void>;
  /** There is something new in the outbox. */
  notify(): void;
  /** Takes nothing new. */
  stop(): void;
  /** Those that it has a performer for. */
  readonly targets: readonly Target[];
  /** When it last began to look for tasks; null before the first time. It does so once a second at the least. */
  lastLook(): Date | null;
}

/** For each target: a receiver that hangs must not keep Telegram waiting, nor the other way round. */
const MAX_IN_HAND = 24;
/** Longer than any performer may take, so that a task never has two performers. */
const LEASE_MS = 120_000;
/** How long another process' task may wait for us. */
const POLL_MS = 1_000;
const BACK_OFF_MS = 1_000;
const MAX_BACK_OFF_MS = 300_000;
const MAX_AGE_MS = 72 * 3_600_000;

/** Carries out what stands in the outbox: several lanes at once, one task of a lane after the other. */
export function createDispatcher(dependencies: DispatcherDependencies): Dispatcher {
  const inHand = new Map<Promise<void>, Target>();
  let isStopped = false;
  let lastLook: Date | null = null;
  let alarm = new AbortController();
  const wake = (): void => alarm.abort();

  const start = (task: Task): void => {
    const work = carryOut(dependencies, task)
      .catch(dependencies.onFault)
      .finally(() => {
        inHand.delete(work);
        wake();
      });
    inHand.set(work, task.target);
  };

  const takeMore = async () => sum(await Promise.all(TARGETS.map(takeMoreFor)));

  const takeMoreFor = async (target: Target): Promise<number> => {
    const limit = MAX_IN_HAND - [...inHand.values()].filter((other) => other === target).length;
    if (limit <= 0) return 0;
    const tasks = await dependencies.outbox.claimTasks({ ...leaseFrom(dependencies.clock), limit, target });
    tasks.forEach(start);
    return tasks.length;
  };

  return {
    notify: wake,
    stop: () => {
      isStopped = true;
      wake();
    },
    targets: TARGETS.filter((target) => dependencies.performers[target] !== undefined),
    lastLook: () => lastLook,
    run: async () => {
      lastLook = dependencies.clock.now();
      await dependencies.outbox
        .recoverLeases(dependencies.clock.now().toISOString())
        .catch(dependencies.onFault);
      while (!isStopped) {
        alarm = new AbortController();
        lastLook = dependencies.clock.now();
        const taken = await takeMore().catch((fault: unknown) => {
          dependencies.onFault(fault);
          return 0;
        });
        if (taken === 0) await dependencies.sleep(POLL_MS, alarm.signal);
      }
      await Promise.all(inHand.keys());
    },
  };
}

const CUT_SHORT: TaskOutcome = { kind: 'retry', afterMs: 0, reason: 'the gate was stopped meanwhile' };

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function leaseFrom(clock: Clock): Pick<ClaimRequest, 'now' | 'leaseUntil'> {
  const now = clock.now();
  return { now: now.toISOString(), leaseUntil: new Date(now.getTime() + LEASE_MS).toISOString() };
}

async function carryOut(dependencies: DispatcherDependencies, task: Task): Promise<void> {
  const tried = await perform(dependencies, task);
  const outcome =
    tried.kind === 'retry' && dependencies.cut?.aborted === true
      ? CUT_SHORT
      : giveUpWhenOld(tried, task, dependencies.clock.now());
  await keepOutcome(dependencies, task, outcome);
  dependencies.onOutcome(task, outcome);
}

async function perform({ performers }: DispatcherDependencies, task: Task): Promise<TaskOutcome> {
  const performer = performers[task.target];
  // Kept for the day the channel is switched on again: its settings may just be missing.
  if (performer === undefined)
    return { kind: 'retry', afterMs: MAX_BACK_OFF_MS, reason: `${task.target} is switched off` };
  try {
    return await performer.perform(task);
  } catch (error) {
    return { kind: 'retry', afterMs: null, reason: error instanceof Error ? error.message : String(error) };
  }
}

function giveUpWhenOld(outcome: TaskOutcome, task: Task, now: Date): TaskOutcome {
  const isOld = now.getTime() - Date.parse(task.createdAt) > MAX_AGE_MS;
  if (outcome.kind !== 'retry' || !isOld) return outcome;
  return { kind: 'dead', reason: `given up after 72 hours: ${outcome.reason}` };
}

async function keepOutcome(
  { outbox, clock, random }: DispatcherDependencies,
  task: Task,
  outcome: TaskOutcome,
): Promise<void> {
  const now = clock.now();
  switch (outcome.kind) {
    case 'done':
      return outbox.finishTask(task.id, now.toISOString());
    case 'dead':
      return outbox.buryTask(task.id, { at: now.toISOString(), reason: outcome.reason });
    case 'retry': {
      const pauseMs = outcome.afterMs ?? backOffMs(task.attempts, random());
      const availableAt = new Date(now.getTime() + pauseMs).toISOString();
      const hasFailed = outcome.afterMs === null;
      return outbox.postponeTask(task.id, { availableAt, reason: outcome.reason, hasFailed });
    }
  }
}

/** Doubles with each attempt, with up to a quarter of jitter, so that processes do not come back all at once. */
export function backOffMs(attempts: number, random: number): number {
  const base = Math.min(BACK_OFF_MS * 2 ** Math.min(attempts, 20), MAX_BACK_OFF_MS);
  return Math.round(base * (1 + random / 4));
}
