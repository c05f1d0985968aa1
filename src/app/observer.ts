import type { CorrectionRole, CorrectionSource, Label } from '../domain/correction.js';
import type { Channel } from '../domain/message.js';
import type { Target, TaskOutcome } from '../domain/task.js';
import type { Action } from '../domain/verdict.js';

/** A message that was judged and kept for the first time. Nothing in it says whose it was or what it said. */
export interface Judged {
  readonly channel: Channel;
  readonly action: Action;
  /** Null where nothing was scored, or the scorer failed. */
  readonly score: number | null;
  readonly hasFault: boolean;
}

/**
 * What the gate tells of its work while it does it, for whoever counts. It is called for each message: it must cost
 * next to nothing and never throw.
 */
export interface Observer {
  /** Milliseconds, with fractions, of a clock that never goes back. */
  timeMs(): number;
  onJudged(judged: Judged): void;
  /** It was here before: nothing was kept and nothing will be done. */
  onRepeat(channel: Channel): void;
  /** The scorer did its work for one message. */
  onScored(ms: number): void;
  /** A message, its verdict and its tasks are kept. */
  onCommitted(ms: number): void;
  /** From the arrival of a request or an update until its answer went out. */
  onAnswered(answered: { readonly channel: Channel; readonly ms: number }): void;
  /** A person's word that was kept. */
  onCorrected(correction: {
    readonly label: Label;
    readonly source: CorrectionSource;
    readonly role: CorrectionRole;
  }): void;
  /** A task was tried. */
  onTried(target: Target, outcome: TaskOutcome['kind']): void;
}
