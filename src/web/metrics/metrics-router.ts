import { type RequestHandler, Router } from 'express';
import type { Metrics } from './metrics.js';

export interface MetricsRouterDependencies {
  readonly metrics: Pick<Metrics, 'read' | 'contentType'>;
  /** Lets through who may read them from elsewhere. */
  readonly requireToken: RequestHandler;
}

/** `/metrics`: for who asks on this very machine, or has a token. */
export function createMetricsRouter({ metrics, requireToken }: MetricsRouterDependencies): Router {
  const router = Router();
  router.get('/metrics', unlessLocal(requireToken), async (_request, response) => {
    response.set('Content-Type', metrics.contentType).send(await metrics.read());
  });
  return router;
}

/** `::ffff:` is how a socket for both families names an address of the old one. */
const LOOPBACK = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;

/** A proxy on this machine is local, too; whom it speaks for is not. Each of these says that there is one. */
const OF_A_PROXY = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-real-ip',
  'x-client-ip',
  'x-original-forwarded-for',
  'true-client-ip',
  'cf-connecting-ip',
];

function unlessLocal(requireToken: RequestHandler): RequestHandler {
  return (request, response, next) => {
    const isLoopback = LOOPBACK.test(request.socket.remoteAddress ?? '');
    const isForwarded = OF_A_PROXY.some((name) => request.headers[name] !== undefined);
    if (isLoopback && !isForwarded) next();
    else void requireToken(request, response, next);
  };
}
