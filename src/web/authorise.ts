import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { sendProblem } from './problems.js';

/** Lets through what carries `Authorization: Bearer <token>`, once, and nothing else. */
export function requireToken(token: string): RequestHandler {
  const expected = digest(token);
  return (request, response, next) => {
    // Node keeps the first of several such headers in silence; a second one is somebody's trick or mistake.
    const [header, ...others] = request.headersDistinct['authorization'] ?? [];
    const given = /^bearer +(\S+) *$/i.exec(header ?? '')?.[1];
    // Digests have one length, so that the comparison tells nothing about the token's.
    const isAllowed = given !== undefined && others.length === 0 && timingSafeEqual(digest(given), expected);
    if (isAllowed) {
      next();
      return;
    }
    response.set('WWW-Authenticate', 'Bearer realm="hamgate"');
    sendProblem(response, 401, 'Send the admin token: "Authorization: Bearer <token>"');
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
