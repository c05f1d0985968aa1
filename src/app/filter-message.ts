import type { ChannelActions } from '../domain/channel-actions.js';
import type { Clock } from '../domain/clock.js';
import type { CorrectionScope, Label } from '../domain/correction.js';
import { decide, type Evidence, isScore } from '../domain/decide.js';
import type { Events } from '../domain/events.js';
import type { LiveModel } from '../domain/live-model.js';
import { type Channel, cleanText, type Message, type SenderRole, textOf } from '../domain/message.js';
import { type NearText, recallNearly, type Remembered } from '../domain/near-memory.js';
import { type ConversationSettings, type Policy, policyOf } from '../domain/policy.js';
import { mayNeedSender } from '../domain/privacy.js';
import type { Scorer } from '../domain/scorer.js';
import { compareVerdicts, type ShadowScore } from '../domain/shadow.js';
import type { Signal } from '../domain/signals.js';
import type {
  Arrival,
  Campaign,
  ConversationStore,
  CorrectionStore,
  Fingerprint,
  MessageContext,
  MessageStore,
  OriginalRequest,
  SenderStore,
  StoredMessage,
} from '../domain/store.js';
import { isTrusted, type TrustRule } from '../domain/trust.js';
import { type Verdict, WITHHOLDING } from '../domain/verdict.js';

export interface FilterDependencies {
  readonly store: MessageStore & ConversationStore & CorrectionStore & SenderStore;
  /** Read for each message, so that a model can be swapped between two of them. */
  readonly currentScorer: () => Scorer;
  /** A model that scores beside the current one and decides nothing. */
  readonly shadowModel: () => Pick<LiveModel, 'scorer' | 'defaultPolicy'> | null;
  readonly fingerprint: Fingerprint;
  /** Equal for the copies of a campaign as well. */
  readonly nearFingerprint: Fingerprint;
  readonly nearText: NearText;
  readonly correctionScope: CorrectionScope;
  readonly defaultPolicy: (channel: Channel) => Policy;
  readonly actions: Readonly<Record<Channel, ChannelActions>>;
  readonly events: Events;
  readonly clock: Clock;
  readonly newId: () => string;
  /** New tasks stand in the outbox. */
  readonly onTasks: () => void;
}

export interface FilterOutcome {
  /** The message was here before: `message` is as it was stored then, and nothing new will be done. */
  readonly isRepeat: boolean;
  readonly message: StoredMessage;
  /** What the scorer threw, or that it gave no probability, for the caller to log; null when it did its work. */
  readonly fault: unknown;
}

/** `originals`: the requests that the message came in, where they are to be kept. */
export type FilterMessage = (
  message: Message,
  originals?: readonly OriginalRequest[],
) => Promise<FilterOutcome>;

/** Scores a message, decides, and keeps message, verdict and tasks in one transaction. Rejects only when the store does. */
export function createFilter(dependencies: FilterDependencies): FilterMessage {
  return async (arrived, originals = []) => {
    const message = cleanMessage(arrived);
    const text = textOf(message);
    const prints = {
      fingerprint: dependencies.fingerprint(text),
      nearFingerprint: dependencies.nearFingerprint(text),
    };
    const { verdict, fault, policy, signals, shadow } = await judge(dependencies, message, prints);
    const candidate = stored({ ...message, signals }, verdict, dependencies.newId());
    const tasks = dependencies.actions[message.channel].tasksForVerdict(candidate, {
      policy,
      campaign: await campaignOf(dependencies, candidate, prints.nearFingerprint),
    });
    const keepsSenderId = mayNeedSender(candidate, { mode: policy.mode, hasTasks: tasks.length > 0 });
    const told = dependencies.events.ofVerdict(candidate, dependencies.clock.now().toISOString());
    const arrival = { message: candidate, ...prints, keepsSenderId, originals, shadow };
    const saved = await dependencies.store.saveArrival({ ...arrival, tasks: [...tasks, ...told] });
    if (!saved.isRepeat && tasks.length + told.length > 0) dependencies.onTasks();
    return { ...saved, fault };
  };
}

async function judge(
  dependencies: FilterDependencies,
  message: Message,
  prints: Pick<Arrival, 'fingerprint' | 'nearFingerprint'>,
) {
  const { store, currentScorer, defaultPolicy, clock } = dependencies;
  const text = textOf(message);
  const hasText = text.trim() !== '';
  const { settings, memory, remembered, otherSenders } = await readContext(dependencies, message, prints);
  const isCampaign = text.trim().length >= CAMPAIGN_LENGTH && otherSenders >= CAMPAIGN_SENDERS;
  const signals: readonly Signal[] = isCampaign ? [...message.signals, 'campaign'] : message.signals;
  const { trust } = policyOf(settings, defaultPolicy(message.channel));
  const { senderRole, isTrusted } = await standingOf(store, message, { trust, now: clock.now() });
  // Nothing waits from here on: the model may be swapped between two messages, and its thresholds go with it.
  const policy = policyOf(settings, defaultPolicy(message.channel));
  const scorer = currentScorer();
  const { score, fault } = hasText ? scoreOne(scorer, text) : { score: null, fault: null };
  const evidence: Evidence = {
    channel: message.channel,
    text,
    isCarrierKeyword: message.isCarrierKeyword ?? false,
    senderRole,
    isTrusted,
    signals,
    memory: hasText ? memory : null,
    nearMemory: score === null ? null : labelNearby({ text, score }, remembered, { ...dependencies, scorer }),
    score,
    model: scorer.model,
  };
  const verdict = decide(evidence, policy);
  const shadow = score === null ? null : judgeInShadow(dependencies, evidence, { settings, verdict });
  return { verdict, fault, policy, signals, shadow };
}

/** What the model in the shadow would have said, all else being equal. Its faults are its own. */
function judgeInShadow(
  { shadowModel }: FilterDependencies,
  evidence: Evidence,
  { settings, verdict }: { readonly settings: ConversationSettings; readonly verdict: Verdict },
): ShadowScore | null {
  const model = shadowModel();
  if (model === null) return null;
  const { score } = scoreOne(model.scorer, evidence.text);
  const policy = policyOf(settings, model.defaultPolicy(evidence.channel));
  return compareVerdicts(verdict, decide({ ...evidence, score, model: model.scorer.model }, policy));
}

function readContext(
  { store, nearText, correctionScope, clock }: FilterDependencies,
  message: Message,
  prints: Pick<Arrival, 'fingerprint' | 'nearFingerprint'>,
): Promise<MessageContext> {
  return store.readContext({
    channel: message.channel,
    conversation: message.conversation,
    sender: message.sender.id,
    ...prints,
    bands: nearText.bandsOf(textOf(message)),
    scope: correctionScope,
    since: new Date(clock.now().getTime() - CAMPAIGN_MS).toISOString(),
    atMost: CAMPAIGN_SENDERS,
  });
}

function labelNearby(
  message: { readonly text: string; readonly score: number },
  remembered: readonly Remembered[],
  { nearText, scorer }: { readonly nearText: NearText; readonly scorer: Scorer },
): Label | null {
  const scoreOf = (text: string) => scoreOne(scorer, text).score;
  return recallNearly(message, remembered, { ...nearText, scoreOf });
}

/** Short texts are everybody's: greetings, thanks. */
const CAMPAIGN_LENGTH = 20;
const CAMPAIGN_MS = 24 * 3_600_000;
const CAMPAIGN_SENDERS = 2;

/** What people have been told of already, when this one is withheld, too. */
async function campaignOf(
  { store, actions, clock }: FilterDependencies,
  { channel, conversation, isWithheld }: StoredMessage,
  nearFingerprint: string,
): Promise<Campaign | null> {
  if (!isWithheld || !actions[channel].tellsOfCampaigns) return null;
  const since = new Date(clock.now().getTime() - CAMPAIGN_MS).toISOString();
  return store.findCampaign({ channel, conversation, nearFingerprint, since });
}

/** The sender of a text message is what somebody wrote there; the other channels vouch for who he is. */
async function standingOf(
  store: SenderStore,
  { channel, conversation, sender }: Message,
  { trust, now }: { readonly trust: TrustRule; readonly now: Date },
): Promise<{ readonly senderRole: SenderRole; readonly isTrusted: boolean }> {
  if (channel === 'sms' || sender.role !== 'member') return { senderRole: sender.role, isTrusted: false };
  const key = { channel, conversation, id: sender.id };
  const record = await store.readSender(key, trust.messages);
  return {
    senderRole: record.standing === 'exempt' ? 'exempt' : 'member',
    isTrusted: isTrusted(record, trust, now),
  };
}

function scoreOne(scorer: Scorer, text: string): { readonly score: number; readonly fault: unknown } {
  try {
    const score = scorer.score([text])[0] ?? NaN;
    return { score, fault: isScore(score) ? null : new RangeError(`The scorer gave ${String(score)}`) };
  } catch (fault) {
    return { score: NaN, fault };
  }
}

function stored(message: Message, verdict: Verdict, id: string): StoredMessage {
  const isWithheld = WITHHOLDING.includes(verdict.action);
  return { ...message, id, verdict, isWithheld, status: isWithheld ? 'quarantined' : 'accepted' };
}

function cleanMessage(message: Message): Message {
  const { sender, surfaces, attachments } = message;
  return {
    ...message,
    messageId: cleanText(message.messageId),
    conversation: cleanText(message.conversation),
    sender: { ...sender, id: cleanText(sender.id), name: cleanText(sender.name) },
    surfaces: surfaces.map((surface) => ({ ...surface, text: cleanText(surface.text) })),
    attachments: attachments.map((attachment) => ({ ...attachment, content: cleanText(attachment.content) })),
  };
}
