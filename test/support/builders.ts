import type { Arrival, StoredMessage } from '../../src/domain/store.js';
import type { Policy, Thresholds } from '../../src/domain/policy.js';
import type { Message } from '../../src/domain/message.js';
import type { Verdict } from '../../src/domain/verdict.js';

/** Builders for what a test does not care about. */
type MessageParts = Partial<Omit<Message, 'surfaces'>> & { readonly text?: string };

export function aMessage({ text = 'Lunch at noon?', ...parts }: MessageParts = {}): Message {
  return {
    channel: 'telegram',
    conversation: '-1001',
    messageId: '17',
    revision: 0,
    sender: { id: '42', name: 'Ann', role: 'member' },
    surfaces: text === '' ? [] : [{ kind: 'body', text }],
    unscored: [],
    attachments: [],
    gateway: null,
    signals: [],
    receivedAt: '2026-01-02T03:04:05.000Z',
    ...parts,
  };
}

export function aVerdict(parts: Partial<Verdict> = {}): Verdict {
  return {
    score: 0.01,
    band: 'ham',
    action: 'accept',
    reasons: ['below-threshold'],
    model: 'test@1.0.0',
    ...parts,
  };
}

type StoredParts = MessageParts & Partial<Pick<StoredMessage, 'id' | 'verdict' | 'status' | 'isWithheld'>>;

export function aStoredMessage({
  id = 'M0000000001',
  verdict = aVerdict(),
  status = 'accepted',
  isWithheld = false,
  ...parts
}: StoredParts = {}): StoredMessage {
  return { ...aMessage(parts), id, verdict, status, isWithheld };
}

export function anArrival(message: StoredMessage = aStoredMessage(), parts: Partial<Arrival> = {}): Arrival {
  return {
    message,
    fingerprint: 'f1',
    nearFingerprint: 'f1',
    keepsSenderId: true,
    tasks: [],
    originals: [],
    shadow: null,
    ...parts,
  };
}

/** Nobody is ever trusted under it, so that a test says so where it matters. */
export function aPolicy(
  parts: Partial<Omit<Policy, 'thresholds'>> = {},
  thresholds: Partial<Thresholds> = {},
): Policy {
  return {
    mode: 'quarantine',
    trust: { messages: 1000, days: 365 },
    adminChat: null,
    language: 'en',
    isQuiet: false,
    reportsNeeded: 1,
    ...parts,
    thresholds: { spam: 0.8, review: 0.5, otp: 0.95, trusted: 0.95, ...thresholds },
  };
}
