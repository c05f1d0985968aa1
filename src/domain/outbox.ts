import type { Act, AuditEntry } from './audit.js';
import type { Page } from './page.js';
import type { NewTask, Target, Task } from './task.js';

export interface ClaimRequest {
  /** ISO 8601. */
  readonly now: string;
  /** ISO 8601: when the lease ends and the tasks are free again. */
  readonly leaseUntil: string;
  readonly limit: number;
  /** Those of this one only. */
  readonly target?: Target;
}

/** A task that was given up. */
export interface DeadTask extends Task {
  readonly reason: string;
  /** ISO 8601. */
  readonly diedAt: string;
}

export interface OutboxCounts {
  readonly pending: number;
  readonly dead: number;
}

/** A task as people see it, without what it carries. Times are ISO 8601. */
export interface TaskRecord {
  readonly id: number;
  readonly target: Target;
  readonly lane: string;
  readonly dedupeKey: string;
  readonly status: 'pending' | 'dead' | 'done';
  /** How often it was tried and failed. */
  readonly attempts: number;
  readonly createdAt: string;
  /** Null: at once. */
  readonly availableAt: string | null;
  readonly leasedUntil: string | null;
  /** Why it was put off or given up, the last time. */
  readonly reason: string | null;
  readonly finishedAt: string | null;
  /** The gate's id of the message that it is about. */
  readonly messageId: string | null;
}

export interface TaskQuery {
  readonly status: TaskRecord['status'];
  readonly target?: Target;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

/** Of one target; each counted up to a hundred thousand. */
export interface OutboxMeasure {
  readonly target: Target;
  readonly pending: number;
  readonly dead: number;
  /** Of the pending ones: those that were tried and failed. */
  readonly retried: number;
  /** ISO 8601: when the oldest pending one was created. */
  readonly oldestPending: string | null;
}

export interface DueTask {
  readonly target: Target;
  /** ISO 8601: since when it could have been claimed. */
  readonly dueSince: string;
}

export interface Postponement {
  /** ISO 8601. */
  readonly availableAt: string;
  readonly reason: string;
  /** It was tried and failed; else it was only told to wait, which makes the next pause no longer. */
  readonly hasFailed: boolean;
}

export interface LateTask {
  readonly lane: string;
  /** ISO 8601; null for one that is leased. */
  readonly finishedAt: string | null;
}

export interface Outbox {
  /** Keeps the tasks whose dedupe key is new; with the first of them, that a person ordered them, if one did. */
  addTasks(tasks: readonly NewTask[], now: string, order?: AuditEntry): Promise<void>;
  /** Leases due tasks, at most one a lane and only the oldest pending one of it. */
  claimTasks(request: ClaimRequest): Promise<readonly Task[]>;
  finishTask(id: number, at: string): Promise<void>;
  /** Gives the lease back; the task is due again at `availableAt`. */
  postponeTask(id: number, change: Postponement): Promise<void>;
  buryTask(id: number, change: { readonly at: string; readonly reason: string }): Promise<void>;
  countTasks(): Promise<OutboxCounts>;
  /** Newest first, looked through as `Page` says. */
  listTasks(query: TaskQuery): Promise<Page<TaskRecord>>;
  /** Of each target the first task that nothing stands in the way of and nobody has taken; targets without one are left out. */
  findDueTasks(now: string): Promise<readonly DueTask[]>;
  /** A row for each target, with tasks or without. */
  measureOutbox(): Promise<readonly OutboxMeasure[]>;
  /** The last ones, newest first. */
  listDeadTasks(limit: number): Promise<readonly DeadTask[]>;
  /** Dead tasks are as good as new: those with these ids, or all of a target. Says how many there were. */
  reviveTasks(
    which: { readonly ids: readonly number[] } | { readonly target: Target },
    by: Act,
  ): Promise<number>;
  /** The tasks of a target that were done since then, or are leased: they may have been done as well. */
  listLately(target: Target, since: string): Promise<readonly LateTask[]>;
  /**
   * Called once before the first claim. A store that serves one process only (SQLite) gives back the leases of
   * the process that died; one that serves several leaves them to run out. What was leased may have been done: that
   * stays in `listLately`, however often the process dies.
   */
  recoverLeases(now: string): Promise<void>;
}
