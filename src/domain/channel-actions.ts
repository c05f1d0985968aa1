import type { Policy } from './policy.js';
import type { StoredMessage } from './store.js';
import type { NewTask } from './task.js';

/** How one channel carries out what was decided, under the policy of the conversation. Pure: says what is to be done, does nothing. */
export interface ChannelActions {
  /** After a verdict. */
  tasksForVerdict(message: StoredMessage, policy: Policy): readonly NewTask[];
  /** A person released a withheld message: bring it back. */
  tasksForRelease(message: StoredMessage, policy: Policy): readonly NewTask[];
  /** A person called a message spam that had been let through: take it back where the channel can. */
  tasksForRemoval(message: StoredMessage, policy: Policy): readonly NewTask[];
}
