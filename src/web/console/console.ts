import { type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import { requireCsrf, requireSession } from '../access/require-session.js';
import { createSessions, type SessionDependencies, type Sessions } from '../access/sessions.js';
import { type AccessDependencies, createAccessRouter } from './access/access.js';
import { createAssetsRouter } from './assets.js';
import { createDeliveryRouter, type DeliveryDependencies } from './delivery/delivery.js';
import { createConversationsRouter } from './conversations/conversations.js';
import type { ConversationsDependencies } from './conversations/conversations-dependencies.js';
import { createLoginRouter, LOGIN_PATH, readForm } from './login.js';
import { createOverviewRouter } from './overview/overview.js';
import type { OverviewDependencies } from './overview/overview-dependencies.js';
import { createMessagesPages, type MessagesDependencies } from './messages/messages.js';
import { createModelPagesRouter } from './models/models.js';
import type { ModelPagesDependencies } from './models/models-dependencies.js';
import { handlePageErrors } from './page-errors.js';
import { createEventStream, type EventStreamDependencies } from './quarantine/event-stream.js';
import type { LiveDependencies } from './quarantine/live-waiting.js';
import { createQuarantineRouter, type QuarantineDependencies } from './quarantine/quarantine.js';
import { createTryRouter, readTexts, type TryDependencies } from './try/try.js';

/** What each page needs, together. */
export type ConsoleDependencies = SessionDependencies &
  AccessDependencies &
  DeliveryDependencies &
  TryDependencies &
  ConversationsDependencies &
  ModelPagesDependencies &
  OverviewDependencies &
  QuarantineDependencies &
  MessagesDependencies &
  Pick<LiveDependencies, 'sleep'> & {
    readonly logger: Pick<Logger, 'error'>;
  };

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
  router.use('/quarantine', ...guards, createQuarantineRouter(dependencies));
  router.use('/messages', ...guards, createMessagesPages(dependencies));
  router.get('/events', ...guards, createEventStream(liveParts(dependencies, sessions)));
  router.use('/delivery', ...guards, createDeliveryRouter(dependencies));
  router.use('/access', ...guards, createAccessRouter(dependencies));
  router.use('/conversations', ...guards, createConversationsRouter(dependencies));
  router.use('/models', ...guards, createModelPagesRouter(dependencies));
  router.use('/try', ...guardsOf(readTexts), createTryRouter(dependencies));
  router.use(handlePageErrors);
  return router;
}

function liveParts(
  { store, sleep, logger }: ConsoleDependencies,
  sessions: Sessions,
): EventStreamDependencies {
  const onFault = (fault: unknown): void => logger.error({ err: fault }, 'Cannot ask what waits');
  return { store, sleep, sessions, onFault };
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
