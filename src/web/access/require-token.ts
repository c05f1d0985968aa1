import type { Request, RequestHandler, Response } from 'express';
import { mayActAs, type Role } from '../../domain/access.js';
import { Problem, sendProblem } from '../problems.js';
import { addressOf, callerOf, setCaller } from './caller.js';
import type { FindCaller } from './find-caller.js';
import { secretHash } from './secrets.js';
import type { Tries } from './tries.js';

/** Lets through what carries `Authorization: Bearer <token>`, once, and nothing else. */
export function requireToken(findCaller: FindCaller, tries: Tries): RequestHandler {
  return async (request, response, next) => {
    const given = bearerOf(request);
    if (given === null) {
      refuse(response, 'Send a token: "Authorization: Bearer <token>"');
      return;
    }
    const caller = await findCaller(secretHash(given));
    if (caller !== null) {
      setCaller(response, caller);
      next();
      return;
    }
    const seconds = await tries.wait(addressOf(request));
    if (seconds !== null) {
      response.set('Retry-After', String(seconds));
      sendProblem(response, 429, `Too many wrong tokens; try again in ${seconds} s`);
      return;
    }
    await tries.note(addressOf(request));
    refuse(response, 'This token is not known, or it was revoked');
  };
}

/** Node keeps the first of several such headers in silence; a second one is somebody's trick or mistake. */
export function bearerOf(request: Request): string | null {
  const [header, ...others] = request.headersDistinct['authorization'] ?? [];
  const given = /^bearer +(\S+) *$/i.exec(header ?? '')?.[1];
  return given === undefined || others.length > 0 ? null : given;
}

function refuse(response: Response, detail: string): void {
  response.set('WWW-Authenticate', 'Bearer realm="hamgate"');
  sendProblem(response, 401, detail);
}

/** For a route behind `requireToken`, or in a session. */
export function requireRole(needed: Role): RequestHandler {
  return (_request, response, next) => {
    const { role } = callerOf(response);
    if (!mayActAs(role, needed))
      throw new Problem(403, `This needs the role "${needed}"; yours is "${role}"`);
    next();
  };
}
