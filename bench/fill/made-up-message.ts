import { fingerprint, nearFingerprint } from '../../src/classifier/fingerprint.js';
import type { Channel } from '../../src/domain/message.js';
import type { Arrival, MessageStatus, StoredMessage } from '../../src/domain/store.js';
import type { Verdict } from '../../src/domain/verdict.js';
import { anyBelow, between, happens, pick, pickUnevenly } from './dice.js';
import { campaignText, hamText, madeUpName, spamText } from './made-up-text.js';

const CHANNELS: readonly Channel[] = ['telegram', 'telegram', 'telegram', 'sms', 'sms', 'api'];
const GATEWAYS = ['twilio', 'vonage', 'json'];
const MODEL = 'default@1.0.0';

interface Place {
  readonly channel: Channel;
  readonly conversation: string;
  readonly language: number;
  readonly withholds: boolean;
}

const CONVERSATIONS: readonly Place[] = Array.from({ length: 200 }, (_, index) => {
  const channel = CHANNELS[index % CHANNELS.length] ?? 'telegram';
  const conversation = {
    telegram: `-100${2_000 + index}`,
    sms: `+1415555${1_000 + index}`,
    api: `shop-${index}`,
  };
  return { channel, conversation: conversation[channel], language: index, withholds: index % 3 !== 0 };
});
const SENDERS = Array.from({ length: 30_000 }, (_, index) => ({
  number: 10_000_000 + index,
  name: madeUpName(),
}));

type Kind = 'ham' | 'unsure' | 'spam' | 'campaign';

function anyKind(): Kind {
  if (happens(0.85)) return happens(0.035) ? 'unsure' : 'ham';
  return happens(1 / 3) ? 'campaign' : 'spam';
}

const TEXT = {
  ham: hamText,
  unsure: spamText,
  spam: spamText,
  campaign: campaignText,
} satisfies Record<Kind, (language: number) => string>;

const SCORE = { ham: [0, 0.5], unsure: [0.5, 0.8], spam: [0.8, 1], campaign: [0.95, 1] } as const;

function verdictOf(kind: Kind, withholds: boolean): Verdict {
  const [low, high] = SCORE[kind];
  const score = between(low, high);
  if (kind === 'ham')
    return { score, band: 'ham', action: 'accept', reasons: ['below-threshold'], model: MODEL };
  if (kind === 'unsure')
    return { score, band: 'unsure', action: 'accept', reasons: ['above-review-threshold'], model: MODEL };
  return {
    score,
    band: 'spam',
    action: withholds ? 'quarantine' : 'reply',
    reasons: ['above-threshold'],
    model: MODEL,
  };
}

/** What people have decided, or not yet. */
function statusOf(kind: Kind, withholds: boolean): MessageStatus {
  if (kind === 'ham') return happens(0.001) ? 'confirmed' : 'accepted';
  if (kind === 'unsure') return happens(0.2) ? pick(['released', 'confirmed'] as const) : 'accepted';
  if (happens(0.4)) return happens(0.1) ? 'released' : 'confirmed';
  return withholds ? 'quarantined' : 'accepted';
}

function senderOf(channel: Channel): StoredMessage['sender'] {
  const { number, name } = pickUnevenly(SENDERS);
  if (channel === 'sms') return { id: `+49${number}`, name: `+49${number}`, role: 'member' };
  return { id: String(number), name, role: happens(0.01) ? 'admin' : 'member' };
}

/** The `number`-th of all. */
export function madeUpArrival(number: number, receivedAt: string): Arrival {
  const { channel, conversation, language, withholds } = pickUnevenly(CONVERSATIONS);
  const kind = anyKind();
  const text = TEXT[kind](language);
  const status = statusOf(kind, withholds);
  const message: StoredMessage = {
    id: `B${number.toString(36).padStart(9, '0')}`,
    channel,
    conversation,
    messageId: channel === 'telegram' ? String(number) : `SM${number.toString(16).padStart(32, '0')}`,
    revision: 0,
    sender: senderOf(channel),
    surfaces: [{ kind: 'body', text }],
    unscored: happens(0.05) ? ['photo'] : [],
    attachments: [],
    gateway: channel === 'sms' ? (GATEWAYS[anyBelow(3)] ?? null) : null,
    signals: [],
    receivedAt,
    verdict: verdictOf(kind, withholds),
    status,
    isWithheld: status === 'quarantined' || (status === 'confirmed' && withholds && kind !== 'ham'),
  };
  return {
    message,
    fingerprint: fingerprint(text),
    nearFingerprint: nearFingerprint(text),
    keepsSenderId: kind !== 'ham',
    tasks: [],
    originals: [],
    shadow: null,
  };
}
