import type { ChannelActions } from '../domain/channel-actions.js';
import type { Clock } from '../domain/clock.js';
import type { Correction } from '../domain/correction.js';
import type { Events } from '../domain/events.js';
import type { Channel } from '../domain/message.js';
import { type Policy, policyOf } from '../domain/policy.js';
import type {
  ConversationStore,
  CorrectionStore,
  MessageStatus,
  MessageStore,
  StoredMessage,
  Undoing,
} from '../domain/store.js';
import { WITHHOLDING } from '../domain/verdict.js';

export interface UndoDependencies {
  readonly store: Pick<MessageStore, 'findMessage'> &
    Pick<CorrectionStore, 'listDecisions' | 'undoCorrection'> &
    Pick<ConversationStore, 'readSettings'>;
  readonly defaultPolicy: (channel: Channel) => Policy;
  readonly actions: Readonly<Record<Channel, ChannelActions>>;
  readonly events: Events;
  readonly clock: Clock;
  /** New tasks stand in the outbox. */
  readonly onTasks: () => void;
}

export type UndoOutcome =
  /**
   * `message` is as it is now. `isOut`: it waits for a decision again, and yet people can see it: it was forwarded, or
   * posted, before anybody undid it.
   */
  | { readonly kind: 'undone'; readonly message: StoredMessage; readonly isOut: boolean }
  /** Nobody has decided about it, or that was undone already. */
  | { readonly kind: 'undecided'; readonly message: StoredMessage }
  | { readonly kind: 'unknown-message' };

/** Takes the last decision about a message back: its label is withdrawn, and what it did is undone as far as that can be. */
export type UndoDecision = (messageId: string, author: string) => Promise<UndoOutcome>;

export function createUndoDecision(dependencies: UndoDependencies): UndoDecision {
  return async (messageId, author) => {
    // Another person may decide, or the dispatcher begin, at the same moment: then all of it is read again.
    for (;;) {
      const message = await dependencies.store.findMessage(messageId);
      if (message === null) return { kind: 'unknown-message' };
      const [last, before] = await dependencies.store.listDecisions(messageId, 2);
      if (last === undefined) return { kind: 'undecided', message };
      const outcome = await undo(dependencies, { message, last, before, author });
      if (outcome !== 'stale') return outcome;
    }
  };
}

interface Decided {
  readonly message: StoredMessage;
  readonly last: Correction;
  /** The one that is in force again. */
  readonly before: Correction | undefined;
  readonly author: string;
}

async function undo(dependencies: UndoDependencies, decided: Decided): Promise<UndoOutcome | 'stale'> {
  const { store, events, clock, onTasks } = dependencies;
  const { message, last, author } = decided;
  const status = statusBefore(decided);
  const { cancels, isWithheld, ...effect } = await effectOf(dependencies, decided, status);
  const at = clock.now().toISOString();
  const tasks = [...effect.tasks, ...events.ofUndoing({ ...message, status }, last, at)];
  const undone = await store.undoCorrection({
    correctionId: last.id,
    messageId: message.id,
    transition: {
      from: { status: message.status, isWithheld: message.isWithheld },
      to: { status, isWithheld },
    },
    cancels,
    tasks,
    by: { author, at },
  });
  if (undone === 'stale') return 'stale';
  if (tasks.length > 0) onTasks();
  const isOut = status === 'quarantined' && !undone.isWithheld;
  return { kind: 'undone', message: { ...message, status, ...undone }, isOut };
}

function statusBefore({ message, before }: Decided): MessageStatus {
  if (before !== undefined) return before.label === 'ham' ? 'released' : 'confirmed';
  return WITHHOLDING.includes(message.verdict.action) ? 'quarantined' : 'accepted';
}

type Effect = Pick<Undoing, 'cancels' | 'tasks'> & { readonly isWithheld: boolean };

/** A message that was removed comes back; one that is on its way back, and not further, is held. What is out stays out. */
async function effectOf(
  { store, actions, events, defaultPolicy }: UndoDependencies,
  { message, last }: Decided,
  status: MessageStatus,
): Promise<Effect> {
  const isVisible = status === 'accepted' || status === 'released';
  const wasReleased = message.status === 'released' && !message.isWithheld;
  const settings = await store.readSettings({ channel: message.channel, id: message.conversation });
  const policy = policyOf(settings, defaultPolicy(message.channel));
  const channelActions = actions[message.channel];
  const release = channelActions.tasksForRelease(message, policy);
  if (isVisible && message.isWithheld) return { cancels: [], tasks: release, isWithheld: false };
  // Where the gate itself brings nothing back, whoever hears of the release does.
  const roads = release.length > 0 ? release.map(({ dedupeKey }) => dedupeKey) : events.keysOfDecision(last);
  const cancels = wasReleased && !isVisible ? roads : [];
  return { cancels, tasks: [], isWithheld: message.isWithheld };
}
