import type { Request, Response } from 'express';
import type { Caller } from '../../domain/access.js';

/** Express types what hangs on a response as anything; only these two touch it. */
const CALLERS = new WeakMap<Response, Caller>();

export const setCaller = (response: Response, caller: Caller): void => {
  CALLERS.set(response, caller);
};

/** Who asks. Throws where nobody was asked for a token before: that is a route without a lock. */
export function callerOf(response: Response): Caller {
  const caller = CALLERS.get(response);
  if (caller === undefined) throw new Error('Cannot tell who asks: the route asked for no token');
  return caller;
}

/** As the settings say which proxies are believed; never empty, so that a limit holds for whoever it is. */
export const addressOf = (request: Request): string =>
  request.ip ?? request.socket.remoteAddress ?? 'unknown';
