import type { ChannelActions } from '../domain/channel-actions.js';
import type { Clock } from '../domain/clock.js';
import type { Correction, CorrectionRole, CorrectionSource, Label } from '../domain/correction.js';
import type { Events } from '../domain/events.js';
import { type Channel, cleanText, textOf } from '../domain/message.js';
import type { NearText } from '../domain/near-memory.js';
import { type Policy, policyOf } from '../domain/policy.js';
import type {
  ConversationKey,
  ConversationStore,
  CorrectionChange,
  CorrectionStore,
  Fingerprint,
  MessageStore,
  SenderKey,
  StoredMessage,
} from '../domain/store.js';
import type { NewTask } from '../domain/task.js';

export interface CorrectionDependencies {
  readonly store: MessageStore & CorrectionStore & ConversationStore;
  readonly fingerprint: Fingerprint;
  readonly nearText: Pick<NearText, 'bandsOf'>;
  readonly defaultPolicy: (channel: Channel) => Policy;
  readonly actions: Readonly<Record<Channel, ChannelActions>>;
  readonly events: Events;
  readonly clock: Clock;
  /** New tasks stand in the outbox. */
  readonly onTasks: () => void;
}

export interface CorrectionRequest {
  /** Made by the caller; asking twice with one id changes things once. */
  readonly correctionId: string;
  readonly label: Label;
  readonly author: string;
  readonly role: CorrectionRole;
  readonly source: CorrectionSource;
  /** What it does is done so much later, so that it can be undone before anybody sees it. Not given: at once. */
  readonly holdMs?: number;
  /**
   * The gate's id of a stored message, or a text that belongs to no message; with a conversation it is in force there at
   * once.
   */
  readonly about:
    { readonly messageId: string } | { readonly text: string; readonly conversation?: ConversationKey };
}

export type CorrectionOutcome =
  /** `message` is as it is now; null for a bare text. `isBroughtBack`: it had been withheld and is on its way. */
  | {
      readonly kind: 'recorded';
      readonly correction: Correction;
      readonly message: StoredMessage | null;
      readonly isBroughtBack: boolean;
    }
  /** This very request was carried out before, or the message has this label already. */
  | { readonly kind: 'unchanged'; readonly message: StoredMessage | null }
  | { readonly kind: 'unknown-message' };

export type RecordCorrection = (request: CorrectionRequest) => Promise<CorrectionOutcome>;

/** Keeps a person's label and does at once what it means: releases, or removes, that one message. */
export function createRecordCorrection(dependencies: CorrectionDependencies): RecordCorrection {
  return async (request) => {
    const { about } = request;
    if ('text' in about) return correctText(dependencies, request, about);
    // Two people may press at the same moment: whoever comes second reads the message again.
    for (;;) {
      const message = await dependencies.store.findMessage(about.messageId);
      if (message === null) return { kind: 'unknown-message' };
      const outcome = await correctMessage(dependencies, request, message);
      if (outcome !== 'stale') return outcome;
    }
  };
}

async function correctText(
  dependencies: CorrectionDependencies,
  request: CorrectionRequest,
  about: { readonly text: string; readonly conversation?: ConversationKey },
): Promise<CorrectionOutcome> {
  const text = cleanText(about.text);
  const { conversation = null } = about;
  const correction: Correction = {
    ...commonParts(request, dependencies.clock),
    messageId: null,
    text,
    conversation: conversation && { channel: conversation.channel, id: cleanText(conversation.id) },
    score: null,
    model: null,
  };
  const saved = await dependencies.store.saveCorrection({
    correction,
    ...printsOf(dependencies, text),
    ...NO_EFFECT,
  });
  if (saved !== 'saved') return { kind: 'unchanged', message: null };
  return { kind: 'recorded', correction, message: null, isBroughtBack: false };
}

async function correctMessage(
  dependencies: CorrectionDependencies,
  request: CorrectionRequest,
  message: StoredMessage,
): Promise<CorrectionOutcome | 'stale'> {
  const isLabel = request.role === 'admin';
  if (isLabel && message.status === statusFor(request.label)) return { kind: 'unchanged', message };
  const text = textOf(message);
  const correction: Correction = {
    ...commonParts(request, dependencies.clock),
    messageId: message.id,
    text,
    conversation: { channel: message.channel, id: message.conversation },
    score: message.verdict.score,
    model: message.verdict.model,
  };
  const effect = isLabel ? await effectOf(dependencies, request.label, message) : NO_EFFECT;
  const corrected = { ...message, ...effect.transition?.to };
  const told = isLabel ? dependencies.events.ofDecision(corrected, correction) : [];
  const tasks = held([...effect.tasks, ...told], request, dependencies);
  const saved = await dependencies.store.saveCorrection({
    correction,
    ...printsOf(dependencies, text),
    ...effect,
    tasks,
  });
  if (saved === 'stale') return 'stale';
  if (saved === 'repeat') return { kind: 'unchanged', message };
  if (tasks.length > 0) dependencies.onTasks();
  const isBroughtBack = request.label === 'ham' && effect.tasks.length > 0;
  return { kind: 'recorded', correction, message: corrected, isBroughtBack };
}

function printsOf({ fingerprint, nearText }: CorrectionDependencies, text: string) {
  return { fingerprint: fingerprint(text), bands: nearText.bandsOf(text) };
}

type Effect = Pick<CorrectionChange, 'transition' | 'tasks' | 'trusts'>;

const NO_EFFECT: Effect = { transition: null, tasks: [], trusts: null };

function held(
  tasks: readonly NewTask[],
  { holdMs }: CorrectionRequest,
  { clock }: CorrectionDependencies,
): readonly NewTask[] {
  if (holdMs === undefined) return tasks;
  const notBefore = new Date(clock.now().getTime() + holdMs).toISOString();
  return tasks.map((task) => ({ ...task, notBefore }));
}

/** What a label does to its message: ham brings a withheld one back, spam takes a visible one away. */
async function effectOf(
  { store, actions, defaultPolicy }: CorrectionDependencies,
  label: Label,
  message: StoredMessage,
): Promise<Effect> {
  const from = { status: message.status, isWithheld: message.isWithheld };
  const channelActions = actions[message.channel];
  const settings = await store.readSettings({ channel: message.channel, id: message.conversation });
  const policy = policyOf(settings, defaultPolicy(message.channel));
  if (label === 'ham') {
    const tasks = message.isWithheld ? channelActions.tasksForRelease(message, policy) : [];
    return {
      transition: { from, to: { status: 'released', isWithheld: false } },
      tasks,
      trusts: wronged(message),
    };
  }
  const mayRemove = !message.isWithheld && policy.mode !== 'observe';
  const tasks = mayRemove ? channelActions.tasksForRemoval(message, policy) : [];
  const isWithheld = message.isWithheld || tasks.length > 0;
  return { transition: { from, to: { status: 'confirmed', isWithheld } }, tasks, trusts: null };
}

/** Who was called a spammer and was none gets the higher threshold in that conversation, and nothing more. */
function wronged({ channel, conversation, sender, verdict }: StoredMessage): SenderKey | null {
  const isWronged = channel !== 'sms' && verdict.band === 'spam';
  return isWronged ? { channel, conversation, id: sender.id } : null;
}

const statusFor = (label: Label) => (label === 'ham' ? 'released' : 'confirmed');

function commonParts({ correctionId, label, author, role, source }: CorrectionRequest, clock: Clock) {
  return {
    id: correctionId,
    label,
    author: cleanText(author),
    role,
    source,
    createdAt: clock.now().toISOString(),
    withdrawnAt: null,
  };
}
