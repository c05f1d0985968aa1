import express, { type Express, type RequestHandler, type Router } from 'express';
import type { Logger } from 'pino';
import type { Settings } from '../app/change-settings.js';
import type { QualityMeter } from '../app/measure-quality.js';
import type { RecordCorrection } from '../app/record-correction.js';
import type { AccessStore } from '../domain/access.js';
import type { UndoDecision } from '../app/undo-decision.js';
import type { Clock } from '../domain/clock.js';
import type { Explain } from '../domain/explanation.js';
import type { Channel } from '../domain/message.js';
import type { Policy } from '../domain/policy.js';
import type { Scorer } from '../domain/scorer.js';
import type { CorrectionStore, MessageStore } from '../domain/store.js';
import { createFindCaller } from './access/find-caller.js';
import { requireToken } from './access/require-token.js';
import { createTries } from './access/tries.js';
import { createClassifyRouter } from './classify.js';
import { type ConsoleDependencies, createConsole } from './console/console.js';
import { createConversationsRouter } from './conversations.js';
import { createCorrectionsRouter } from './corrections.js';
import { createHealthRouter } from './health.js';
import { createMessagesRouter } from './messages.js';
import { createModelsRouter, type ModelsDependencies } from './models.js';
import { handleErrors, refuseUnknownPath } from './problems.js';

export interface WebDependencies
  extends
    Omit<ModelsDependencies, 'store' | 'currentModel'>,
    Omit<ConsoleDependencies, 'store' | 'findCaller' | 'tries'> {
  readonly store: MessageStore &
    CorrectionStore &
    AccessStore &
    ModelsDependencies['store'] &
    ConsoleDependencies['store'];
  readonly currentScorer: () => Scorer;
  readonly defaultPolicy: (channel: Channel) => Policy;
  readonly recordCorrection: RecordCorrection;
  readonly undoDecision: UndoDecision;
  readonly settings: Settings;
  /** New tasks stand in the outbox. */
  readonly onTasks: () => void;
  readonly explain: Explain;
  readonly quality: QualityMeter;
  /** What keeps the gate from doing its work, in plain words; nothing when it is ready. */
  readonly readiness: () => Promise<readonly string[]>;
  readonly adminToken: string;
  /** Which proxies are believed about who asks; as Express' `trust proxy` says. */
  readonly trustedProxies: string | false;
  /** Of the channels; each verifies its own arrivals. */
  readonly webhooks: readonly Router[];
  readonly clock: Clock;
  readonly newId: () => string;
  readonly logger: Logger;
}

/** Everything the gate offers over HTTP. `/v1` needs the admin token. */
export function createWebApp(dependencies: WebDependencies): Express {
  const app = express();
  app.disable('x-powered-by');
  // What is answered here is never cached, so that nobody asks whether it has changed.
  app.disable('etag');
  app.set('trust proxy', dependencies.trustedProxies);
  const findCaller = createFindCaller(dependencies);
  const tries = createTries();
  app.use(nameRequest(dependencies.newId));
  // Before the headers, which only browsers read: this is what has to be fast.
  for (const webhook of dependencies.webhooks) app.use(webhook);
  app.use(setSecurityHeaders);
  app.use(createHealthRouter(dependencies));
  app.use(
    '/v1',
    requireToken(findCaller, tries),
    createClassifyRouter(dependencies),
    createMessagesRouter(dependencies),
    createCorrectionsRouter(dependencies),
    createConversationsRouter(dependencies),
    createModelsRouter(dependencies),
  );
  app.use(createConsole({ ...dependencies, findCaller, tries }));
  app.use(refuseUnknownPath, handleErrors(dependencies.logger));
  return app;
}

/** So that a person can find in the log what an answer was about. */
function nameRequest(newId: () => string): RequestHandler {
  return (_request, response, next) => {
    response.set('X-Request-Id', newId());
    next();
  };
}

/** Nothing here is a page: nobody needs to frame, sniff, keep or execute any of it. */
const setSecurityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  });
  next();
};
