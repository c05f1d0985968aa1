import type { Correction } from '../domain/correction.js';
import type { NewCorrection } from '../domain/store.js';
import type { CorrectionRow, NewCorrectionRow } from './tables.js';

export function toCorrectionRow({ correction, fingerprint }: Omit<NewCorrection, 'bands'>): NewCorrectionRow {
  return {
    id: correction.id,
    message_id: correction.messageId,
    text: correction.text,
    label: correction.label,
    author: correction.author,
    role: correction.role,
    source: correction.source,
    channel: correction.conversation?.channel ?? null,
    conversation: correction.conversation?.id ?? null,
    fingerprint,
    score: correction.score,
    model: correction.model,
    created_at: correction.createdAt,
    withdrawn_at: correction.withdrawnAt,
  };
}

export function parseCorrectionRow(row: CorrectionRow): Correction {
  return {
    id: row.id,
    messageId: row.message_id,
    text: row.text,
    label: row.label,
    author: row.author,
    role: row.role,
    source: row.source,
    conversation: conversationOf(row),
    score: row.score,
    model: row.model,
    createdAt: row.created_at,
    withdrawnAt: row.withdrawn_at,
  };
}

function conversationOf({ channel, conversation }: CorrectionRow): Correction['conversation'] {
  return channel === null || conversation === null ? null : { channel, id: conversation };
}
