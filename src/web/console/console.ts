import { type RequestHandler, Router } from 'express';
import { requireCsrf, requireSession } from '../access/require-session.js';
import { createSessions, type SessionDependencies } from '../access/sessions.js';
import { type AccessDependencies, createAccessRouter } from './access/access.js';
import { createAssetsRouter } from './assets.js';
import { createDeliveryRouter, type DeliveryDependencies } from './delivery/delivery.js';
import { createConversationsRouter } from './conversations/conversations.js';
import type { ConversationsDependencies } from './conversations/conversations-dependencies.js';
import { createLoginRouter, LOGIN_PATH, readForm } from './login.js';
import { createOverviewRouter } from './overview/overview.js';
import type { OverviewDependencies } from './overview/overview-dependencies.js';
import { createModelPagesRouter } from './models/models.js';
import type { ModelPagesDependencies } from './models/models-dependencies.js';
import { handlePageErrors } from './page-errors.js';
import { createTryRouter, readTexts, type TryDependencies } from './try/try.js';

/** What each page needs, together. */
export type ConsoleDependencies = SessionDependencies &
  AccessDependencies &
  DeliveryDependencies &
  TryDependencies &
  ConversationsDependencies &
  ModelPagesDependencies &
  OverviewDependencies;

/** The pages at `/`, for people: everything behind a session but the log-in page and what it is made of. */
export function createConsole(dependencies: ConsoleDependencies): Router {
  const sessions = createSessions(dependencies);
  const guardsOf = (readBody: RequestHandler): readonly RequestHandler[] => [
    setPageHeaders,
    requireSession(sessions, LOGIN_PATH),
    readBody,
    requireCsrf,
  ];
  const guards = guardsOf(readForm);
  const router = Router();
  router.use(['/assets', LOGIN_PATH, '/logout'], setPageHeaders);
  router.use(createAssetsRouter(), createLoginRouter(sessions));
  const overview = createOverviewRouter(dependencies);
  router.get(['/', '/doctor'], ...guards, overview);
  router.use('/delivery', ...guards, createDeliveryRouter(dependencies));
  router.use('/access', ...guards, createAccessRouter(dependencies));
  router.use('/conversations', ...guards, createConversationsRouter(dependencies));
  router.use('/models', ...guards, createModelPagesRouter(dependencies));
  router.use('/try', ...guardsOf(readTexts), createTryRouter(dependencies));
  router.use(handlePageErrors);
  return router;
}

/** Scripts and styles from here alone, and none in a page; nobody may frame it. */
const setPageHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  });
  next();
};
