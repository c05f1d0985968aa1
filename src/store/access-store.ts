import type { AccessStore, AccessToken, NewAccessToken } from '../domain/access.js';
import type { Act } from '../domain/audit.js';
import { cleanText } from '../domain/message.js';
import { insertAudit } from './audit-log.js';
import { prepare } from './prepared.js';
import type { AccessTokenRow, Queries } from './tables.js';

export function createAccessStore(db: Queries): AccessStore {
  return {
    addToken: (token, by) => db.transaction().execute((transaction) => addToken(transaction, token, by)),
    findToken: async (hash) => {
      const [row] = await selectToken(db, { hash });
      return row === undefined ? null : parseTokenRow(row);
    },
    listTokens: async () => {
      const rows = await db
        .selectFrom('access_tokens')
        .selectAll()
        .orderBy((row) => row.case().when('revoked_at', 'is', null).then(0).else(1).end())
        .orderBy('seq', 'desc')
        .execute();
      return rows.map(parseTokenRow);
    },
    revokeToken: (name, by) => db.transaction().execute((transaction) => revokeToken(transaction, name, by)),
    addSession: ({ hash, tokenHash, createdAt, expiresAt }, by) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('sessions')
          .values({ hash, token_hash: tokenHash, created_at: createdAt, expires_at: expiresAt })
          .execute();
        await insertAudit(transaction, {
          ...{ ...by, action: 'session.opened', subject: by.author },
          ...{ before: null, after: { expiresAt } },
        });
      }),
    findSession: async (hash, now) => {
      const [row] = await selectSession(db, { hash, now });
      return row === undefined ? null : { tokenHash: row.token_hash, expiresAt: row.expires_at };
    },
    endSession: (hash, by) => db.transaction().execute((transaction) => endSession(transaction, hash, by)),
    forgetSessions: async (before) => {
      await db.deleteFrom('sessions').where('expires_at', '<', before).execute();
    },
  };
}

/** Asked for every request, hence prepared. */
const selectToken = prepare((db, { hash }: { readonly hash: string }) =>
  db.selectFrom('access_tokens').selectAll().where('hash', '=', hash).where('revoked_at', 'is', null),
);

const selectSession = prepare((db, { hash, now }: { readonly hash: string; readonly now: string }) =>
  db
    .selectFrom('sessions')
    .select(['token_hash', 'expires_at'])
    .where('hash', '=', hash)
    .where('expires_at', '>', now),
);

async function addToken(db: Queries, { name, role, hash }: NewAccessToken, by: Act): Promise<boolean> {
  const added = await db
    .insertInto('access_tokens')
    .values({ name, role, hash, created_at: by.at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('seq')
    .executeTakeFirst();
  if (added === undefined) return false;
  await insertAudit(db, { ...by, action: 'token.created', subject: name, before: null, after: { role } });
  return true;
}

async function revokeToken(db: Queries, name: string, by: Act): Promise<boolean> {
  const revoked = await db
    .updateTable('access_tokens')
    .set({ revoked_at: by.at })
    .where('name', '=', cleanText(name))
    .where('revoked_at', 'is', null)
    .returning(['hash', 'role'])
    .executeTakeFirst();
  if (revoked === undefined) return false;
  await db.deleteFrom('sessions').where('token_hash', '=', revoked.hash).execute();
  const before = { role: revoked.role };
  await insertAudit(db, { ...by, action: 'token.revoked', subject: name, before, after: null });
  return true;
}

async function endSession(db: Queries, hash: string, by: Act): Promise<void> {
  const ended = await db
    .deleteFrom('sessions')
    .where('hash', '=', hash)
    .returning('expires_at')
    .executeTakeFirst();
  if (ended === undefined) return;
  const before = { expiresAt: ended.expires_at };
  await insertAudit(db, { ...by, action: 'session.ended', subject: by.author, before, after: null });
}

function parseTokenRow({ name, role, created_at, revoked_at }: AccessTokenRow): AccessToken {
  return { name, role, createdAt: created_at, revokedAt: revoked_at };
}
