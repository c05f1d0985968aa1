import type { Channel } from './message.js';
import type { Policy } from './policy.js';
import type { Scorer } from './scorer.js';

/** A model in use: what it scores, and what it recommends to conversations that have set nothing. */
export interface LiveModel {
  readonly scorer: Scorer;
  readonly defaultPolicy: (channel: Channel) => Policy;
  /** Gives the memory back. */
  readonly close: () => void;
}
