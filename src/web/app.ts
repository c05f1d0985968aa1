import express, { type Express, type RequestHandler, type Router } from 'express';
import type { Logger } from 'pino';
import type { Store } from '../domain/store.js';
import { createFindCaller } from './access/find-caller.js';
import { requireToken } from './access/require-token.js';
import { createTries } from './access/tries.js';
import { type ApiDependencies, createApi } from './api/create-api.js';
import { type ConsoleDependencies, createConsole } from './console/console.js';
import { createHealthRouter } from './health.js';
import type { Metrics } from './metrics/metrics.js';
import { createMetricsRouter } from './metrics/metrics-router.js';
import { timeAnswers } from './metrics/time-answers.js';
import { nameRequest } from './name-request.js';
import { handleErrors, refuseUnknownPath } from './problems.js';

export interface WebDependencies
  extends ApiDependencies, Omit<ConsoleDependencies, 'store' | 'findCaller' | 'tries' | 'newId'> {
  readonly store: Store;
  /** What decides in this process at this moment. */
  readonly currentModel: () => string;
  /** What keeps the gate from doing its work, in plain words; nothing when it is ready. */
  readonly readiness: () => Promise<readonly string[]>;
  readonly metrics: Metrics;
  readonly adminToken: string;
  /** Which proxies are believed about who asks; as Express' `trust proxy` says. */
  readonly trustedProxies: string | false;
  /** Of the channels; each verifies its own arrivals. */
  readonly webhooks: readonly Router[];
  readonly logger: Logger;
}

/** Everything the gate offers over HTTP. `/v1` needs a token. */
export function createWebApp(dependencies: WebDependencies): Express {
  const app = express();
  app.disable('x-powered-by');
  // What is answered here is never cached, so that nobody asks whether it has changed.
  app.disable('etag');
  app.set('trust proxy', dependencies.trustedProxies);
  const findCaller = createFindCaller(dependencies);
  const tries = createTries();
  app.use(nameRequest(dependencies.newId), timeAnswers(dependencies.metrics.observer));
  // Before the headers, which only browsers read: this is what has to be fast.
  for (const webhook of dependencies.webhooks) app.use(webhook);
  app.use(setSecurityHeaders);
  app.use(createHealthRouter(dependencies));
  app.use(createMetricsRouter({ ...dependencies, requireToken: requireToken(findCaller, tries) }));
  const api = createApi(dependencies);
  app.use(api.document);
  app.use('/v1', requireToken(findCaller, tries), api.router);
  app.use(createConsole({ ...dependencies, findCaller, tries }));
  app.use(refuseUnknownPath, handleErrors(dependencies.logger));
  return app;
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
