import { Router } from 'express';
import type { Observer } from '../../app/observer.js';
import type { Channel } from '../../domain/message.js';

/** Where messages come in over HTTP. */
const ENTRANCES: readonly (readonly [path: string, channel: Channel])[] = [
  ['/webhooks/sms', 'sms'],
  ['/v1/messages', 'api'],
];

/** To be mounted before them: tells how long each message waited for its answer. What was refused is not counted. */
export function timeAnswers({ timeMs, onAnswered }: Pick<Observer, 'timeMs' | 'onAnswered'>): Router {
  const router = Router();
  for (const [path, channel] of ENTRANCES)
    router.use(path, (request, response, next) => {
      const startMs = timeMs();
      const isArrival = channel === 'sms' || (request.method === 'POST' && request.path === '/');
      if (isArrival)
        response.once('finish', () => {
          if (response.statusCode < 400) onAnswered({ channel, ms: timeMs() - startMs });
        });
      next();
    });
  return router;
}
