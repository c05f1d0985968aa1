import { z } from 'zod';
import type { AuditEntry, AuditLog, AuditQuery, AuditRecord } from '../domain/audit.js';
import { cleanText } from '../domain/message.js';
import type { Page } from '../domain/page.js';
import { parseJson } from './json.js';
import { pageOf, parseLimit, parsePageToken } from './page-token.js';
import type { AuditRow, Queries } from './tables.js';

export function createAuditLog(db: Queries): AuditLog {
  return { listAudit: (query) => listAudit(db, query) };
}

/** Part of the caller's transaction: what a person changed is kept together with that he did. */
export async function insertAudit(db: Queries, { before, after, ...entry }: AuditEntry): Promise<void> {
  await db
    .insertInto('audit_log')
    .values({
      ...entry,
      author: cleanText(entry.author),
      subject: cleanText(entry.subject),
      before: JSON.stringify(before),
      after: JSON.stringify(after),
    })
    .execute();
}

async function listAudit(db: Queries, query: AuditQuery): Promise<Page<AuditRecord>> {
  const limit = parseLimit(query.limit);
  const place = query.after === undefined ? Number.MAX_SAFE_INTEGER : parsePageToken(query.after);
  let select = db
    .selectFrom('audit_log')
    .selectAll()
    .where('seq', '<', place)
    .orderBy('seq', 'desc')
    .limit(limit + 1);
  if (query.author !== undefined) select = select.where('author', '=', cleanText(query.author));
  if (query.action !== undefined) select = select.where('action', '=', query.action);
  if (query.subject !== undefined) select = select.where('subject', '=', cleanText(query.subject));
  return pageOf(await select.execute(), limit, parseAuditRow);
}

const State = z.json();

function parseAuditRow({ seq, before, after, ...row }: AuditRow): AuditRecord {
  const what = `entry ${seq} of the audit log`;
  return { ...row, id: seq, before: parseJson(State, before, what), after: parseJson(State, after, what) };
}
