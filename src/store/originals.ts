import { z } from 'zod';
import type { OriginalRequest } from '../domain/store.js';
import { parseJson } from './json.js';
import type { Queries } from './tables.js';

const Headers = z.record(z.string(), z.string());

/** Part of the caller's transaction, if it has one. */
export async function insertOriginals(
  db: Queries,
  messageId: string,
  originals: readonly OriginalRequest[],
): Promise<void> {
  if (originals.length === 0) return;
  await db
    .insertInto('originals')
    .values(
      originals.map(({ method, query, headers, body }, position) => ({
        message_id: messageId,
        position,
        method,
        query,
        headers: JSON.stringify(headers),
        body,
      })),
    )
    .execute();
}

export async function readOriginals(db: Queries, messageId: string): Promise<readonly OriginalRequest[]> {
  const rows = await db
    .selectFrom('originals')
    .selectAll()
    .where('message_id', '=', messageId)
    .orderBy('position')
    .execute();
  return rows.map(({ method, query, headers, body }) => ({
    method,
    query,
    headers: parseJson(Headers, headers, `original of message "${messageId}"`),
    body,
  }));
}
