import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { createIssueToken } from '../../../app/issue-token.js';
import { type AccessStore, ROLES, TOKEN_NAME } from '../../../domain/access.js';
import { AUDIT_ACTIONS, type AuditLog } from '../../../domain/audit.js';
import type { Clock } from '../../../domain/clock.js';
import { cleanText } from '../../../domain/message.js';
import { callerOf } from '../../access/caller.js';
import { requireRole } from '../../access/require-token.js';
import { newSecret, secretHash } from '../../access/secrets.js';
import { readPage } from '../../paging.js';
import { parseOrRefuse, Problem } from '../../problems.js';
import { sendPage } from '../render.js';
import { viewerOf } from '../viewer.js';
import { AuditPage } from './audit-page.js';
import { TokensPage } from './tokens-page.js';

export interface AccessDependencies {
  readonly store: Pick<AccessStore, 'addToken' | 'listTokens' | 'revokeToken'> & AuditLog;
  readonly clock: Clock;
}

const NewToken = z.object({
  name: z
    .string()
    .trim()
    .regex(TOKEN_NAME, { error: 'may have lower-case letters, digits and hyphens, 40 at most' }),
  role: z.enum(ROLES),
});
const Revocation = z.object({ name: z.string().max(100) });

/** An empty field of a form is no filter. */
const filter = z.string().max(300).transform(cleanText).optional();
const AuditRequest = z.object({
  author: filter,
  subject: filter,
  action: z.union([z.enum(AUDIT_ACTIONS), z.literal('')]).optional(),
  after: z.string().max(500).optional(),
});

/** `/access`: who has a token; and `/access/audit`: what people have changed. For administrators. */
export function createAccessRouter({ store, clock }: AccessDependencies): Router {
  const issueToken = createIssueToken({ store, clock, newSecret, secretHash });
  const router = Router();
  router.use(requireRole('admin'));
  router.get('/', async (_request, response) => {
    const viewer = viewerOf(response);
    sendPage(response, HEAD, <TokensPage tokens={await store.listTokens()} viewer={viewer} issued={null} />);
  });
  router.post('/tokens', async (request, response) => {
    const wanted = parseOrRefuse(NewToken, request.body);
    const outcome = await issueToken(wanted, callerOf(response).author);
    if (outcome.kind === 'taken') throw new Problem(409, `There is a token named "${wanted.name}" already`);
    // The answer to the form itself: after a redirect, nobody would have the token any more.
    const issued = { name: wanted.name, token: outcome.token };
    const viewer = viewerOf(response);
    sendPage(
      response,
      HEAD,
      <TokensPage tokens={await store.listTokens()} viewer={viewer} issued={issued} />,
    );
  });
  router.post('/tokens/revoke', async (request, response) => {
    const { name } = parseOrRefuse(Revocation, request.body);
    const by = { author: callerOf(response).author, at: clock.now().toISOString() };
    if (!(await store.revokeToken(name, by))) throw new Problem(404, `There is no token named "${name}"`);
    response.redirect(303, '/access');
  });
  router.get('/audit', showAudit(store));
  return router;
}

const HEAD = { title: 'Access', page: 'access' } as const;
const PAGE = 50;

function showAudit(store: AuditLog): RequestHandler {
  return async (request, response) => {
    const { after, ...given } = parseOrRefuse(AuditRequest, request.query);
    const filters = filled(given);
    const query = { ...filters, limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await readPage(() => store.listAudit(query));
    const content = <AuditPage page={page} filters={filters} isLater={after !== undefined} />;
    sendPage(response, { title: 'Audit log', page: 'access' }, content);
  };
}

function filled(fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
  );
}
