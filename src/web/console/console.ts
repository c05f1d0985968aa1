import { type RequestHandler, Router } from 'express';
import { requireCsrf, requireSession } from '../access/require-session.js';
import { createSessions, type SessionDependencies } from '../access/sessions.js';
import { type AccessDependencies, createAccessRouter } from './access/access.js';
import { createAssetsRouter } from './assets.js';
import { createDeliveryRouter, type DeliveryDependencies } from './delivery/delivery.js';
import { createLoginRouter, LOGIN_PATH, readForm } from './login.js';
import { showOverview } from './overview/overview.js';
import { handlePageErrors } from './page-errors.js';

export type ConsoleDependencies = SessionDependencies & AccessDependencies & DeliveryDependencies;

/** The pages at `/`, for people: everything behind a session but the log-in page and what it is made of. */
export function createConsole(dependencies: ConsoleDependencies): Router {
  const sessions = createSessions(dependencies);
  const guards = [setPageHeaders, requireSession(sessions, LOGIN_PATH), readForm, requireCsrf];
  const router = Router();
  router.use(['/assets', LOGIN_PATH, '/logout'], setPageHeaders);
  router.use(createAssetsRouter(), createLoginRouter(sessions));
  router.get('/', ...guards, showOverview);
  router.use('/delivery', ...guards, createDeliveryRouter(dependencies));
  router.use('/access', ...guards, createAccessRouter(dependencies));
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
