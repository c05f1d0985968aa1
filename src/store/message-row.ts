import { z } from 'zod';
import { ATTACHMENT_KINDS, SURFACE_KINDS } from '../domain/message.js';
import type { Arrival, StoredMessage } from '../domain/store.js';
import { type Signal, SIGNALS } from '../domain/signals.js';
import type { Reason } from '../domain/verdict.js';
import { parseJson } from './json.js';
import type { HashSender } from './hash-sender.js';
import { searchTextOf } from './search-words.js';
import type { MessageRow, NewMessageRow } from './tables.js';

// A word that the domain learns must be added here, or this does not compile.
const REASONS: { readonly [Word in Reason]: Word } = {
  'admin-sender': 'admin-sender',
  'exempt-sender': 'exempt-sender',
  'released-before': 'released-before',
  'confirmed-before': 'confirmed-before',
  'released-nearly': 'released-nearly',
  'confirmed-nearly': 'confirmed-nearly',
  'carrier-keyword': 'carrier-keyword',
  'no-text': 'no-text',
  'one-time-code': 'one-time-code',
  'trusted-sender': 'trusted-sender',
  signals: 'signals',
  'above-threshold': 'above-threshold',
  'above-review-threshold': 'above-review-threshold',
  'below-threshold': 'below-threshold',
  'scorer-failed': 'scorer-failed',
};

export const Surfaces = z.array(z.object({ kind: z.enum(SURFACE_KINDS), text: z.string() }));
export const Attachments = z.array(z.object({ kind: z.enum(ATTACHMENT_KINDS), content: z.string() }));
const Unscored = z.array(z.string());
const Signals = z.array(z.enum(Object.keys(SIGNALS) as [Signal, ...Signal[]]));
const Reasons = z.array(z.enum(REASONS));

export function toMessageRow(arrival: Arrival, hashSender: HashSender): NewMessageRow {
  const { message, fingerprint, nearFingerprint, keepsSenderId } = arrival;
  const { sender, verdict } = message;
  const senderKey = hashSender(message.channel, sender.id);
  return {
    id: message.id,
    channel: message.channel,
    conversation: message.conversation,
    message_id: message.messageId,
    revision: message.revision,
    sender_id: keepsSenderId ? sender.id : senderKey,
    sender_key: senderKey,
    // A channel that knows no name gives the id for it.
    sender_name: keepsSenderId || sender.name !== sender.id ? sender.name : senderKey,
    sender_role: sender.role,
    surfaces: JSON.stringify(message.surfaces),
    unscored: JSON.stringify(message.unscored),
    attachments: JSON.stringify(message.attachments),
    gateway: message.gateway,
    signals: JSON.stringify(message.signals),
    received_at: message.receivedAt,
    fingerprint,
    near_fingerprint: nearFingerprint,
    score: verdict.score,
    band: verdict.band,
    action: verdict.action,
    reasons: JSON.stringify(verdict.reasons),
    model: verdict.model,
    status: message.status,
    is_withheld: message.isWithheld ? 1 : 0,
    words: searchTextOf(message),
  };
}

/** Without what only the store needs. */
export const MESSAGE_COLUMNS = [
  'seq',
  'id',
  'channel',
  'conversation',
  'message_id',
  'revision',
  'sender_id',
  'sender_name',
  'sender_role',
  'surfaces',
  'unscored',
  'attachments',
  'gateway',
  'signals',
  'received_at',
  'score',
  'band',
  'action',
  'reasons',
  'model',
  'status',
  'is_withheld',
] as const satisfies readonly (keyof MessageRow)[];

export function parseMessageRow(row: Pick<MessageRow, (typeof MESSAGE_COLUMNS)[number]>): StoredMessage {
  const what = `message "${row.id}"`;
  return {
    id: row.id,
    channel: row.channel,
    conversation: row.conversation,
    messageId: row.message_id,
    revision: row.revision,
    sender: { id: row.sender_id, name: row.sender_name, role: row.sender_role },
    surfaces: parseJson(Surfaces, row.surfaces, what),
    unscored: parseJson(Unscored, row.unscored, what),
    attachments: parseJson(Attachments, row.attachments, what),
    gateway: row.gateway,
    signals: parseJson(Signals, row.signals, what),
    receivedAt: row.received_at,
    verdict: {
      score: row.score,
      band: row.band,
      action: row.action,
      reasons: parseJson(Reasons, row.reasons, what),
      model: row.model,
    },
    status: row.status,
    isWithheld: row.is_withheld === 1,
  };
}
