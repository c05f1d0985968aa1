import type { Request, RequestHandler, Response } from 'express';
import { Problem } from '../problems.js';
import { setCaller } from './caller.js';
import { csrfToken, isSameHash } from './secrets.js';
import type { Session, Sessions } from './sessions.js';

const SESSIONS = new WeakMap<Response, Session>();

/** Throws where no session was asked for before: that is a route without a lock. */
export function sessionOf(response: Response): Session {
  const session = SESSIONS.get(response);
  if (session === undefined) throw new Error('Cannot tell who is logged in: the route asked for no session');
  return session;
}

/** For pages: who is not logged in is sent to `loginPath`, and comes back from there where he only looked. */
export function requireSession(sessions: Sessions, loginPath: string): RequestHandler {
  return async (request, response, next) => {
    const session = await sessions.find(request);
    if (session !== null) {
      SESSIONS.set(response, session);
      setCaller(response, session.caller);
      next();
      return;
    }
    const isLook = request.method === 'GET' || request.method === 'HEAD';
    // A part of a page must not have the log-in page put into it: htmx goes there as a whole.
    if (request.headers['hx-request'] === 'true') response.status(401).set('HX-Redirect', loginPath).end();
    else if (!isLook) response.redirect(303, loginPath);
    else
      response.redirect(303, `${loginPath}?${new URLSearchParams({ next: request.originalUrl }).toString()}`);
  };
}

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * After the body is parsed: a change has to carry the session's CSRF token (the field `csrf`, or the header
 * `X-CSRF-Token`), and must not come from another site.
 */
export const requireCsrf: RequestHandler = (request, response, next) => {
  if (SAFE_METHODS.includes(request.method)) {
    next();
    return;
  }
  const expected = csrfToken(sessionOf(response).secret);
  if (isFromElsewhere(request) || !isSameHash(givenIn(request), expected))
    throw new Problem(403, 'This form is too old, or does not come from here; load the page again');
  next();
};

function givenIn(request: Request): string {
  const body = request.body as unknown;
  const field = typeof body === 'object' && body !== null && 'csrf' in body ? body.csrf : undefined;
  const given = request.get('x-csrf-token') ?? field;
  return typeof given === 'string' ? given : '';
}

/** Browsers say so themselves. */
export const isFromElsewhere = (request: Request): boolean => {
  const site = request.get('sec-fetch-site');
  return site !== undefined && site !== 'same-origin' && site !== 'none';
};
