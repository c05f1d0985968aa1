import { z } from 'zod';
import { type AccessToken, TOKEN_NAME } from '../../../domain/access.js';
import { AUDIT_ACTIONS, type AuditRecord } from '../../../domain/audit.js';
import type { Clock } from '../../../domain/clock.js';
import type { Store } from '../../../domain/store.js';
import { createIssueToken } from '../../../app/issue-token.js';
import { newSecret, secretHash } from '../../access/secrets.js';
import { pageAs, pageFields, readPage } from '../../paging.js';
import { Problem } from '../../problems.js';
import { operation, type Operation } from '../operation.js';
import * as schemas from '../schemas.js';

export interface AccessDependencies {
  readonly store: Pick<Store, 'listTokens' | 'addToken' | 'revokeToken' | 'listAudit'>;
  readonly clock: Clock;
}

/** `GET /me`, `/tokens`, `GET /audit`. */
export function accessOperations(dependencies: AccessDependencies): readonly Operation[] {
  return [
    readMe(),
    listTokens(dependencies),
    createToken(dependencies),
    revokeToken(dependencies),
    listAudit(dependencies),
  ];
}

function readMe(): Operation {
  return operation({
    id: 'readMe',
    method: 'get',
    path: '/me',
    tag: 'access',
    role: 'viewer',
    summary: 'Who asks, and what he may do',
    answers: {
      200: { description: 'The caller', body: z.object({ author: z.string(), role: schemas.RoleName }) },
    },
    example: {},
    handle: async (_input, { author, role }) => ({ status: 200, body: { author, role } }),
  });
}

const TokenName = z
  .string()
  .regex(TOKEN_NAME, { error: 'must be 1 to 40 of a-z, 0-9 and -, and not begin with a -' });

const Token = z
  .object({
    name: z.string(),
    role: schemas.RoleName,
    createdAt: schemas.Time,
    revokedAt: schemas.Time.nullable(),
  })
  .meta({ id: 'Token' });

function listTokens({ store }: AccessDependencies): Operation {
  return operation({
    id: 'listTokens',
    method: 'get',
    path: '/tokens',
    tag: 'access',
    role: 'admin',
    summary: 'All further tokens: those in force first; never the tokens themselves',
    answers: { 200: { description: 'The tokens', body: z.object({ items: z.array(Token) }) } },
    example: {},
    handle: async () => ({ status: 200, body: { items: (await store.listTokens()).map(shownToken) } }),
  });
}

const shownToken = ({ name, role, createdAt, revokedAt }: AccessToken) => ({
  name,
  role,
  createdAt,
  revokedAt,
});

const NewToken = z
  .object({
    name: z.string(),
    role: schemas.RoleName,
    token: z.string().meta({ description: 'Shown only now: the store has its hash alone' }),
  })
  .meta({ id: 'NewToken' });

function createToken({ store, clock }: AccessDependencies): Operation {
  const issue = createIssueToken({ store, clock, newSecret, secretHash });
  return operation({
    id: 'createToken',
    method: 'post',
    path: '/tokens',
    tag: 'access',
    role: 'admin',
    summary: 'Makes a token, and shows it once',
    body: z.strictObject({ name: TokenName, role: schemas.RoleName }),
    answers: { 201: { description: 'The token', body: NewToken } },
    problems: { 409: 'There is a token of this name in force' },
    example: { body: { name: 'dashboard', role: 'viewer' } },
    handle: async ({ body: { name, role } }, { author }) => {
      const issued = await issue({ name, role }, author);
      if (issued.kind === 'taken')
        throw new Problem(409, `There is a token named "${name}" in force; revoke it first`);
      return { status: 201, body: { name, role, token: issued.token } };
    },
  });
}

function revokeToken({ store, clock }: AccessDependencies): Operation {
  return operation({
    id: 'revokeToken',
    method: 'delete',
    path: '/tokens/{name}',
    tag: 'access',
    role: 'admin',
    summary: 'Ends a token, and every session that was opened with it',
    params: z.object({ name: schemas.words(100) }),
    answers: { 204: { description: 'It is revoked', body: null } },
    problems: { 404: 'There is no token of this name in force' },
    example: { params: { name: 'reader' } },
    handle: async ({ params: { name } }, { author }) => {
      const isKnown = await store.revokeToken(name, { author, at: clock.now().toISOString() });
      if (!isKnown) throw new Problem(404, `There is no token named "${name}" in force`);
      return { status: 204, body: null };
    },
  });
}

const AuditQuery = z.strictObject({
  ...pageFields,
  author: schemas.words(255).exactOptional(),
  action: z.enum(AUDIT_ACTIONS).exactOptional(),
  subject: schemas.words(500).exactOptional(),
});

const AuditItem = z
  .object({
    id: z.int(),
    at: schemas.Time,
    author: z.string(),
    action: z.enum(AUDIT_ACTIONS),
    subject: z.string(),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: 'AuditEntry' });

const shownEntry = ({ id, at, author, action, subject, before, after }: AuditRecord) => ({
  ...{ id, at, author, action, subject },
  ...{ before, after },
});

function listAudit({ store }: AccessDependencies): Operation {
  return operation({
    id: 'listAudit',
    method: 'get',
    path: '/audit',
    tag: 'access',
    role: 'admin',
    summary: 'Who changed what, and when; newest first',
    query: AuditQuery,
    answers: { 200: { description: 'A page of entries', body: schemas.pageOf(AuditItem) } },
    example: { query: { action: 'token.created' } },
    handle: async ({ query }) => ({
      status: 200,
      body: pageAs(await readPage(() => store.listAudit(query)), shownEntry),
    }),
  });
}
