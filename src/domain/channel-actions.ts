import type { Policy } from './policy.js';
import type { Campaign, StoredMessage } from './store.js';
import type { NewTask } from './task.js';

/** What a verdict came from. */
export interface VerdictContext {
  readonly policy: Policy;
  /** Others with the same text that wait in quarantine already; null when there are none. */
  readonly campaign: Campaign | null;
}

/** How one channel carries out what was decided, under the policy of the conversation. Pure: says what is to be done, does nothing. */
export interface ChannelActions {
  /** People are told of what is withheld, and would be told of each copy of a campaign. */
  readonly tellsOfCampaigns: boolean;
  /** After a verdict. */
  tasksForVerdict(message: StoredMessage, context: VerdictContext): readonly NewTask[];
  /** A person released a withheld message: bring it back. */
  tasksForRelease(message: StoredMessage, policy: Policy): readonly NewTask[];
  /** A person called a message spam that had been let through: take it back where the channel can. */
  tasksForRemoval(message: StoredMessage, policy: Policy): readonly NewTask[];
}
