import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

export interface LoadLimit {
  /** So many requests at once. */
  readonly maxInHand: number;
  readonly logger: Logger;
}

const RETRY_AFTER_SECONDS = 2;
/** One line for many: a log that grows with the load makes it worse. */
const LOG_EVERY = 1_000;

/**
 * Refuses what comes while the hands are full, before its body is read: 503 and `Retry-After`, which every gateway takes
 * for "later". What was taken in is answered in time, and memory stays where it is.
 */
export function shedLoad({ maxInHand, logger }: LoadLimit): RequestHandler {
  let inHand = 0;
  let shed = 0;
  return (_request, response, next) => {
    if (inHand >= maxInHand) {
      if (shed % LOG_EVERY === 0) logger.warn({ channel: 'sms', maxInHand, shed: shed + 1 }, 'too busy');
      shed += 1;
      // The connection stays: opening another costs more than the refusal.
      response.status(503).set('Retry-After', String(RETRY_AFTER_SECONDS)).end();
      return;
    }
    inHand += 1;
    response.once('close', () => (inHand -= 1));
    next();
  };
}
