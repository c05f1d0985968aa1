import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import type { AccessStore, Caller } from '../../domain/access.js';
import type { Clock } from '../../domain/clock.js';
import { addressOf } from './caller.js';
import type { FindCaller } from './find-caller.js';
import { newSecret, secretHash } from './secrets.js';
import type { Tries } from './tries.js';

export interface SessionDependencies {
  readonly store: Pick<AccessStore, 'addSession' | 'findSession' | 'endSession' | 'forgetSessions'>;
  readonly findCaller: FindCaller;
  readonly tries: Tries;
  readonly clock: Clock;
}

/** Somebody who is logged in. */
export interface Session {
  readonly caller: Caller;
  /** What his browser keeps; forms are signed with it. */
  readonly secret: string;
}

export type LogIn =
  | { readonly kind: 'opened'; readonly caller: Caller }
  | { readonly kind: 'wrong' }
  /** Too many wrong tokens came from there. */
  | { readonly kind: 'limited'; readonly seconds: number };

export interface Sessions {
  /** Exchanges a token for a session; the cookie is on the response then. */
  logIn(token: string, request: Request, response: Response): Promise<LogIn>;
  /** Null for nobody, and for a session that has ended, or whose token was revoked or exchanged. */
  find(request: Request): Promise<Session | null>;
  logOut(session: Session, request: Request, response: Response): Promise<void>;
}

const COOKIE = 'hamgate_session';
const HOURS = 12;

export function createSessions(dependencies: SessionDependencies): Sessions {
  const { store, findCaller, clock } = dependencies;
  return {
    logIn: (token, request, response) => logIn(dependencies, token, { request, response }),
    find: async (request) => {
      const secret = parseCookie(request.headers.cookie ?? '')[COOKIE];
      if (secret === undefined || secret === '') return null;
      const session = await store.findSession(secretHash(secret), clock.now().toISOString());
      const caller = session === null ? null : await findCaller(session.tokenHash);
      return caller === null ? null : { caller, secret };
    },
    logOut: async ({ caller, secret }, request, response) => {
      const by = { author: caller.author, at: clock.now().toISOString() };
      await store.endSession(secretHash(secret), by);
      response.clearCookie(COOKIE, cookieOptions(request));
    },
  };
}

async function logIn(
  { store, findCaller, tries, clock }: SessionDependencies,
  token: string,
  { request, response }: { readonly request: Request; readonly response: Response },
): Promise<LogIn> {
  const address = addressOf(request);
  // Before the token is looked at: who has guessed too often learns nothing, not even with the right one.
  const seconds = await tries.wait(address);
  if (seconds !== null) return { kind: 'limited', seconds };
  const tokenHash = secretHash(token);
  const caller = await findCaller(tokenHash);
  if (caller === null) {
    await tries.note(address);
    return { kind: 'wrong' };
  }
  const now = clock.now();
  const expires = new Date(now.getTime() + HOURS * 3_600_000);
  const secret = newSecret();
  await store.forgetSessions(now.toISOString());
  await store.addSession(
    {
      ...{ hash: secretHash(secret), tokenHash },
      ...{ createdAt: now.toISOString(), expiresAt: expires.toISOString() },
    },
    { author: caller.author, at: now.toISOString() },
  );
  response.cookie(COOKIE, secret, { ...cookieOptions(request), maxAge: HOURS * 3_600_000 });
  return { kind: 'opened', caller };
}

/** Secure as soon as the browser speaks https, be it through a proxy that is believed. */
function cookieOptions(request: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' };
}
